"""A poll: one choice, several choices, a scale, or words."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.analysis.ratings import Known, Rating, learn_counts, learn_from_rating, rate
from pejl.days.entries import Entry, Refused

LONGEST_WORDS = 140
LONGEST_OPTION = 120
MOST_OPTIONS = 20


class Config(Struct, frozen=True):
    """`ask` says which kind of answer is wanted; a scale goes from 1 to `steps`."""

    question: str = ""
    ask: Literal["one", "several", "scale", "words"] = "words"
    options: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    steps: int = 5


class Chosen(Struct, frozen=True, tag_field="kind", tag="chosen", forbid_unknown_fields=True):
    """The options chosen, by number from 0."""

    options: tuple[Annotated[int, Meta(ge=0, le=99)], ...] = ()

    @property
    def blank(self) -> bool:
        return not self.options


class Scaled(Struct, frozen=True, tag_field="kind", tag="scaled", forbid_unknown_fields=True):
    value: Annotated[int, Meta(ge=1, le=10)]


class Said(Struct, frozen=True, tag_field="kind", tag="said", forbid_unknown_fields=True):
    words: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)]

    @property
    def blank(self) -> bool:
        return not self.text


Payload = Chosen | Scaled | Said


class Result(Struct, frozen=True):
    """`n` gave an answer that stands. `counts` by option or step; where those are not to be shown,
    `rating` of a scale, else `leading`, the options that most chose. `texts` is what was said with
    who said it (empty unless named)."""

    n: int
    counts: tuple[int, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    rating: Rating | None = None
    leading: tuple[int, ...] = ()


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: one, unknown, long."""
    if item != "poll":
        raise Refused("unknown")
    if isinstance(payload, Chosen):
        if config.ask not in ("one", "several") or any(
            option >= len(config.options) for option in payload.options
        ):
            raise Refused("unknown")
        if config.ask == "one" and len(payload.options) != 1:
            raise Refused("one")
    elif isinstance(payload, Scaled):
        if config.ask != "scale" or payload.value > config.steps:
            raise Refused("unknown")
    elif config.ask != "words":
        raise Refused("unknown")
    elif len(payload.text) > LONGEST_WORDS:
        raise Refused("long")


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """A giver has one standing answer, so each entry is one person; a blank one is nobody's."""
    texts, counts = [], Counter[int]()
    given = [entry for entry in entries if not getattr(entry.payload, "blank", False)]
    for entry in given:
        if isinstance(entry.payload, Chosen):
            counts.update(set(entry.payload.options))
        elif isinstance(entry.payload, Scaled):
            counts[entry.payload.value - 1] += 1
        else:
            texts.append((entry.payload.text, entry.who))
    size = config.steps if config.ask == "scale" else len(config.options)
    return Result(len(given), tuple(counts[index] for index in range(size)), tuple(texts))


def read_values(config: Config, payload: Payload) -> dict[str, int]:
    """A choice of several has a figure for each option: 1 where it was chosen."""
    if isinstance(payload, Scaled):
        return {"poll": payload.value - 1}
    if isinstance(payload, Said) or not payload.options:
        return {}
    if config.ask == "one":
        return {"poll": payload.options[0]}
    return {f"option:{at}": int(at in payload.options) for at in range(len(config.options))}


def coarsen(config: Config, result: Result, exact: Collection[str]) -> Result:
    """A poll has one question, so either everything is exact or nothing is."""
    if exact or not result.n or config.ask == "words":
        return result
    if config.ask == "scale":
        return structs.replace(result, counts=(), rating=rate(result.counts))
    most = max(result.counts)
    leading = tuple(at for at, count in enumerate(result.counts) if count == most)
    return structs.replace(result, counts=(), leading=leading)


def list_known(config: Config, result: Result) -> Iterator[Known]:
    """Which options lead says too little of one option to be a bound on it, where several may be
    chosen; where one is, each leading one has as many as any, and more than the others."""
    if result.rating:
        yield from learn_from_rating(result.rating, "poll")
    elif result.counts and config.ask == "several":
        for at, count in enumerate(result.counts):
            yield from learn_counts((result.n - count, count), f"option:{at}")
    elif result.counts:
        yield from learn_counts(result.counts, "poll")
    elif config.ask == "one" and result.leading:
        size = len(config.options)
        first = result.leading[0]
        for other in range(size):
            weights = tuple((at == first) - (at == other) for at in range(size))
            if other != first:
                tied = other in result.leading
                yield Known("poll", weights, 0 if tied else 1, 0 if tied else result.n)


def rank_counts(counts: Sequence[int]) -> list[tuple[int, int]]:
    """What anyone chose, as (option, count): the most first, equal ones in the given order."""
    return sorted(((at, n) for at, n in enumerate(counts) if n), key=lambda found: -found[1])


def find_leader(counts: Sequence[int]) -> int | None:
    """The one option that most chose; None when none did or several share the lead."""
    most = max(counts, default=0)
    return list(counts).index(most) if most and list(counts).count(most) == 1 else None
