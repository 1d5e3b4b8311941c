"""Putting people together in threes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

SIZE = 3
OWN_LEADER, SAME_AREA = 100, 1


@dataclass(frozen=True)
class Peer:
    id: int
    area: int
    leader: int = 0


def make_trios(people: Sequence[Peer], seed: int) -> list[tuple[int, ...]]:
    """Groups of three; those left over make some of them four. Nobody is left out, unless there
    are fewer than three.

    All of a group are from different areas as long as no area has more people than there are
    groups; else as many as can be. Nobody is with one's own leader where swapping can avoid it.
    The same seed gives the same groups.
    """
    number = len(people) // SIZE
    if not number:
        return []
    groups = deal(people, number, Random(seed))  # noqa: S311 - not for secrets
    while improve(groups):
        pass
    return [tuple(sorted(one.id for one in group)) for group in groups]


def deal(people: Sequence[Peer], number: int, rng: Random) -> list[list[Peer]]:
    """Area by area in turn, so that an area's people are spread as widely as can be."""
    order = sorted(people, key=lambda one: one.id)
    rng.shuffle(order)
    areas = sorted({one.area for one in order})
    rng.shuffle(areas)
    order.sort(key=lambda one: areas.index(one.area))
    return [order[at::number] for at in range(number)]


def improve(groups: list[list[Peer]]) -> bool:
    """Makes one swap that mends something, if there is one."""
    for mine in groups:
        if not measure(mine):
            continue
        for other in groups:
            if other is not mine and swap_better(mine, other):
                return True
    return False


def swap_better(mine: list[Peer], other: list[Peer]) -> bool:
    before = measure(mine) + measure(other)
    for at in range(len(mine)):
        for to in range(len(other)):
            mine[at], other[to] = other[to], mine[at]
            if measure(mine) + measure(other) < before:
                return True
            mine[at], other[to] = other[to], mine[at]
    return False


def measure(group: Sequence[Peer]) -> int:
    """What is wrong with a group; 0 is nothing."""
    return sum(
        OWN_LEADER * (one.leader == other.id or other.leader == one.id)
        + SAME_AREA * (one.area == other.area)
        for one, other in combinations(group, 2)
    )
