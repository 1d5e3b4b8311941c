"""Where people sit now, or will when the next item with groups begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from pejl.days.grouping import find_kind, find_room, list_rounds, read_seats
from pejl.days.models import Attendance, GroupSeat, Seating, Slot, SlotState, ThemeDay


@dataclass(frozen=True)
class Seat:
    """One's table: its number, the others at it, its video room; `ahead`: the item is to come."""

    slot: Slot
    number: int
    others: tuple[str, ...]
    room: str
    ahead: bool


def find_round(day: ThemeDay) -> Slot | None:
    """The item with groups that the room is at; between items the next one, if people have seats
    there."""
    current = day.current if day.ended_at is None else None
    if current is not None and current.state in (SlotState.OPEN, SlotState.PAUSED):
        current.day = day
        return current if find_kind(current) != Seating.STAY else None
    if day.ended_at is not None:
        return None
    after = current.position if current else 0
    planned = (
        slot
        for slot in list_rounds(day)
        if slot.position > after and slot.state == SlotState.PLANNED
    )
    following = next(planned, None)
    return following if following is not None and following.groups.exists() else None


def find_seat(day: ThemeDay, attendance: Attendance) -> Seat | None:
    slot = find_round(day)
    if slot is None:
        return None
    own = GroupSeat.objects.filter(group__slot=slot, attendance=attendance)
    number = own.values_list("group__number", flat=True).first()
    if number is None:
        return None
    others = Attendance.objects.filter(
        seats__group__slot=slot, seats__group__number=number
    ).exclude(id=attendance.id)
    names = others.order_by("participant__name").values_list("participant__name", flat=True)
    ahead = slot.state == SlotState.PLANNED
    return Seat(slot, number, tuple(names), find_room(day, number), ahead)


def list_named(slot: Slot) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The item's tables by number, each with the names of who sits there."""
    names = dict(slot.day.attendances.values_list("id", "participant__name"))
    tables: Sequence[Sequence[int]] = read_seats([slot])[slot.id]
    return tuple(
        (number, tuple(sorted(names[who] for who in table)))
        for number, table in enumerate(tables, start=1)
    )
