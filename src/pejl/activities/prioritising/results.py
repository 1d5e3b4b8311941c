"""What a room's ballots come to, whichever way they were given."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct, structs

from pejl.activities.prioritising.fairness import Fair, choose_fairly
from pejl.activities.prioritising.rules import (
    STEPS,
    Approved,
    Config,
    Item,
    Payload,
    Points,
    Preferred,
    Ranked,
    Rated,
    find_priced,
    set_prices,
)
from pejl.analysis.pairs import bradley_terry
from pejl.analysis.ratings import Known, Rating, learn_from_rating, rate
from pejl.days.entries import Entry, OutcomeDraft

TOPS = 3
Row = tuple[int, ...]


class Total(Struct, frozen=True):
    """What an item got: `points` in the way's own measure (points, yeses, points for places,
    percent of its comparisons won), from how many; or how it was rated. Equal ones share a rank; 0
    is no rank at all."""

    item: Item
    points: int = 0
    givers: int = 0
    rank: int = 0
    effect: Rating | None = None
    effort: Rating | None = None


class Result(Struct, frozen=True):
    """`n` gave a ballot, with `given` points in all. The first first; equal ones in the list's
    order. `coarse`: only which of them came first is to be said."""

    n: int = 0
    given: int = 0
    totals: tuple[Total, ...] = ()
    fair: Fair | None = None
    coarse: bool = False

    @property
    def chosen(self) -> tuple[Total, ...]:
        return tuple(total for total in self.totals if total.rank)


def summarise(config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    """Each giver's standing ballot counts once, and of pairs as many as were asked."""
    config = set_prices(config, find_priced(entries))
    said = [entry for entry in entries if not getattr(entry.payload, "blank", True)]
    n = len({entry.giver for entry in said})
    if config.way == "effect":
        return Result(n, 0, rank_rated(config, [entry.payload for entry in said]))
    if config.way == "pairs":
        return Result(n, 0, rank_pairs(config, list(list_asked(config, said))))
    rows = sorted(read_row(config, entry.payload) for entry in said)
    totals = [
        Total(item, sum(points), sum(map(bool, points)))
        for at, item in enumerate(config.items)
        for points in [[row[at] for row in rows]]
    ]
    fair = None
    if config.way == "shares" and rows:
        ids, costs = zip(*((item.id, item.cost) for item in config.items), strict=True)
        fair = choose_fairly(ids, costs, tuple(rows), config.capacity)
    scores = [total.points for total in totals]
    return Result(len(rows), sum(scores), rank(totals, scores), fair)


def read_row(config: Config, payload: Payload) -> Row:
    """A ballot as points in the list's order: 1 for a yes; for places as many as are given, one
    less for each place down."""
    if isinstance(payload, Points):
        return payload.numbers
    if isinstance(payload, Approved):
        return tuple(int(item.id in payload.chosen) for item in config.items)
    if isinstance(payload, Ranked):
        return tuple(config.places + 1 - place if place else 0 for place in payload.places)
    return (0,) * len(config.items)


def rank(totals: Sequence[Total], scores: Sequence[float]) -> tuple[Total, ...]:
    """The highest score first; those that nobody gave anything have no rank, and stand last."""
    ranks = [
        1 + sum(other > score for other in scores) if total.givers or total.effect else 0
        for total, score in zip(totals, scores, strict=True)
    ]
    ranked = [structs.replace(one, rank=at) for one, at in zip(totals, ranks, strict=True)]
    return tuple(sorted(ranked, key=lambda one: one.rank or len(ranked) + 1))


def list_asked(config: Config, entries: Iterable[Entry[Payload]]) -> Iterator[tuple[int, int, int]]:
    """The pairs of each giver, no more than one is asked."""
    given = Counter[str]()
    for entry in entries:
        if isinstance(entry.payload, Preferred) and given[entry.giver] < config.pairs:
            given[entry.giver] += 1
            yield entry.payload.one, entry.payload.other, entry.payload.first


def rank_pairs(config: Config, asked: Iterable[tuple[int, int, int]]) -> tuple[Total, ...]:
    """By strength; `points` are the percent of its comparisons that an item won."""
    place = {item.id: at for at, item in enumerate(config.items)}
    wins = np.zeros((len(place), len(place)))
    for one, other, first in asked:
        wins[place[first], place[other if first == one else one]] += 1
    met = (wins + wins.T).sum(axis=1)
    totals = [
        Total(item, round(100 * won / of) if of else 0, int(of))
        for item, won, of in zip(config.items, wins.sum(axis=1), met, strict=True)
    ]
    return rank(totals, bradley_terry(wins).round(9).tolist() if totals else [])


def rank_rated(config: Config, payloads: Iterable[Payload]) -> tuple[Total, ...]:
    """Most effect for least effort first: by the difference of the means, with one decimal."""
    counts: dict[int, dict[str, list[int]]] = defaultdict(
        lambda: {"effect": [0] * STEPS, "effort": [0] * STEPS}
    )
    for payload in payloads:
        if isinstance(payload, Rated):
            for name, step in (("effect", payload.effect), ("effort", payload.effort)):
                if step:
                    counts[payload.of][name][step - 1] += 1
    totals = [make_rated(item, counts[item.id]) for item in config.items]
    scores = [
        round(one.effect.mean - one.effort.mean, 1) if one.effect and one.effort else -2.0 * STEPS
        for one in totals
    ]
    return rank(totals, scores)


def make_rated(item: Item, counts: Mapping[str, Sequence[int]]) -> Total:
    """Without ratings until both have been rated by somebody."""
    if not (any(counts["effect"]) and any(counts["effort"])):
        return Total(item)
    return Total(
        item,
        givers=max(sum(counts["effect"]), sum(counts["effort"])),
        effect=rate(counts["effect"]),
        effort=rate(counts["effort"]),
    )


def list_top(result: Result, most: int = TOPS) -> tuple[Total, ...]:
    """The first `most` ranks, and those that share the last of them."""
    return tuple(total for total in result.chosen if total.rank <= most)


def find_share(result: Result, ids: Collection[int]) -> int | None:
    """The percent of its points that a group has among those items, in tens; None where points are
    not to be said. Never under 10 nor over 90, which would tell of everyone in it."""
    if result.coarse or not result.given:
        return None
    among = sum(total.points for total in result.totals if total.item.id in ids)
    return min(90, max(10, round(10 * among / result.given) * 10))


# How single answers stand behind it, for the gate.


def read_values(config: Config, payload: Payload) -> dict[str, int]:
    """Points by item. Of pairs no group's figures are shown, so there are none."""
    if isinstance(payload, Points | Approved | Ranked):
        row = read_row(config, payload)
        return {f"item-{one.id}": points for one, points in zip(config.items, row, strict=True)}
    if isinstance(payload, Rated):
        steps = {"effect": payload.effect, "effort": payload.effort}
        return {f"{name}-{payload.of}": step - 1 for name, step in steps.items() if step}
    return {}


def coarsen(config: Config, result: Result, exact: Collection[str]) -> Result:
    """What came first, and what was chosen fairly; ratings are coarse as they are."""
    if config.way == "effect" or exact or not result.n:
        return result
    first = [structs.replace(one, points=0, givers=0) for one in list_top(result, 1)]
    others = [one for one in result.totals if one.rank != 1]
    order = [item.id for item in config.items]
    others.sort(key=lambda one: order.index(one.item.id))
    hidden = [structs.replace(one, points=0, givers=0, rank=0) for one in others]
    fair = result.fair and structs.replace(
        result.fair,
        chosen=tuple(structs.replace(one, payers=0) for one in result.fair.chosen),
        missing=tuple(structs.replace(one, had=0) for one in result.fair.missing),
    )
    return Result(result.n, 0, (*first, *hidden), fair, coarse=True)


def list_known(config: Config, result: Result) -> Iterator[Known]:
    """Which item leads says too little of one item to be a bound on it. What got nothing in a group
    is not said of it, unless all that got something is."""
    for total in result.totals:
        if total.effect and total.effort:
            yield from learn_from_rating(total.effect, f"effect-{total.item.id}")
            yield from learn_from_rating(total.effort, f"effort-{total.item.id}")
    if result.coarse or config.way in ("pairs", "effect"):
        return
    most = count_most(config)
    told = len(list_top(result)) == len(result.chosen)
    for total in result.totals:
        if total.points or told:
            name = f"item-{total.item.id}"
            yield Known(name, tuple(range(most + 1)), total.points, total.points)
            yield Known(name, (0, *[1] * most), total.givers, total.givers)


def count_most(config: Config) -> int:
    """The most that one person can give one item."""
    if config.way == "approval":
        return 1
    return config.places if config.way == "ranking" else config.most_on_one


def draft_outcomes(config: Config, result: Result) -> list[OutcomeDraft]:
    """What was chosen, in order: fairly, or what anyone gave something."""
    by_id = {total.item.id: total for total in result.totals}
    chosen = [by_id[at] for at in result.fair.ids] if result.fair else list(result.chosen)
    return [
        OutcomeDraft(
            "priority",
            total.item.text,
            total.item.focus or None,
            make_data(config, total, at if result.fair else total.rank),
        )
        for at, total in enumerate(chosen, 1)
    ]


def make_data(config: Config, total: Total, at: int) -> dict[str, object]:
    data: dict[str, object] = {"rank": at}
    if total.points:
        data["points"] = total.points
    if config.way == "shares":
        data |= {"cost": total.item.cost, "unit": config.unit}
    if total.item.origin:
        data["from"] = total.item.origin
    if total.item.warnings:
        data["warnings"] = list(total.item.warnings)
    return data
