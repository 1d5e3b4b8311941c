"""The day's evaluation: a few scales, what one takes home, and a quotation with leave to quote."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

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
    text: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        total = sum((step + 1) * count for step, count in enumerate(self.counts))
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
