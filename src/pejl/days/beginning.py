"""What a new day begins with: nothing, a day that comes along, or one of the organisation's own."""

from typing import Any

import msgspec
from django.utils.translation import gettext as _

from pejl.days.models import Slot, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.since import look_back, open_with_brief
from pejl.days.template import DayTemplate, Part, find_wording, list_day_templates
from pejl.days.timing import count_minutes, put_clock
from pejl.people.models import Organisation

READY, OWN = "ready-", "day-"
COPIED = (
    "position", "activity", "title", "text", "minutes", "form", "promise", "config", "script",
    "seating", "tables", "with_leader", "least", "most", "fixed_at", "keeping", "beside",
    "for_levels", "for_areas",
)  # fmt: skip
Choices = list[tuple[str, Any]]


def list_beginnings(organisation: Organisation) -> Choices:
    """For a choice field: each with its key; own days are named with their dates."""
    ready: Choices = [
        (READY + key, f"{one.title}. {one.about}") for key, one in list_day_templates().items()
    ]
    own: Choices = [(f"{OWN}{day.id}", name_day(day)) for day in organisation.days.all()]
    return [("", _("An empty programme")), *ready, *own]


def name_day(day: ThemeDay) -> str:
    when = f" ({day.date:%d.%m.%Y})" if day.date else ""
    return _("As your own day: %(day)s") % {"day": f"{day.title}{when}"}


def find_own(organisation: Organisation, beginning: str) -> ThemeDay | None:
    """The own day that is named; None for anything else."""
    number = beginning.removeprefix(OWN)
    if not beginning.startswith(OWN) or not number.isdecimal():
        return None
    return organisation.days.filter(id=int(number)).first()


def begin_day(day: ThemeDay, beginning: str) -> None:
    """Gives a new day its programme, which opens with what the earlier days left. `beginning` is a
    key of `list_beginnings`."""
    if template := list_day_templates().get(beginning.removeprefix(READY)):
        fill_day(day, template)
    elif own := find_own(day.organisation, beginning):
        copy_programme(own, day)
    if day.slots.exists() and look_back(day) is not None:
        open_with_brief(day)


def fill_day(day: ThemeDay, template: DayTemplate) -> None:
    """An end that somebody has fixed already stays."""
    at, slots = count_minutes(day.starts_at), []
    for position, part in enumerate(template.items, 1):
        slots.append(make_item(day, position, part, at))
        at += slots[-1].minutes
    Slot.objects.bulk_create(slots)
    day.ends_at = day.ends_at or put_clock(at)
    day.save(update_fields=["ends_at"])


def make_item(day: ThemeDay, position: int, part: Part, at: int) -> Slot:
    wording = find_wording(part.activity)
    return Slot(
        day=day,
        position=position,
        activity=part.activity,
        title=part.title or wording.title,
        text=part.text or wording.text,
        minutes=part.minutes or wording.minutes,
        form=part.form or wording.form,
        least=part.least,
        keeping=part.keeping,
        fixed_at=put_clock(at) if part.fixed else None,
        promise=find_activity(part.activity).promise,
        config=wording.config if part.config is None else part.config,
        script=msgspec.to_builtins(part.script),
    )


def copy_programme(day: ThemeDay, fresh: ThemeDay) -> None:
    """The same items and settings, end and video rooms, nothing said."""
    fresh.rooms, fresh.ends_at = day.rooms, day.ends_at
    fresh.save(update_fields=["rooms", "ends_at"])
    Slot.objects.bulk_create(
        Slot(day=fresh, **{name: getattr(slot, name) for name in COPIED})
        for slot in day.slots.all()
    )
