"""A day's items as `analysis.timetable` plans them."""

from collections.abc import Sequence
from datetime import time

from pejl.analysis.timetable import Item, Programme, plan
from pejl.days.models import Keeping, Slot, ThemeDay
from pejl.days.registry import find_activity


def plan_day(day: ThemeDay, slots: Sequence[Slot]) -> Programme:
    """The times of the programme as it stands. Items are known by their place in `slots`."""
    return plan(list_items(day, slots), count_minutes(day.starts_at), find_end(day))


def find_end(day: ThemeDay) -> int | None:
    """When the day must be over, after its start."""
    if day.ends_at is None:
        return None
    start, end = count_minutes(day.starts_at), count_minutes(day.ends_at)
    return end if end > start else end + 24 * 60


def count_minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def put_clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def list_items(day: ThemeDay, slots: Sequence[Slot]) -> list[Item]:
    """What was allotted on the day stands; all else may still be planned."""
    return [
        make_item(place, slot, day.allotted.get(str(slot.id))) for place, slot in enumerate(slots)
    ]


def make_item(key: int, slot: Slot, allotted: int | None = None) -> Item:
    """Where nothing is said, its activity says the least, and it gets no longer than wished."""
    if allotted:
        least = wished = most = allotted
    else:
        wished = slot.minutes
        least = min(slot.least or find_activity(slot.activity).least(wished), wished)
        most = max(slot.most or wished, wished)
    return Item(
        key=key,
        wished=wished,
        least=least,
        most=most,
        starts=None if slot.fixed_at is None else count_minutes(slot.fixed_at),
        uncut=slot.keeping == Keeping.UNCUT,
        optional=slot.keeping == Keeping.SKIP and allotted is None,
        beside=slot.beside,
        skipped=allotted == 0,
    )


def gather_beside(slots: Sequence[Slot], at: int) -> set[int]:
    """The places of those that run beside that item."""
    first = at
    while first > 0 and slots[first].beside:
        first -= 1
    last = at + 1
    while last < len(slots) and slots[last].beside:
        last += 1
    return set(range(first, last)) - {at}
