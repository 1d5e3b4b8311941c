"""Who hears of what: `day:7` when the run moved on, `day:7:in` when something came in."""

from functools import cache

from django.conf import settings
from django.db import transaction

from pejl.days.models import ThemeDay
from pejl.live.hub import Hub, make_hub


@cache
def get_hub() -> Hub:
    return make_hub(settings.PEJL_HUB_URL)


def name_run_topic(day_id: int) -> str:
    return f"day:{day_id}"


def name_log_topic(day_id: int) -> str:
    return f"day:{day_id}:in"


def nudge_run(day: ThemeDay) -> None:
    """After the commit: the day has moved on."""
    number = day.revision
    transaction.on_commit(lambda: get_hub().nudge(name_run_topic(day.id), number))


def nudge_log(day_id: int, number: int) -> None:
    get_hub().nudge(name_log_topic(day_id), number)
