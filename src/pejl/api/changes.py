"""What has happened between two looks at an organisation.

A look gives each thing by its name a mark that is another when the thing is: a day (day:7), an
item with a result (item:7:12), a next step (step:31).
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pejl.api.models import Event
from pejl.followup.states import RUNNING, State

OPEN, OVER = "open", "over"
UNSAID = ("", State.PROPOSED)
Look = Mapping[str, str]


class Happened(NamedTuple):
    event: Event
    day_id: int | None = None
    item_id: int | None = None
    step_id: int | None = None


def list_happened(before: Look, now: Look) -> Iterator[Happened]:
    """In the order: days that begin, results, next steps, days that end."""
    found = [one for name in (*now, *before) for one in compare(name, before, now)]
    yield from sorted(dict.fromkeys(found), key=lambda one: ORDER.index(one.event))


ORDER = (
    Event.DAY_OPENED,
    Event.RESULT_RELEASED,
    Event.STEP_AGREED,
    Event.STEP_UPDATED,
    Event.STEP_DONE,
    Event.STEP_REMOVED,
    Event.DAY_CLOSED,
)


def compare(name: str, before: Look, now: Look) -> Iterator[Happened]:
    then, after = before.get(name), now.get(name)
    if then == after:
        return
    kind, *ids = name.split(":")
    numbers = [int(one) for one in ids]
    if kind == "day":
        yield from compare_day(numbers[0], then, after)
    elif kind == "item" and after is not None:
        yield Happened(Event.RESULT_RELEASED, numbers[0], numbers[1])
    elif kind == "step":
        yield from compare_step(numbers[0], numbers[1], then, after)


def compare_day(day: int, then: str | None, after: str | None) -> Iterator[Happened]:
    if after == OPEN or (after == OVER and then is None):
        yield Happened(Event.DAY_OPENED, day)
    if after == OVER:
        yield Happened(Event.DAY_CLOSED, day)


def compare_step(day: int, step: int, then: str | None, after: str | None) -> Iterator[Happened]:
    """A mark is the state, then all else. What is only proposed is not told of."""
    was, is_ = (mark.partition(" ")[0] if mark else "" for mark in (then, after))
    if was in UNSAID and is_ in UNSAID:
        return
    if not is_:
        event = Event.STEP_REMOVED
    elif is_ == State.DONE and was != State.DONE:
        event = Event.STEP_DONE
    elif was in UNSAID and is_ in RUNNING:
        event = Event.STEP_AGREED
    else:
        event = Event.STEP_UPDATED
    yield Happened(event, day, step_id=step)
