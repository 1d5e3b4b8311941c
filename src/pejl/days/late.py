"""A day that runs late: what is left of it, the ways to catch up, and taking one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from pejl.analysis.timetable import Item, Placed, Way, propose
from pejl.days.clock import measure_delay, measure_left, measure_ran
from pejl.days.models import RUNNING, Slot, SlotState, ThemeDay
from pejl.days.steps import NotNow, step
from pejl.days.timing import find_end, gather_beside, make_item, plan_day
from pejl.days.tracks import list_live
from pejl.mail.clock import now

LATE = 5  # minutes behind, from which there is something to propose
One = TypeVar("One")
FRESH = 3  # minutes that a proposal stands, while the clock goes on


@dataclass(frozen=True)
class Rest:
    """What is left of the day: `slots` and their `items`, first what runs (of items side by side
    the one that ends last), from `start` on; `end` is when it would be over, and `fixed` whether it
    must be."""

    slots: tuple[Slot, ...]
    items: tuple[Item, ...]
    start: int
    end: int
    fixed: bool


@dataclass(frozen=True)
class Catch:
    """A way to catch up; `token` is what takes it."""

    way: Way
    token: str


def find_catches(day: ThemeDay, slots: Sequence[Slot]) -> tuple[Rest | None, list[Catch]]:
    """The ways for a day that is late by LATE or more; none for any other."""
    delay = None if day.rehearsing else measure_delay(day)
    if delay is None or delay < LATE or day.ended_at is not None:
        return None, []
    rest = list_rest(day, slots)
    ways = propose(rest.items, rest.start, rest.end, later=not rest.fixed)
    return rest, [Catch(way, sign_way(day, rest, way)) for way in ways]


def list_rest(day: ThemeDay, slots: Sequence[Slot]) -> Rest:
    programme = plan_day(day, slots)
    lead, running = find_lead(day), list_running(day)
    at = find_place(slots, lead.id)
    start, ends = foresee_end(day, lead)
    rows, items = [], []
    if ends > start:
        rows.append(slots[at])
        items.append(rest_of_current(running, ends - start))
    beside = gather_beside(slots, at)
    for place in range(at + 1, len(slots)):
        slot, one = slots[place], programme.placed[place]
        if slot.state == SlotState.PLANNED and one.minutes and place not in beside:
            rows.append(slot)
            items.append(rest_of_planned(len(items), slot, one.start, one.minutes))
    end = find_end(day)
    return Rest(
        slots=tuple(rows),
        items=tuple(items),
        start=start,
        end=programme.ends if end is None else max(end, programme.ends),
        fixed=end is not None,
    )


def list_running(day: ThemeDay) -> list[Slot]:
    return [slot for slot in list_live(day) if slot.state in RUNNING]


def find_lead(day: ThemeDay) -> Slot:
    """Of what the room is at, the one that ends last."""
    return max(list_running(day) or list_live(day), key=lambda slot: measure_left(slot) or 0)


def find_place(slots: Sequence[Slot], slot_id: int | None) -> int:
    return next(place for place, slot in enumerate(slots) if slot.id == slot_id)


def foresee_end(day: ThemeDay, slot: Slot) -> tuple[int, int]:
    """The minute it is, and the one in which the current item ends as things stand: the same once
    it is over. After midnight of the day's date."""
    moment = timezone.localtime(now())
    days = (moment.date() - day.date).days if day.date else 0
    at = days * 24 * 60 + moment.hour * 60 + moment.minute + moment.second / 60
    left = max(measure_left(slot, moment) or 0, 0)
    ends = round(at + left / 60)
    return (int(at) if left else ends), ends


def rest_of_current(running: Sequence[Slot], left: int) -> Item:
    """As one item: no shorter than any of those that run may be."""
    items = [(slot, make_item(0, slot)) for slot in running]
    least = max(item.least - measure_ran(slot, now()) // 60 for slot, item in items)
    uncut = any(item.uncut for _slot, item in items)
    return Item(0, left, max(1, min(least, left)), left, uncut=uncut)


def rest_of_planned(key: int, slot: Slot, start: int, minutes: int) -> Item:
    """Its wish is what it has now, and a fixed start that was passed already is not held."""
    item = make_item(key, slot)
    return replace(
        item,
        wished=minutes,
        least=min(item.least, minutes),
        most=minutes,
        starts=None if item.starts is None else max(item.starts, start),
    )


def sign_way(day: ThemeDay, rest: Rest, way: Way) -> str:
    lengths = {
        str(slot.id): one.minutes
        for slot, one in zip(rest.slots, way.programme.placed, strict=True)
    }
    return signing.dumps([day.id, day.revision, rest.start, lengths], salt="way")


def read_way(day: ThemeDay, token: str) -> tuple[int, dict[str, int]]:
    """From when the way goes, and the minutes of each item. Raises NotNow for what is no proposal
    of this day as it stands."""
    try:
        day_id, revision, start, lengths = signing.loads(token, salt="way")
    except signing.BadSignature:
        raise NotNow(_("That step is not known. Reload the page.")) from None
    minute = foresee_end(day, find_lead(day))[0]
    if (day_id, revision) != (day.id, day.revision) or minute - start > FRESH:
        raise NotNow(_("The clock has moved on since. Look at the proposals again."))
    return start, lengths


@step
def take_way(day: ThemeDay, slot: Slot | None, token: str) -> None:
    """Gives the rest of the day the times of a proposed way; all else stays as it was."""
    if day.current is None:
        raise NotNow(_("The day has not begun."))
    slots = list(day.slots.all())
    start, lengths = read_way(day, token)
    lead = find_lead(day)
    at, before = find_place(slots, lead.id), plan_day(day, slots).placed
    told = []
    ends = start + lengths[str(lead.id)] if str(lead.id) in lengths else None
    for slot_id in shorten_running(day, ends) if ends is not None else ():
        told.append([slot_id, "ends", ends])
    over = max((foresee_end(day, lead)[1] if ends is None else ends) - before[at].start, 1)
    planned = {str(one.id): placed.minutes for one, placed in zip(slots, before, strict=True)}
    beside = gather_beside(slots, at)
    cut = {str(slots[place].id): over for place in beside}
    cut = {key: min(minutes, planned[key]) for key, minutes in cut.items()}
    day.allotted = planned | lengths | cut | {str(lead.id): over}
    later = [place for place in range(at + 1, len(slots)) if place not in beside]
    after = plan_day(day, slots).placed
    told += compare_all(pick(slots, later), pick(before, later), pick(after, later))
    coming = [int(key) for key in lengths if lengths[key] and key != str(lead.id)]
    day.change = {"slots": [*(one.id for one in list_live(day)), *coming[:1]], "told": told}


def pick(rows: Sequence[One], places: Sequence[int]) -> list[One]:
    return [rows[place] for place in places]


def shorten_running(day: ThemeDay, ends: int) -> list[int]:
    """What runs longer than until then ends then. Those that do."""
    shortened = []
    for slot in list_running(day):
        late = foresee_end(day, slot)[1] - ends
        if late > 0:
            slot.extra_minutes -= late
            slot.save(update_fields=["extra_minutes"])
            shortened.append(slot.id)
    return shortened


def compare_all(
    slots: Sequence[Slot], before: Sequence[Placed], after: Sequence[Placed]
) -> list[list[Any]]:
    """What is told of a change: of each item that it concerns, and of a later end."""
    told = [
        said
        for slot, old, new in zip(slots, before, after, strict=True)
        for said in compare(slot, old, new)
    ]
    was, ends = (
        max((one.start + one.minutes for one in some), default=0) for some in (before, after)
    )
    return [*told, [0, "over", ends]] if ends > was else told


def compare(slot: Slot, before: Placed, after: Placed) -> list[list[Any]]:
    """What is told of an item whose times were changed: that it is skipped, when it is over where
    it got shorter, and when it begins where it was to begin at a fixed time."""
    if not after.minutes:
        return [[slot.id, "skipped", 0]] if before.minutes else []
    if slot.fixed_at is not None and after.start != before.start:
        return [[slot.id, "begins", after.start]]
    if after.minutes < before.minutes:
        return [[slot.id, "ends", after.start + after.minutes]]
    return []
