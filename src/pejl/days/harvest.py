"""A harvest in plenary: one point a table in turn, what has been said already set aside. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from pejl.analysis.theme_words import read_words
from pejl.analysis.themes import weigh_words

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
    vectors, _terms = weigh_words(read_words(texts))
    new: list[int] = []
    for at, text in enumerate(texts):
        if not any(
            text.casefold() == texts[other].casefold() or vectors[at] @ vectors[other] >= SAME
            for other in new
        ):
            new.append(at)
    return frozenset(range(len(texts))) - frozenset(new)
