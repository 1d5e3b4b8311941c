"""Finds the activities: every installed room under `pejl.activities` with an `activity.py`."""

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps

from pejl.days.contract import Activity

AnyActivity = Activity[Any, Any, Any]


@cache
def list_activities() -> tuple[AnyActivity, ...]:
    """In the order of INSTALLED_APPS."""
    rooms = [
        room.name for room in apps.get_app_configs() if room.name.startswith("pejl.activities.")
    ]
    return tuple(import_module(f"{name}.activity").ACTIVITY for name in rooms)


def find_activity(key: str) -> AnyActivity:
    """Raises LookupError for a key that no room has."""
    for activity in list_activities():
        if activity.key == key:
            return activity
    raise LookupError(f"no activity {key!r}")


def propose_activity(form: str, title: str) -> str:
    """The key of the activity that suits an item of a programme best."""
    return max(list_activities(), key=lambda activity: activity.fits(form, title)).key
