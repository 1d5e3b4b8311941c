"""A programme's times: how long each item is when some points are fixed and the rest may give.

All is whole minutes; clock times are minutes after midnight. The objective is the least total
regret. An item of `wished` minutes that gets `m` is regretted by 1000 (wished - m)² / wished,
rounded down, so that a loss is spread as the lengths are; one that is skipped by `SKIP` for each
minute it wished, and a minute of waiting before a fixed point by `AIR`, as much as a minute more of
an item that is already twice as long as wished.

Between two fixed points this is a small integer programme: lengths that fill the time. It is solved
exactly by dynamic programming over the minutes (min-plus convolution of the items' regrets), which
asks nothing of the regrets' shape, so that skipping and parallel items come along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

SKIP, AIR = 2000, 2000
TOUCH = 500  # regret of each item that is changed at all, where few changes are wanted
NEVER = 1 << 40
MOST_WAYS = 3
Costs = NDArray[np.int64]


@dataclass(frozen=True)
class Item:
    """1 ≤ least ≤ wished ≤ most. `starts`: when it begins, if that is fixed; it is then never
    skipped. `uncut`: never shorter than wished. `optional`: may be skipped. `beside`: begins with
    the item before it; what follows waits for the longest of them, and its `starts` counts not.
    `skipped`: that has been decided, so that it is not regretted, and its `starts` counts not."""

    key: int
    wished: int
    least: int
    most: int
    starts: int | None = None
    uncut: bool = False
    optional: bool = False
    beside: bool = False
    skipped: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.wished <= self.most:
            raise ValueError(f"item {self.key}: 1 ≤ least ≤ wished ≤ most does not hold")


class Placed(NamedTuple):
    """0 minutes: it is skipped."""

    key: int
    start: int
    minutes: int


class Clash(NamedTuple):
    """A fixed point that cannot be kept: what comes before it takes `missing` minutes too many.
    `key` None: the end of the day."""

    key: int | None
    due: int
    missing: int


class Air(NamedTuple):
    """Minutes of waiting before a fixed point. `key` None: before the end of the day."""

    key: int | None
    minutes: int


@dataclass(frozen=True)
class Programme:
    """Where there are clashes, all before them are as short as may be, and all after them late."""

    placed: tuple[Placed, ...] = ()
    regret: int = 0
    clashes: tuple[Clash, ...] = ()
    air: tuple[Air, ...] = ()

    @property
    def ends(self) -> int:
        """When the last item is over; 0 without items."""
        return max((one.start + one.minutes for one in self.placed), default=0)


Block = tuple[Item, ...]  # an item with those beside it


def plan(items: Sequence[Item], start: int, end: int | None = None, touch: int = 0) -> Programme:
    """The programme with the least total regret that keeps `start`, all fixed points and `end`.
    Each item that is not as wished is regretted by `touch` more."""
    placed: list[Placed] = []
    clashes, air = [], []
    regret, at = 0, start
    for fixed, segment, due in cut_at_fixed(items, start, end):
        gap = None if due is None else due - at
        lengths, cost, missing = fill_gap(segment, gap, touch)
        for block, minutes in zip(segment, lengths, strict=True):
            placed.extend(
                Placed(one.key, at, length) for one, length in zip(block, minutes, strict=True)
            )
            at += max(minutes)
        regret += cost
        if missing:
            clashes.append(Clash(fixed, due or 0, missing))
        elif due is not None:
            if due > at:
                air.append(Air(fixed, due - at))
            at = due
    return Programme(tuple(placed), regret, tuple(clashes), tuple(air))


def cut_at_fixed(
    items: Sequence[Item], start: int, end: int | None
) -> Iterator[tuple[int | None, list[Block], int | None]]:
    """The blocks up to each fixed point, with the key of what begins there and when it is due."""
    segment: list[Block] = []
    for block in gather_blocks(items):
        if is_fixed(block[0]):
            yield block[0].key, segment, block[0].starts
            segment = []
        segment.append(block)
    yield None, segment, end


def is_fixed(item: Item) -> bool:
    return item.starts is not None and not item.skipped


def gather_blocks(items: Sequence[Item]) -> list[Block]:
    blocks: list[list[Item]] = []
    for item in items:
        if item.beside and blocks:
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return [tuple(block) for block in blocks]


def fill_gap(
    blocks: Sequence[Block], gap: int | None, touch: int
) -> tuple[list[list[int]], int, int]:
    """The lengths of each block's items, their regret with that of the air left, and how many
    minutes too many they take; `gap` None: as many as they like."""
    if gap is None:
        wished = [[0 if item.skipped else item.wished for item in block] for block in blocks]
        return wished, 0, 0
    weighed = [weigh_block(block, touch) for block in blocks]
    lows = [int(np.argmax(cost < NEVER)) for cost in weighed]
    slack = max(gap - sum(lows), 0)  # all below counts minutes above the lows
    costs = [cost[low : low + slack + 1] for cost, low in zip(weighed, lows, strict=True)]
    tables = [np.full(slack + 1, NEVER, dtype=np.int64)]
    tables[0][0] = 0
    for cost in costs:
        tables.append(convolve(tables[-1], cost))
    totals = tables[-1] + AIR * np.arange(slack, -1, -1)
    used = int(np.argmin(totals))
    regret, lengths = int(totals[used]), []
    for block, low, cost, table in reversed(list(zip(blocks, lows, costs, tables, strict=False))):
        size = min(used + 1, len(cost))
        more = int(np.argmin(table[used - size + 1 : used + 1][::-1] + cost[:size]))
        lengths.append(share_block(block, low + more, touch))
        used -= more
    return lengths[::-1], regret, max(sum(lows) - gap, 0)


def convolve(table: Costs, cost: Costs) -> Costs:
    """The least regret for each sum of minutes: that of the table's and one more block's."""
    padded = np.concatenate([np.full(len(cost) - 1, NEVER, dtype=np.int64), table])
    windows = sliding_window_view(padded, len(cost))
    summed: Costs = np.minimum((windows + cost[::-1]).min(axis=1), NEVER)
    return summed


def weigh_item(item: Item, touch: int, *, skips: bool) -> Costs:
    """Its regret at each length from 0, where it is skipped, to its most."""
    if item.skipped:
        return np.zeros(1, dtype=np.int64)
    lengths = np.arange(item.most + 1, dtype=np.int64)
    off = lengths - item.wished
    costs: Costs = 1000 * off * off // item.wished + touch * (off != 0)
    costs[: item.wished if item.uncut else item.least] = NEVER
    if skips:
        costs[0] = SKIP * item.wished + touch
    return costs


def weigh_members(block: Block, touch: int) -> list[Costs]:
    """Each member's regret by its length, all to the same length."""
    longest = max(item.most for item in block) + 1
    rows = [
        weigh_item(item, touch, skips=item.optional and not (item is block[0] and is_fixed(item)))
        for item in block
    ]
    return [np.concatenate([row, np.full(longest - len(row), NEVER)]) for row in rows]


def weigh_block(block: Block, touch: int) -> Costs:
    """The least regret for each length of the block: one member takes all of it, the others as much
    of it as they like best."""
    rows = weigh_members(block, touch)
    best = [np.minimum.accumulate(row) for row in rows]
    together = sum(best) + np.min([row - low for row, low in zip(rows, best, strict=True)], axis=0)
    capped: Costs = np.minimum(together, NEVER)
    return capped


def share_block(block: Block, length: int, touch: int) -> list[int]:
    """The lengths of the block's members when it takes that long."""
    rows = [row[: length + 1] for row in weigh_members(block, touch)]
    shares = [int(np.argmin(row)) for row in rows]
    full = int(np.argmin([row[length] - row.min() for row in rows]))
    return [length if place == full else share for place, share in enumerate(shares)]


class Kind(StrEnum):
    """What a way out does: MOVE a fixed point, SKIP items, CUT items below their least, shorten FEW
    items, SHARE the loss among all, or end LATER."""

    MOVE = "move"
    SKIP = "skip"
    CUT = "cut"
    FEW = "few"
    SHARE = "share"
    LATER = "later"


@dataclass(frozen=True)
class Way:
    """A programme that would do, with the items and the end that it needs."""

    kind: Kind
    items: tuple[Item, ...]
    end: int | None
    programme: Programme


def find_nearest(items: Sequence[Item], start: int, end: int | None = None) -> list[Way]:
    """For a programme with clashes, the nearest that has none: with its fixed points moved as far
    as they must be, with the items skipped or cut below their least that are regretted least. What
    must not be cut is neither. Nothing for a programme that fits."""
    clashes = plan(items, start, end).clashes
    if not clashes:
        return []
    ways = [move_points(items, start, end, clashes)]
    for change in (skip_items, cut_items):
        changed = change(items, start, end)
        way = Way(Kind.SKIP if change is skip_items else Kind.CUT, *changed)
        ways += [] if way.programme.clashes else [way]
    return ways


def move_points(
    items: Sequence[Item], start: int, end: int | None, clashes: Sequence[Clash]
) -> Way:
    late = {clash.key: clash.due + clash.missing for clash in clashes}
    moved = tuple(replace(item, starts=late.get(item.key, item.starts)) for item in items)
    return Way(Kind.MOVE, moved, late.get(None, end), plan(moved, start, late.get(None, end)))


Changed = tuple[tuple[Item, ...], int | None, Programme]


def skip_items(items: Sequence[Item], start: int, end: int | None) -> Changed:
    tried = [replace(item, optional=item.optional or not item.uncut) for item in items]
    gone = {one.key for one in plan(tried, start, end).placed if not one.minutes}
    made = tuple(replace(item, optional=item.optional or item.key in gone) for item in items)
    return made, end, plan(made, start, end)


def cut_items(items: Sequence[Item], start: int, end: int | None) -> Changed:
    """Only between fixed points that cannot be kept: there all are at their least already."""
    tight: set[int] = set()
    clashing = {clash.key for clash in plan(items, start, end).clashes}
    for fixed, segment, _due in cut_at_fixed(items, start, end):
        tight |= {item.key for block in segment for item in block if fixed in clashing}
    tried = [
        item
        if item.uncut or item.key not in tight
        else replace(item, wished=item.least, least=1, most=item.least)
        for item in items
    ]
    got = {one.key: one.minutes for one in plan(tried, start, end).placed}
    made = tuple(
        replace(item, least=min(item.least, got[item.key] or item.least))
        if item.key in tight
        else item
        for item in items
    )
    return made, end, plan(made, start, end)


def propose(
    items: Sequence[Item], start: int, end: int | None = None, *, later: bool = False
) -> list[Way]:
    """Two or three ways for the rest of a day that begins late, at `start`; the items' wishes are
    their lengths in the programme as it stands. `later`: the end is not fixed, so it may slip. No
    two ways are the same; where nothing need be done, there is none."""
    stay = tuple(replace(item, optional=False) for item in items)
    few = Way(Kind.FEW, stay, end, plan(stay, start, end, TOUCH))
    if few.programme.clashes or is_as_wished(few):
        return find_nearest(stay, start, end)
    found = [
        few,
        *skip_one(stay, [item.key for item in items if item.optional], start, end),
        *([Way(Kind.LATER, stay, None, plan(stay, start))] if later else []),
        Way(Kind.SHARE, stay, end, plan(stay, start, end)),
    ]
    ways: dict[tuple[Placed, ...], Way] = {}
    for way in found:
        ways.setdefault(way.programme.placed, way)
    return list(ways.values())[:MOST_WAYS]


def is_as_wished(way: Way) -> bool:
    pairs = zip(way.items, way.programme.placed, strict=True)
    return all(placed.minutes == (0 if item.skipped else item.wished) for item, placed in pairs)


def skip_one(items: Sequence[Item], keys: Sequence[int], start: int, end: int | None) -> list[Way]:
    """With the one of those items skipped that is regretted least, if any will do."""
    tried: list[tuple[int, int, Way]] = []
    for key in keys:
        made = tuple(replace(item, skipped=item.skipped or item.key == key) for item in items)
        way = Way(Kind.SKIP, made, end, plan(made, start, end, TOUCH))
        lost = sum(SKIP * item.wished for item in items if item.key == key)
        tried += [] if way.programme.clashes else [(way.programme.regret + lost, len(tried), way)]
    return [min(tried)[2]] if tried else []
