"""The day's evaluation: a few scales, what one takes home, and a quotation with leave to quote."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct, structs

from pejl.analysis.ratings import Known, Rating, learn_counts, learn_from_rating, rate
from pejl.days.entries import Entry, Refused

LONGEST = 280
MOST_SCALES = 5
LONGEST_SCALE = 160
STEPS = 5


class Config(Struct, frozen=True):
    """`scales` are statements that one agrees with from 1 to 5; empty means the usual three."""

    scales: tuple[str, ...] = ()


class Scaled(Struct, frozen=True, tag_field="kind", tag="scaled", forbid_unknown_fields=True):
    """`scale` counts from 0."""

    scale: Annotated[int, Meta(ge=0, le=19)]
    value: Annotated[int, Meta(ge=1, le=STEPS)]

    @property
    def question(self) -> str:
        return f"scaled:{self.scale}"


class TakeHome(Struct, frozen=True, tag_field="kind", tag="take_home", forbid_unknown_fields=True):
    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=4000)]

    @property
    def blank(self) -> bool:
        return not self.text


class Quoted(Struct, frozen=True, tag_field="kind", tag="quote", forbid_unknown_fields=True):
    """Only with leave does it go into the plan."""

    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=4000)]
    leave: Annotated[str, Meta(pattern="^(yes)?$")] = ""

    @property
    def blank(self) -> bool:
        return not (self.text and self.leave)


Payload = Scaled | TakeHome | Quoted


class ScaleResult(Struct, frozen=True):
    """How many chose each step, or the rating that this comes to where the steps are not to be
    shown."""

    text: str
    answers: tuple[int, ...] | Rating

    @property
    def n(self) -> int:
        return self.answers.n if isinstance(self.answers, Rating) else sum(self.answers)

    @property
    def mean(self) -> float | None:
        if isinstance(self.answers, Rating):
            return self.answers.mean
        total = sum(step * count for step, count in enumerate(self.answers, 1))
        return total / self.n if self.n else None


class Result(Struct, frozen=True):
    scales: tuple[ScaleResult, ...] = ()
    take_home: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, long."""
    if isinstance(payload, Scaled):
        if payload.scale >= len(config.scales) or item != f"s{payload.scale}":
            raise Refused("unknown")
    elif item != ("home" if isinstance(payload, TakeHome) else "quote"):
        raise Refused("unknown")
    elif len(payload.text) > LONGEST:
        raise Refused("long", "text")


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    counts = Counter[tuple[int, int]]()
    home, quotes = [], []
    for entry in entries:
        if isinstance(entry.payload, Scaled):
            counts[entry.payload.scale, entry.payload.value] += 1
        elif entry.payload.blank:
            continue
        elif isinstance(entry.payload, TakeHome):
            home.append(entry.payload.text)
        else:
            quotes.append(entry.payload.text)
    scales = tuple(
        ScaleResult(text, tuple(counts[index, step + 1] for step in range(STEPS)))
        for index, text in enumerate(config.scales)
    )
    return Result(scales, tuple(home), tuple(quotes))


def read_values(_config: Config, payload: Payload) -> dict[str, int]:
    return {payload.question: payload.value - 1} if isinstance(payload, Scaled) else {}


def coarsen(_config: Config, result: Result, exact: Collection[str]) -> Result:
    """With a rating for each question that is not `exact`."""
    scales = (
        structs.replace(scale, answers=rate(scale.answers))
        if isinstance(scale.answers, tuple) and scale.n and ask(at) not in exact
        else scale
        for at, scale in enumerate(result.scales)
    )
    return structs.replace(result, scales=tuple(scales))


def list_known(_config: Config, result: Result) -> Iterator[Known]:
    for at, scale in enumerate(result.scales):
        if isinstance(scale.answers, Rating):
            yield from learn_from_rating(scale.answers, ask(at))
        elif scale.n:
            yield from learn_counts(scale.answers, ask(at))


def ask(scale: int) -> str:
    """The question, as payloads name it."""
    return Scaled(scale, 1).question
