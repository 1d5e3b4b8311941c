""" "Ready for the day?": what is there, what is missing, and where to mend it."""

from dataclasses import dataclass

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.days.ground import resolve_config
from pejl.days.models import Slot, ThemeDay


@dataclass(frozen=True)
class Check:
    done: bool
    text: str
    url: str
    button: str


def check_day(day: ThemeDay) -> list[Check]:
    """In the order in which one prepares."""
    people = day.attendances.count()
    items = day.slots.count()
    return [
        Check(bool(people), say_people(people), reverse("import_leaders"), _("Read in leaders")),
        check_agreement(day),
        Check(bool(day.date), say_date(day), reverse("edit_day", args=[day.id]), _("Set the date")),
        Check(
            bool(items),
            ngettext("%(n)d item in the programme", "%(n)d items in the programme", items)
            % {"n": items},
            reverse("day", args=[day.id]) + "#programme",
            _("Make the programme"),
        ),
        *[check for slot in day.slots.all() if (check := check_slot(slot))],
    ]


def say_people(people: int) -> str:
    return ngettext("%(n)d leader invited", "%(n)d leaders invited", people) % {"n": people}


def say_date(day: ThemeDay) -> str:
    return _("The date is set") if day.date else _("The day has no date yet")


def check_agreement(day: ThemeDay) -> Check:
    areas = day.agreement.focus_areas.count() if day.agreement else 0
    text = ngettext(
        "Development agreement with %(n)d focus area",
        "Development agreement with %(n)d focus areas",
        areas,
    ) % {"n": areas}
    return Check(
        bool(areas),
        text if areas else _("No development agreement with focus areas yet"),
        reverse("agreement"),
        _("Add the agreement"),
    )


def check_slot(slot: Slot) -> Check | None:
    """Only items whose settings cannot be understood are named; all others are ready."""
    try:
        resolve_config(slot)
    except msgspec.ValidationError:
        text = _("“%(title)s” has settings that cannot be used") % {"title": slot.title}
        return Check(
            done=False,
            text=text,
            url=reverse("slot", args=[slot.day_id, slot.id]),
            button=_("Mend them"),
        )
    return None
