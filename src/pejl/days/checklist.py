""" "Ready for the day?": what is there, what is missing, and where to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.days.ground import resolve_config
from pejl.days.models import Slot, ThemeDay
from pejl.days.tracks import find_belongings, list_tracks


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
        *check_tracks(day),
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


def check_tracks(day: ThemeDay) -> Iterator[Check]:
    """Names the items that run beside others with nobody in them, and who is meant to be in two."""
    slots = list(day.slots.all())
    people = list(day.attendances.values_list("id", "level_id", "area_id"))
    for slot in slots:
        tracks = list_tracks(slot, slots)
        if len(tracks) == 1 or not people:
            continue
        found = find_belongings(tracks, people).values()
        title = {"title": slot.title}
        if not any(one.slot == slot or slot in one.choices for one in found):
            yield mend(slot, _("Nobody is in “%(title)s”, which runs beside others") % title)
        for other in tracks[tracks.index(slot) + 1 :]:
            said = {**title, "other": other.title}
            if shares_people(slot, other):
                text = _("“%(title)s” and “%(other)s” run at the same time for the same people")
                yield mend(other, text % said)


def shares_people(slot: Slot, other: Slot) -> bool:
    levels = set(slot.for_levels) & set(other.for_levels)
    return bool(levels or set(slot.for_areas) & set(other.for_areas))


def mend(slot: Slot, text: str) -> Check:
    url = reverse("slot", args=[slot.day_id, slot.id])
    return Check(done=False, text=text, url=url, button=_("Mend them"))


def check_slot(slot: Slot) -> Check | None:
    """Only items whose settings cannot be understood are named; all others are ready."""
    try:
        resolve_config(slot)
    except msgspec.ValidationError:
        text = _("“%(title)s” has settings that cannot be used") % {"title": slot.title}
        return mend(slot, text)
    return None
