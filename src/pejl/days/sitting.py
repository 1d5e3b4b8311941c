"""Where people sit now, or will when the next item with groups begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from pejl.days.grouping import find_kind, find_room, list_rounds, read_seats
from pejl.days.models import RUNNING, Attendance, GroupSeat, Seating, Slot, SlotState, ThemeDay
from pejl.days.tracks import find_belonging, list_live, list_tracks


@dataclass(frozen=True)
class Seat:
    """One's table: its number, the others at it, its video room; `ahead`: the item is to come."""

    slot: Slot
    number: int
    others: tuple[str, ...]
    room: str
    ahead: bool


def list_rounds_now(day: ThemeDay) -> list[Slot]:
    """The items with groups that the room is at; between items the next one, if people have seats
    there. More than one where they run side by side."""
    if day.ended_at is not None:
        return []
    live = list_live(day)
    if any(slot.state in RUNNING for slot in live):
        return [slot for slot in live if slot.state in RUNNING and find_kind(slot) != Seating.STAY]
    after = max((slot.position for slot in live), default=0)
    planned = (
        slot
        for slot in list_rounds(day)
        if slot.position > after and slot.state == SlotState.PLANNED
    )
    following = next(planned, None)
    beside = list_tracks(following) if following else []
    return [slot for slot in beside if slot.groups.exists()]


def find_seat(day: ThemeDay, attendance: Attendance) -> Seat | None:
    found = ((slot, find_number(slot, attendance)) for slot in list_rounds_now(day))
    slot, number = next(((slot, number) for slot, number in found if number), (None, None))
    if slot is None or number is None:
        return None
    others = Attendance.objects.filter(
        seats__group__slot=slot, seats__group__number=number
    ).exclude(id=attendance.id)
    names = others.order_by("participant__name").values_list("participant__name", flat=True)
    ahead = slot.state == SlotState.PLANNED
    return Seat(slot, number, tuple(names), find_room(day, number), ahead)


def find_number(slot: Slot, attendance: Attendance) -> int | None:
    """One's table in an item, if one belongs there."""
    own = GroupSeat.objects.filter(group__slot=slot, attendance=attendance)
    number = own.values_list("group__number", flat=True).first()
    if number is None or find_belonging(list_tracks(slot), attendance).slot != slot:
        return None
    return number


def list_named(slot: Slot) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The item's tables by number, each with the names of who sits there."""
    names = dict(slot.day.attendances.values_list("id", "participant__name"))
    tables: Sequence[Sequence[int]] = read_seats([slot])[slot.id]
    return tuple(
        (number, tuple(sorted(names[who] for who in table)))
        for number, table in enumerate(tables, start=1)
    )
