"""Prioritising: a list, and a budget of points that each divides over it."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Earlier, Entry, Ground, OutcomeDraft, Refused

MOST_ITEMS = 20
LONGEST_ITEM = 300


class Item(Struct, frozen=True):
    """`focus` is a focus area's id and `number` its number; 0 without one."""

    id: int
    text: str
    focus: int = 0
    number: int = 0


class Config(Struct, frozen=True):
    """`source` says whether the list is what earlier items left (actions, else needs) or one's
    own; when nothing was left, one's own stands in."""

    items: tuple[Item, ...] = ()
    points: Annotated[int, Meta(ge=1, le=100)] = 10
    most_on_one: Annotated[int, Meta(ge=1, le=100)] = 5
    source: Literal["earlier", "own"] = "earlier"


class Points(Struct, frozen=True, tag_field="kind", tag="points", forbid_unknown_fields=True):
    """Points in the list's order; an empty field is 0. None at all takes them back."""

    given: Annotated[
        tuple[Annotated[int, Meta(ge=-10_000, le=10_000)] | Literal[""], ...],
        Meta(max_length=2 * MOST_ITEMS),
    ]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(points or 0 for points in self.given)

    @property
    def used(self) -> int:
        return sum(self.numbers)

    @property
    def blank(self) -> bool:
        return not self.used


class Total(Struct, frozen=True):
    """What an item got, and from how many. Equal points share a rank; no points have rank 0."""

    item: Item
    points: int
    givers: int
    rank: int = 0


class Result(Struct, frozen=True):
    """`n` gave points, `given` in all. The most points first; equal ones in the list's order."""

    n: int = 0
    given: int = 0
    totals: tuple[Total, ...] = ()

    @property
    def chosen(self) -> tuple[Total, ...]:
        return tuple(total for total in self.totals if total.points)


def resolve(config: Config, ground: Ground) -> Config:
    if config.source == "own":
        return config
    return structs.replace(config, items=list_earlier(ground) or config.items)


def list_earlier(ground: Ground) -> tuple[Item, ...]:
    """At most MOST_ITEMS; when there are more, every focus area gets its share of the places."""
    kinds = [
        [row for row in ground.earlier if row.kind == kind and "answered_by" not in row.data]
        for kind in ("action", "need")
    ]
    found = drop_doubles(kinds[0] or kinds[1])
    kept = set(spread(found)[:MOST_ITEMS])
    numbers = {area.id: area.number for area in ground.focus_areas}
    return tuple(
        Item(at, row.text[:LONGEST_ITEM], row.focus or 0, numbers.get(row.focus or 0, 0))
        for at, row in enumerate((row for row in found if row in kept), 1)
    )


def drop_doubles(rows: Iterable[Earlier]) -> list[Earlier]:
    """The first of those that say the same, but for capitals and spaces."""
    first: dict[str, Earlier] = {}
    for row in rows:
        first.setdefault(" ".join(row.text.casefold().split()), row)
    return [row for said, row in first.items() if said]


def spread(rows: Sequence[Earlier]) -> list[Earlier]:
    """One from each focus area in turn."""
    piles: dict[int | None, list[Earlier]] = {}
    for row in rows:
        piles.setdefault(row.focus, []).append(row)
    return [row for row in chain.from_iterable(zip_longest(*piles.values())) if row is not None]


def check(config: Config, payload: Points, item: str) -> None:
    """Raises Refused with a code: unknown, below, one, over."""
    if item != "all" or len(payload.given) != len(config.items):
        raise Refused("unknown")
    if min(payload.numbers, default=0) < 0:
        raise Refused("below", "given")
    if max(payload.numbers, default=0) > config.most_on_one:
        raise Refused("one", "given")
    if payload.used > config.points:
        raise Refused("over", "given")


def summarise(config: Config, entries: Sequence[Entry[Points]]) -> Result:
    ballots = [entry.payload.numbers for entry in entries if entry.payload.used]
    totals = [
        Total(item, sum(points), sum(map(bool, points)))
        for at, item in enumerate(config.items)
        for points in [[ballot[at] for ballot in ballots]]
    ]
    ranked = sorted(totals, key=lambda total: -total.points)
    return Result(
        len(ballots), sum(map(sum, ballots)), tuple(set_rank(one, totals) for one in ranked)
    )


def set_rank(total: Total, totals: Sequence[Total]) -> Total:
    above = sum(other.points > total.points for other in totals)
    return structs.replace(total, rank=above + 1 if total.points else 0)


def list_top(result: Result, most: int = 3) -> tuple[Total, ...]:
    """The first `most` ranks, and those that share the last of them."""
    return tuple(total for total in result.chosen if total.rank <= most)


def draft_outcomes(_config: Config, result: Result) -> list[OutcomeDraft]:
    return [
        OutcomeDraft(
            "priority",
            total.item.text,
            total.item.focus or None,
            {"points": total.points, "rank": total.rank},
        )
        for total in result.chosen
    ]
