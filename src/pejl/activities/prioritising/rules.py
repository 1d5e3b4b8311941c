"""Prioritising: a list, and how each says what matters most in it.

Points (a budget that each divides), approval (as many as one likes), ranking (the first few), pairs
(one of two, some times), effect against effort, and shares: points under a capacity, divided so
that each group of voters gets its part (`fairness`).
"""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations, zip_longest
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, structs

from pejl.days.entries import Earlier, Entry, Ground, Refused
from pejl.people.row_ids import FocusId

MOST_ITEMS = 20
LONGEST_ITEM = 300
MOST_COST = 1_000_000_000
STEPS = 5

Way = Literal["points", "approval", "ranking", "pairs", "effect", "shares"]
Unit = Literal["days", "kroner", "number"]
Cost = Annotated[int, Meta(ge=0, le=MOST_COST)]


class Item(Struct, frozen=True):
    """`focus` is a focus area's id and `number` its number; 0 without one. `cost` is 0 where none
    has been set; `origin` is what it came from on the day, in words, and `warnings` the early
    warnings that go with it."""

    id: int
    text: str
    focus: FocusId = 0
    number: int = 0
    cost: Cost = 0
    origin: str = ""
    warnings: tuple[str, ...] = ()


class Config(Struct, frozen=True):
    """`source` says whether the list is what earlier items left (actions, else needs) or one's
    own; when nothing was left, one's own stands in. `points` and `most_on_one` belong to points
    and shares; `ranked` is how many places are given, `pairs` how many pairs each is asked.
    `capacity` and `cost`, what an item costs that has no cost of its own, are counted in `unit`."""

    items: tuple[Item, ...] = ()
    points: Annotated[int, Meta(ge=1, le=100)] = 10
    most_on_one: Annotated[int, Meta(ge=1, le=100)] = 5
    source: Literal["earlier", "own"] = "earlier"
    way: Way = "points"
    ranked: Annotated[int, Meta(ge=1, le=MOST_ITEMS)] = 5
    pairs: Annotated[int, Meta(ge=1, le=40)] = 8
    capacity: Cost = 0
    unit: Unit = "days"
    cost: Cost = 0

    @property
    def places(self) -> int:
        return min(self.ranked, len(self.items))


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


class Approved(Struct, frozen=True, tag_field="kind", tag="approved", forbid_unknown_fields=True):
    """The ids of what one is for; none takes it back."""

    chosen: Annotated[tuple[int, ...], Meta(max_length=2 * MOST_ITEMS)] = ()

    @property
    def blank(self) -> bool:
        return not self.chosen


class Ranked(Struct, frozen=True, tag_field="kind", tag="ranked", forbid_unknown_fields=True):
    """The place of each in the list's order, 1 the first; empty without a place."""

    places: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=100)] | Literal[""], ...],
        Meta(max_length=2 * MOST_ITEMS),
    ]

    @property
    def blank(self) -> bool:
        return not any(self.places)


class Preferred(Struct, frozen=True, tag_field="kind", tag="preferred", forbid_unknown_fields=True):
    """Which of two, by their ids, one puts first; 0 takes it back."""

    one: int
    other: int
    first: int = 0

    @property
    def blank(self) -> bool:
        return not self.first


class Rated(Struct, frozen=True, tag_field="kind", tag="rated", forbid_unknown_fields=True):
    """How much an item would give and how much it takes, from 1 to STEPS; either may wait."""

    of: int
    effect: Annotated[int, Meta(ge=1, le=STEPS)] | Literal[""] = ""
    effort: Annotated[int, Meta(ge=1, le=STEPS)] | Literal[""] = ""

    @property
    def question(self) -> str:
        return f"rated-{self.of}"

    @property
    def blank(self) -> bool:
        return not (self.effect or self.effort)


class Priced(Struct, frozen=True, tag_field="kind", tag="priced", forbid_unknown_fields=True):
    """The facilitator's word on what each costs, in the list's order, and on the capacity; what is
    empty stays as planned."""

    console_only: ClassVar[bool] = True
    costs: Annotated[tuple[Cost | Literal[""], ...], Meta(max_length=2 * MOST_ITEMS)] = ()
    capacity: Cost | Literal[""] = ""


Ballot = Points | Approved | Ranked | Preferred | Rated
Payload = Ballot | Priced
KINDS: dict[type, tuple[Way, ...]] = {
    Points: ("points", "shares"),
    Approved: ("approval",),
    Ranked: ("ranking",),
    Preferred: ("pairs",),
    Rated: ("effect",),
    Priced: ("shares",),
}


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
        Item(
            at,
            row.text[:LONGEST_ITEM],
            row.focus or 0,
            numbers.get(row.focus or 0, 0),
            origin=find_origin(row),
            warnings=tuple(row.data.get("warnings", ())),
        )
        for at, row in enumerate((row for row in found if row in kept), 1)
    )


def find_origin(row: Earlier) -> str:
    """The first that is told: what it came from, its need, its case or its dilemma."""
    told = (row.data.get(name) for name in ("from", "need", "case", "dilemma"))
    return next((text for text in told if isinstance(text, str) and text), "")


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


def find_priced(entries: Iterable[Entry[Payload]]) -> Priced | None:
    """What the facilitator last said of costs and capacity."""
    said = [entry.payload for entry in entries if isinstance(entry.payload, Priced)]
    return said[-1] if said else None


def set_prices(config: Config, priced: Priced | None) -> Config:
    """The config with each item's cost and the capacity as the facilitator said."""
    said = priced or Priced()
    items = tuple(
        structs.replace(item, cost=(item.cost or config.cost) if cost in (None, "") else cost)
        for item, cost in zip_longest(config.items, said.costs[: len(config.items)])
    )
    capacity = config.capacity if said.capacity == "" else said.capacity
    return structs.replace(config, items=items, capacity=capacity)


def list_pairs(config: Config, who: str) -> list[tuple[Item, Item]]:
    """The pairs that a person is asked, each of two ids in rising order: neighbours in a round
    where everyone meets everyone, begun at another place for each person, so that all items are
    met about equally often."""
    items = config.items
    rounds = list(_list_rounds(len(items)))
    if not rounds:
        return []
    start = sum(who.encode()) % len(rounds)
    turned = [rounds[(start + at) % len(rounds)] for at in range(min(config.pairs, len(rounds)))]
    return [(items[one], items[other]) for one, other in turned]


def _list_rounds(n: int) -> Iterable[tuple[int, int]]:
    """All pairs of n, in rounds where each is in one pair (the circle method)."""
    ring = [*range(n), *([-1] if n % 2 else [])]
    for _round in range(len(ring) - 1):
        for at in range(len(ring) // 2):
            one, other = sorted((ring[at], ring[-1 - at]))
            if one >= 0:
                yield one, other
        ring = [ring[0], ring[-1], *ring[1:-1]]


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: unknown, below, one, over, place."""
    if config.way not in KINDS[type(payload)] or item != _name_item(payload):
        raise Refused("unknown")
    known = [one.id for one in config.items]
    if isinstance(payload, Points):
        _check_points(config, payload)
    elif isinstance(payload, Ranked):
        _check_places(config, payload)
    elif isinstance(payload, Priced):
        _check_length(config, payload.costs)
    elif not _is_known(payload, known):
        raise Refused("unknown")


def _name_item(payload: Payload) -> str:
    if isinstance(payload, Preferred):
        return f"pair-{payload.one}-{payload.other}"
    if isinstance(payload, Rated):
        return payload.question
    return "prices" if isinstance(payload, Priced) else "all"


def _is_known(payload: Approved | Preferred | Rated, known: Sequence[int]) -> bool:
    if isinstance(payload, Approved):
        return {*known} >= {*payload.chosen}
    if isinstance(payload, Rated):
        return payload.of in known
    pair = (payload.one, payload.other)
    return pair in combinations(known, 2) and payload.first in (0, *pair)


def _check_length(config: Config, given: Sequence[object]) -> None:
    if len(given) != len(config.items):
        raise Refused("unknown")


def _check_points(config: Config, payload: Points) -> None:
    _check_length(config, payload.given)
    if min(payload.numbers, default=0) < 0:
        raise Refused("below", "given")
    if max(payload.numbers, default=0) > config.most_on_one:
        raise Refused("one", "given")
    if payload.used > config.points:
        raise Refused("over", "given")


def _check_places(config: Config, payload: Ranked) -> None:
    _check_length(config, payload.places)
    given = [place for place in payload.places if place]
    if len(set(given)) < len(given) or max(given, default=0) > config.places:
        raise Refused("place", "places")
