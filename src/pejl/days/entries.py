"""What activities are given and give back, as plain values: no Django, so that rules are pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from msgspec import Struct

from pejl.analysis.change import Verdict
from pejl.people.case import CaseText
from pejl.people.row_ids import FocusId

P = TypeVar("P")
Embed = Callable[[Sequence[str]], Any]  # a vector for each text


class Refused(Exception):
    """A payload that cannot be taken; the message is for the one who sent it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


@dataclass(frozen=True)
class Focus:
    """A focus area as an activity sees it; `number` picks its colour and shape."""

    id: FocusId
    number: int
    title: str
    goal: str = ""


@dataclass(frozen=True)
class Person:
    """A participant of the day; `id` is the attendance's public id."""

    id: str
    name: str
    title: str
    level: str
    area: str
    unit: str = ""


@dataclass(frozen=True)
class Earlier:
    """An outcome of an earlier item; `data` is what its activity left with it."""

    id: int
    kind: str
    text: str
    focus: int | None
    slot_title: str
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Ground:
    """What the day gives an activity when its item opens. `levels`, `areas` and `units` are the
    names of those that the day's people belong to, in the organisation's order; `promise` is the
    item's. `seats` is the number of each person's table, where people sit in groups, and `leaders`
    who of the day leads each of them, by the person's id; `above` those of the day who stand over
    each in the chain, nearest first, also where one between them is not there. `held_on` is the
    day's date, or today's where it has none. `cases` is the
    library's; `talks` the titles of the earlier items where people asked each other."""

    focus_areas: tuple[Focus, ...] = ()
    people: tuple[Person, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    tables: int = 0
    embed: Embed | None = None
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    promise: str = ""
    seats: Mapping[str, int] = field(default_factory=dict, hash=False)
    leaders: Mapping[str, str] = field(default_factory=dict, hash=False)
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    held_on: date | None = None
    cases: tuple[CaseText, ...] = ()
    talks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """A next step that an earlier day left. `state` is done, going, stuck, waiting, carried or
    closed; `said` says it in words, and `word` why it was ended. `owner_id` is the owner's public
    id on this day, empty for one who is not here."""

    what: str
    owner: str
    owner_id: str
    focus: Focus | None
    state: str
    said: str
    word: str = ""


@dataclass(frozen=True)
class Moved:
    """How a group places a focus area now and placed it on the earlier day, on so many steps: means
    of what may be shown of each. `group` is empty for the whole room; `verdict` says whether it is
    real."""

    focus: Focus
    steps: int
    group: str
    before: float
    now: float
    verdict: Verdict


@dataclass(frozen=True)
class Since:
    """What the last day left. `moved` is by focus area, the whole room before its levels; `both`
    answered both times; `notes` say what cannot be compared, or not yet. `place` is where steps
    are ended."""

    day: str
    left: tuple[Left, ...]
    moved: tuple[Moved, ...] = ()
    both: int = 0
    notes: tuple[str, ...] = ()
    place: str = ""


class Entry(Struct, Generic[P], frozen=True, gc=False):
    """A contribution as results see it. `who` is empty unless the promise is named. A struct, since
    each look at a long log makes thousands of them."""

    id: int
    giver: str
    kind: str
    item: str
    payload: P
    group: int = 0
    who: str = ""


@dataclass(frozen=True)
class OutcomeDraft:
    """`kind` is one of statement, need, action, priority, next_step; `focus` a focus area's id."""

    kind: str
    text: str
    focus: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
