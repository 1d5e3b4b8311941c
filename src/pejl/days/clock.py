"""Times of the programme and of the running item. The server's clock is the only one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from pejl.days.models import RUNNING, Slot, SlotState, ThemeDay
from pejl.days.timing import plan_day, put_clock
from pejl.days.tracks import list_live
from pejl.mail.clock import now as read_now


@dataclass(frozen=True)
class Timed:
    """An item with its planned start, end and minutes; 0: it is skipped."""

    slot: Slot
    start: time
    end: time
    minutes: int


def time_programme(day: ThemeDay, slots: Sequence[Slot] | None = None) -> list[Timed]:
    """Clock times from the day's start, the lengths and the fixed points (`days.timing`)."""
    slots = list(slots if slots is not None else day.slots.all())
    return [
        Timed(slot, put_clock(one.start), put_clock(one.start + one.minutes), one.minutes)
        for slot, one in zip(slots, plan_day(day, slots).placed, strict=True)
    ]


def measure_left(slot: Slot, now: datetime | None = None) -> int | None:
    """Seconds left of a running item, negative when over time; None when it does not run, or lasts
    for weeks."""
    if slot.opened_at is None or slot.state not in RUNNING:
        return None
    if slot.closes_at is not None:
        return None
    return (slot.minutes + slot.extra_minutes) * 60 - measure_ran(slot, now)


def measure_ran(slot: Slot, now: datetime | None = None) -> int:
    """Seconds that an item has run, pauses not counted; 0 before it opens, and while the server's
    clock, which was moved back since, says that it is not yet then."""
    if slot.opened_at is None:
        return 0
    until = slot.closed_at or slot.paused_at or now or read_now()
    return max(0, round((until - slot.opened_at).total_seconds() - slot.paused_seconds))


def measure_delay(day: ThemeDay, now: datetime | None = None) -> int | None:
    """Minutes behind the programme (negative: ahead), by when what runs now ends as things stand;
    None before the day begins and on another date than the day's."""
    now = timezone.localtime(now or read_now())
    live = list_live(day)
    if not live or (day.date and day.date != now.date()):
        return None
    ids = {slot.id for slot in live}
    planned = [item.end for item in time_programme(day) if item.slot.id in ids]
    if not planned:
        return None
    end = max(planned)
    due = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    if any(slot.state != SlotState.CLOSED for slot in live):
        left = max(measure_left(slot, now) or 0 for slot in live)
        return round((now + timedelta(seconds=max(left, 0)) - due).total_seconds() / 60)
    closed = max(timezone.localtime(slot.closed_at or now) for slot in live)
    if now < due:
        return min(0, round((closed - due).total_seconds() / 60))
    return round((max(now, closed) - due).total_seconds() / 60)
