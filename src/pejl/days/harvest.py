"""A harvest in plenary: one point a table in turn, what has been said already set aside. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from pejl.analysis.alike import pair_alike

T = TypeVar("T")
SAME = 0.6  # cosine of two texts that say the same in nearly the same words


def take_turns(points: Sequence[T], table: Callable[[T], int]) -> tuple[T, ...]:
    """The first point of each table, then the second of each, in the order of the tables."""
    lines: dict[int, list[T]] = defaultdict(list)
    for point in points:
        lines[table(point)].append(point)
    rounds = max((len(line) for line in lines.values()), default=0)
    turns = [(at, number) for at in range(rounds) for number in sorted(lines)]
    return tuple(lines[number][at] for at, number in turns if at < len(lines[number]))


def find_repeats(texts: Sequence[str]) -> frozenset[int]:
    """The places of those that say the same as an earlier one that is no repeat itself."""
    return frozenset(at for _earlier, at in pair_alike(texts, SAME))
