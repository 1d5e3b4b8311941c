"""Who sits where in the day's items: what is planned, read and written; one who comes late."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import QuerySet

from pejl.days.clock import time_programme
from pejl.days.models import Attendance, Group, GroupSeat, Seating, Slot, SlotState, ThemeDay
from pejl.days.nudges import nudge_own
from pejl.days.registry import find_activity
from pejl.days.tracks import find_belongings, find_elsewhere, list_belonging, list_tracks

Tables = tuple[tuple[int, ...], ...]  # attendance ids by table, from number 1


IN_GROUPS = frozenset({"grupper", "gruppe", "groups", "borde", "tables"})


def find_kind(slot: Slot) -> Seating:
    """Which groups an item has; where none are chosen, new ones if its activity is for groups or
    the programme says so."""
    if slot.seating:
        return Seating(slot.seating)
    grouped = find_activity(slot.activity).grouped or slot.form.strip().casefold() in IN_GROUPS
    return Seating.NEW if grouped else Seating.STAY


def list_rounds(day: ThemeDay) -> list[Slot]:
    """The items where people sit in groups, in the programme's order."""
    rounds = [slot for slot in day.slots.all() if find_kind(slot) != Seating.STAY]
    for slot in rounds:
        slot.day = day
    return rounds


def is_planned(slot: Slot) -> bool:
    """Whether it has not begun, so that people may still be moved in it as one likes."""
    return slot.state == SlotState.PLANNED


def list_away(day: ThemeDay) -> dict[int, frozenset[int]]:
    """By item, those who are not there: absent, not come yet when it begins, or gone before it
    ends, by the programme's clock; and those who do not belong to it."""
    rows = list(day.attendances.all())
    slots = list(day.slots.all())
    people = [(row.id, row.level_id, row.area_id) for row in rows]
    return {
        timed.slot.id: frozenset(
            row.id
            for row in rows
            if row.absent
            or (row.comes_at is not None and row.comes_at > timed.start)
            or (row.leaves_at is not None and row.leaves_at < timed.end)
        )
        | find_elsewhere(timed.slot, list_tracks(timed.slot, slots), people)
        for timed in time_programme(day, slots)
    }


def count_tables(slot: Slot, people: int) -> int:
    """As many as wanted, but none with fewer than two people."""
    return max(1, min(slot.tables or slot.day.tables, max(1, people // 2)))


def read_seats(slots: Sequence[Slot]) -> dict[int, Tables]:
    """By item, those of its tables that exist; none for an item without."""
    found: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for slot_id, number in Group.objects.filter(slot__in=slots).values_list("slot_id", "number"):
        found[slot_id][number] = []
    seats = GroupSeat.objects.filter(group__slot__in=slots).order_by("attendance_id")
    for slot_id, number, who in seats.values_list(
        "group__slot_id", "group__number", "attendance_id"
    ):
        found[slot_id][number].append(who)
    return {
        slot.id: tuple(
            tuple(found[slot.id].get(number, ())) for number in range(1, max(found[slot.id]) + 1)
        )
        if found.get(slot.id)
        else ()
        for slot in slots
    }


def read_locks(slots: Sequence[Slot]) -> dict[int, frozenset[int]]:
    """By item, the numbers of its locked tables."""
    locked: dict[int, set[int]] = defaultdict(set)
    rows = Group.objects.filter(slot__in=slots, locked=True)
    for slot_id, number in rows.values_list("slot_id", "number"):
        locked[slot_id].add(number)
    return {slot.id: frozenset(locked[slot.id]) for slot in slots}


def write_seats(slot: Slot, tables: Tables) -> None:
    """Makes the item's tables these; those that stay keep their lock."""
    slot.groups.filter(number__gt=len(tables)).delete()
    known = {group.number for group in slot.groups.all()}
    numbers = range(1, len(tables) + 1)
    Group.objects.bulk_create(Group(slot=slot, number=n) for n in numbers if n not in known)
    groups = {group.number: group for group in slot.groups.all()}
    GroupSeat.objects.filter(group__slot=slot).delete()
    GroupSeat.objects.bulk_create(
        GroupSeat(group=groups[number], attendance_id=who)
        for number, table in enumerate(tables, start=1)
        for who in table
    )


def seat_people(slot: Slot) -> None:
    """At opening: seats everyone who is there and has no seat in this item yet; who is planned to
    sit somewhere keeps that seat, unless one belongs to an item beside this."""
    make_tables(slot)
    away = list_away(slot.day)[slot.id]
    if len(list_tracks(slot)) > 1:
        GroupSeat.objects.filter(group__slot=slot).exclude(
            attendance__in=list_belonging(slot)
        ).delete()
    seated = GroupSeat.objects.filter(group__slot=slot).values("attendance_id")
    missing = slot.day.attendances.exclude(id__in=seated).exclude(id__in=away)
    seat_in_turn(slot, missing)


def make_tables(slot: Slot) -> None:
    if not slot.groups.exists():
        wanted = count_tables(slot, count_expected(slot))
        Group.objects.bulk_create(Group(slot=slot, number=n + 1) for n in range(wanted))


def count_expected(slot: Slot) -> int:
    """Those who belong to the item, and its share of those who have yet to choose."""
    here = slot.day.attendances.filter(absent=False)
    tracks = list_tracks(slot)
    found = find_belongings(tracks, list(here.values_list("id", "level_id", "area_id"))).values()
    own = sum(one.slot is not None and one.slot.id == slot.id for one in found)
    waiting = [one.choices for one in found if one.slot is None and slot in one.choices]
    return own + round(sum(1 / len(choices) for choices in waiting))


def seat_late(slot: Slot, attendance: Attendance) -> None:
    """One who comes late, or was not planned for, sits where it is best. The table is told."""
    seat_in_turn(slot, slot.day.attendances.filter(id=attendance.id))
    table = GroupSeat.objects.filter(group__slot=slot, group__seats__attendance=attendance)
    mates = table.exclude(attendance=attendance).values_list("attendance_id", flat=True)
    nudge_own(slot.day_id, mates)


def seat_in_turn(slot: Slot, rows: "QuerySet[Attendance]") -> None:
    """Seats people one by one: where fewest sit; of those tables where one knows the fewest from
    other items with new groups, then where the fewest are of one's own area, then level. Never at a
    locked table while there is another."""
    groups = list(slot.groups.all())
    open_ = [group for group in groups if not group.locked] or groups
    known = Attendance.objects.filter(seats__group__in=open_)
    sitting: dict[int, list[tuple[int, int | None, int]]] = {group.id: [] for group in open_}
    for group_id, *one in known.values_list("seats__group_id", "id", "area_id", "level_id"):
        sitting[group_id].append((one[0], one[1], one[2]))
    met = find_met(slot)
    seats = []
    for row in rows.order_by("area__rank", "level__rank", "participant__name", "id"):

        def rate(group: Group, row: Attendance = row) -> tuple[int, ...]:
            there = sitting[group.id]
            again = sum(who in met[row.id] for who, _area, _level in there)
            area = sum(area is not None and area == row.area_id for _who, area, _level in there)
            level = sum(level == row.level_id for _who, _area, level in there)
            return len(there), again, area, level, group.number

        best = min(open_, key=rate)
        sitting[best.id].append((row.id, row.area_id, row.level_id))
        seats.append(GroupSeat(group=best, attendance=row))
    GroupSeat.objects.bulk_create(seats)


def find_met(slot: Slot) -> dict[int, set[int]]:
    """Whom each sits with in the other items with new groups; nobody, if this one has others."""
    met: dict[int, set[int]] = defaultdict(set)
    if find_kind(slot) == Seating.NEW:
        others = [
            one for one in list_rounds(slot.day) if one != slot and find_kind(one) == Seating.NEW
        ]
        for tables in read_seats(others).values():
            for table in tables:
                for who in table:
                    met[who].update(table)
    return met


def find_room(day: ThemeDay, number: int) -> str:
    """The address of a table's video room; empty without one, and for what is no web address: a
    day that was taken in from a file may hold anything."""
    lines = [line.strip() for line in day.rooms.splitlines()]
    if len(lines) == 1 and "{n}" in lines[0]:
        lines = [lines[0].replace("{n}", str(number))] * number
    room = lines[number - 1] if 0 < number <= len(lines) else ""
    return room if room.startswith("https://") else ""
