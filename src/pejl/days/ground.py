"""What a day gives its activities: focus areas, people, earlier outcomes, configs."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone

from pejl.days.contract import Earlier, Focus, Ground, Person
from pejl.days.entries import Embed
from pejl.days.models import Attendance, GroupSeat, Outcome, Slot, ThemeDay
from pejl.days.registry import find_activity
from pejl.mail.clock import now
from pejl.people.case_library import list_cases
from pejl.people.models import Area, Level, Participant, Unit

Names = tuple[str, ...]


def describe_person(attendance: Attendance) -> Person:
    participant = attendance.participant
    return Person(
        id=attendance.public_id,
        name=participant.name,
        title=participant.title,
        level=attendance.level.name,
        area=attendance.area.name if attendance.area else "",
        unit=participant.unit.name if participant.unit else "",
    )


def list_people(day: ThemeDay) -> tuple[Person, ...]:
    rows = day.attendances.select_related("participant__unit", "level", "area")
    return tuple(describe_person(row) for row in rows.order_by("participant__name", "id"))


def list_focus_areas(day: ThemeDay) -> tuple[Focus, ...]:
    if day.agreement is None:
        return ()
    return tuple(
        Focus(area.id, area.number, area.title, area.goal)
        for area in day.agreement.focus_areas.all()
    )


def list_earlier(slot: Slot) -> tuple[Earlier, ...]:
    found = Outcome.objects.filter(slot__day=slot.day_id, slot__position__lt=slot.position)
    return tuple(
        Earlier(row.id, row.kind, row.text, row.focus_area_id, row.slot.title, row.data)
        for row in found.select_related("slot")
    )


def list_talks(slot: Slot) -> tuple[str, ...]:
    """Only the titles: what was asked, and of whom, is between those two."""
    earlier = slot.day.slots.filter(position__lt=slot.position, resolved__isnull=False)
    routes = ((one.title, find_activity(one.activity).routes) for one in earlier)
    return tuple(title for title, found in routes if found and found.requests)


def list_names(day: ThemeDay, kind: type[Level] | type[Area] | type[Unit], path: str) -> Names:
    """Those of the organisation's that somebody of the day belongs to, in its order."""
    held = day.attendances.values(path)
    rows = kind._default_manager.filter(organisation=day.organisation_id, id__in=held)
    return tuple(rows.values_list("name", flat=True))


def lay_ground(slot: Slot) -> Ground:
    day = slot.day
    return Ground(
        list_focus_areas(day),
        list_people(day),
        list_earlier(slot),
        day.tables,
        find_embedding(settings.PEJL_EMBEDDING),
        levels=list_names(day, Level, "level_id"),
        areas=list_names(day, Area, "area_id"),
        units=list_names(day, Unit, "participant__unit_id"),
        promise=slot.promise,
        seats=list_seats(slot),
        leaders=list_leaders(day),
        above=list_above(day),
        held_on=day.date or timezone.localdate(now()),
        cases=list_cases(day.organisation),
        talks=list_talks(slot),
    )


def list_seats(slot: Slot) -> dict[str, int]:
    rows = GroupSeat.objects.filter(group__slot=slot)
    return dict(rows.values_list("attendance__public_id", "group__number"))


def list_leaders(day: ThemeDay) -> dict[str, str]:
    """Who of those invited leads each of them, both by public id."""
    rows = day.attendances.values_list("participant_id", "public_id", "participant__reports_to_id")
    names = {participant: public_id for participant, public_id, _leader in rows}
    return {public_id: names[leader] for _id, public_id, leader in rows if leader in names}


def list_above(day: ThemeDay) -> dict[str, tuple[str, ...]]:
    """Those invited who stand over each of them in the chain, nearest first, by public id."""
    people = Participant.objects.filter(organisation=day.organisation_id)
    leader = dict(people.values_list("id", "reports_to_id"))
    names = dict(day.attendances.values_list("participant_id", "public_id"))
    return {
        public_id: tuple(names[one] for one in climb(participant, leader) if one in names)
        for participant, public_id in names.items()
    }


def climb(person: int, leader: Mapping[int, int | None]) -> Iterator[int]:
    """Everyone above, nearest first; a chain that bites its tail is followed once round."""
    seen = {person}
    above = leader.get(person)
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = leader.get(above)


@cache
def find_embedding(path: str) -> Embed | None:
    """The function named as "module:function"; none where nothing is named."""
    if not path:
        return None
    module, _colon, name = path.partition(":")
    found: Embed = getattr(import_module(module), name)
    return found


def resolve_config(slot: Slot) -> Any:
    """The config as it would be if the item opened now; after opening, as it was then. Raises
    msgspec.ValidationError."""
    activity = find_activity(slot.activity)
    if slot.resolved is not None:
        return msgspec.convert(slot.resolved, activity.config)
    return activity.resolve(msgspec.convert(slot.config, activity.config), lay_ground(slot))
