"""A case in five steps: notes by field from the phones of a table, and a harvest of them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Entry, Ground, OutcomeDraft, Refused
from pejl.days.harvest import find_repeats, take_turns
from pejl.days.notes import LONGEST_NOTE, Pen, TableNote, join_texts, keep_latest, list_versions
from pejl.people.case import STEPS, CaseText
from pejl.people.row_ids import CaseKey

UNDERSTAND, ROLES, OPTIONS, ADVICE, US = STEPS
MINUTES = (8, 10, 10, 10, 7)
FREE_PLACES = {OPTIONS: 3, ADVICE: 3, US: 2}
HARVESTED = {ADVICE: "action", US: "statement"}
PLACE = re.compile(r"f([1-5])-([1-8])", re.ASCII)
StepNumber = Annotated[int, Meta(ge=1, le=5)]


class Config(Struct, frozen=True):
    """`choice` is the key of a case in the library; at opening the case itself is kept in `case`.
    `minutes` and `prompts` by step; an empty prompt is the case's. With `pace` "tables" each table
    moves on by itself."""

    choice: CaseKey = ""
    case: CaseText | None = None
    minutes: Annotated[tuple[Annotated[int, Meta(ge=1, le=120)], ...], Meta(min_length=5)] = MINUTES
    prompts: tuple[str, ...] = ()
    pace: Literal["together", "tables"] = "together"


class Note(TableNote, frozen=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """Its item is its field, "f<step>-<place>"."""


class Went(Struct, frozen=True, tag_field="kind", tag="went", forbid_unknown_fields=True):
    """The step that the table has come to, where tables move by themselves."""

    by_group: ClassVar[bool] = True
    number: StepNumber


class Moved(Struct, frozen=True, tag_field="kind", tag="moved", forbid_unknown_fields=True):
    """The step that all are at, said by the facilitator; `at` in seconds that the item had run."""

    console_only: ClassVar[bool] = True
    stamped: ClassVar[bool] = True
    number: StepNumber
    at: int = 0


class Called(Struct, frozen=True, tag_field="kind", tag="called", forbid_unknown_fields=True):
    """In the harvest: a point is put on the screen, set aside as said, or taken back. Its item is
    the point's key."""

    console_only: ClassVar[bool] = True
    how: Literal["shown", "said", "back"]


Payload = Note | Pen | Went | Moved | Called


class Point(Struct, frozen=True):
    """What a table has in a field. `split` where two texts were written at the same time: then
    `text` holds both."""

    table: int
    step: int
    place: int
    text: str
    split: bool = False

    @property
    def key(self) -> str:
        return f"t{self.table}-{self.step}-{self.place}"


class Result(Struct, frozen=True):
    """`shown` are the keys of the points on the screen, oldest first; `said` those set aside by the
    facilitator, `back` those taken back; `steps` where each table is that moved by itself."""

    points: tuple[Point, ...] = ()
    shown: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()
    steps: dict[int, int] = {}

    @property
    def tables(self) -> frozenset[int]:
        return frozenset(point.table for point in self.points)


class Harvest(Struct, frozen=True):
    """Points on the screen, oldest first; those yet to come, in turn; those set aside."""

    shown: tuple[Point, ...] = ()
    coming: tuple[Point, ...] = ()
    said: tuple[Point, ...] = ()


def resolve(config: Config, ground: Ground) -> Config:
    """With the case that was chosen, or else the first of the library's, as it is now."""
    known = {case.key: case for case in ground.cases}
    first = ground.cases[0] if ground.cases else None
    return structs.replace(config, case=known.get(config.choice) or config.case or first)


def list_pictures(config: Config) -> tuple[str, ...]:
    picture = config.case.picture if config.case else None
    return (picture.key,) if picture else ()


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: long, unknown."""
    if isinstance(payload, Note):
        step, place = read_place(item)
        if not step or place > count_places(config, step):
            raise Refused("unknown")
        if len(payload.text) > LONGEST_NOTE:
            raise Refused("long", "text")
    elif isinstance(payload, Called):
        if not re.fullmatch(r"t\d{1,3}-[45]-[1-8]", item, re.ASCII):
            raise Refused("unknown")
    elif item != payload.__struct_config__.tag:
        raise Refused("unknown")


def read_place(item: str) -> tuple[int, int]:
    """The step and the place in an item like "f2-1"; zeros when it is no such item."""
    found = PLACE.fullmatch(item)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def count_places(config: Config, step: int) -> int:
    """A field for each question, each role, or as many as the step has."""
    case = config.case or CaseText("", "")
    filled = {UNDERSTAND: len(case.questions), ROLES: len(case.roles)}
    return max(1, filled.get(step, 0) or FREE_PLACES.get(step, 1))


def summarise(_config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    calls = [(entry.item, entry.payload) for entry in entries if isinstance(entry.payload, Called)]
    return Result(
        tuple(list_points(entries)),
        tuple(item for item, call in calls if call.how == "shown"),
        frozenset(item for item, call in calls if call.how == "said"),
        frozenset(item for item, call in calls if call.how == "back"),
        {entry.group: entry.payload.number for entry in entries if isinstance(entry.payload, Went)},
    )


def list_points(entries: Sequence[Entry[Payload]]) -> list[Point]:
    """By step, table and place."""
    fields: dict[tuple[int, str], list[Entry[Payload]]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.payload, Note):
            fields[entry.group, entry.item].append(entry)
    points = []
    for (table, item), found in fields.items():
        step, place = read_place(item)
        latest = keep_latest(list_versions(found, item))
        if text := join_texts(latest):
            points.append(Point(table, step, place, text, len(latest) > 1))
    return sorted(points, key=lambda point: (point.step, point.table, point.place))


def list_harvest(result: Result) -> Harvest:
    """Advice first, then what it says about us; in each one point a table in turn."""
    found = {step: [one for one in result.points if one.step == step] for step in HARVESTED}
    turns = [take_turns(points, lambda point: point.table) for points in found.values()]
    order = tuple(chain.from_iterable(turns))
    known = {point.key: point for point in order}
    shown = tuple(known[key] for key in result.shown if key in known)
    rest = [point for point in order if point not in shown]
    line = [*shown, *rest]
    repeats = {line[at].key for at in find_repeats([point.text for point in line])} - result.back
    aside = repeats | result.said
    return Harvest(
        shown,
        tuple(point for point in rest if point.key not in aside),
        tuple(point for point in rest if point.key in aside),
    )


def find_moved(_config: Config, entries: Sequence[Entry[Payload]]) -> Moved:
    """Where the facilitator has brought all; the first step from the start."""
    found = [entry.payload for entry in entries if isinstance(entry.payload, Moved)]
    return found[-1] if found else Moved(1)


def find_step(config: Config, moved: Moved, went: int) -> int:
    """The step that a table is at."""
    return (went or 1) if config.pace == "tables" else moved.number


def measure_step(config: Config, moved: Moved, step: int, ran: int) -> int:
    """Seconds left of the step; where tables move by themselves, until it should be done by the
    lengths of all steps up to it. Negative when over time."""
    if config.pace == "tables":
        return sum(config.minutes[:step]) * 60 - ran
    return config.minutes[step - 1] * 60 - max(0, ran - moved.at)


def list_outcomes(config: Config, result: Result) -> tuple[OutcomeDraft, ...]:
    title = config.case.title if config.case else ""
    return tuple(
        OutcomeDraft(HARVESTED[point.step], point.text, data={"case": title, "table": point.table})
        for point in result.points
        if point.step in HARVESTED
    )
