"""A group's answers on a scale, said so coarsely that no single answer follows.

Under ten answers, the exact mean and variance often have only one set of answers behind them. So a
rating holds the number of answers, the mean with one decimal and a word for the agreement, no more.
And where nearly all chose the end of the scale, it says "at most 1.5" or "at least 6.5": that all
did so cannot be told from that half did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

EDGE = 0.5
STEPS_FOR_SPREAD = 5
ALIKE_FROM, VARIED_FROM = 0.7, 0.3


class Spread(StrEnum):
    ALIKE = "alike"
    VARIED = "varied"
    SPLIT = "split"


class Edge(StrEnum):
    LOW = "at most"
    HIGH = "at least"


@dataclass(frozen=True)
class Rating:
    """`n` answers from 1 to `steps`. `mean` has one decimal; with an `edge` it is at most, or at
    least, that. `spread` is None with an edge, and on scales of fewer than five steps, where
    "alike" could only mean that all said the same."""

    n: int
    steps: int
    mean: float
    edge: Edge | None = None
    spread: Spread | None = None


@dataclass(frozen=True)
class Known:
    """What a reader learns of a group's `figure`: of how many gave each value, times its weight,
    the sum is from `low` to `high`."""

    figure: str
    weights: tuple[int, ...]
    low: int
    high: int


def rate(counts: Sequence[int]) -> Rating:
    """The rating of answers counted by step, at least one answer and two steps.

    `spread` follows rwg, the agreement within a group as against answers spread evenly over the
    scale: alike from 0.7, varied from 0.3, else split. L. R. James, R. G. Demaree and G. Wolf,
    "Estimating within-group interrater reliability with and without response bias", Journal of
    Applied Psychology 69 (1984), 85-98; the bounds: J. M. LeBreton and J. L. Senter, "Answers to 20
    questions about interrater reliability", Organizational Research Methods 11 (2008), 815-852.
    """
    n, steps = sum(counts), len(counts)
    total = sum(step * count for step, count in enumerate(counts, 1))
    mean, edge = _say_mean(total, n, steps)
    if edge or steps < STEPS_FOR_SPREAD:
        return Rating(n, steps, mean, edge)
    squares = sum(step * step * count for step, count in enumerate(counts, 1))
    return Rating(n, steps, mean, None, _find_spread(squares, total, n, steps))


def _say_mean(total: int, n: int, steps: int) -> tuple[float, Edge | None]:
    mean = total / n
    if mean <= 1 + EDGE:
        return 1 + EDGE, Edge.LOW
    if mean >= steps - EDGE:
        return steps - EDGE, Edge.HIGH
    return round(mean, 1), None


def _find_spread(squares: int, total: int, n: int, steps: int) -> Spread:
    """Alike also for a single answer."""
    variance = (squares - total * total / n) / (n - 1) if n > 1 else 0.0
    agreement = 1 - variance / ((steps * steps - 1) / 12)
    if agreement >= ALIKE_FROM:
        return Spread.ALIKE
    return Spread.VARIED if agreement >= VARIED_FROM else Spread.SPLIT


def find_widest(rating: Rating) -> float:
    """The largest variance (with n - 1) that a rating of two or more leaves open, scale and mean
    and word taken together; the mean is taken as it is said."""
    low, high = rating.mean - 1, rating.steps - rating.mean
    most = low * high * rating.n / (rating.n - 1)
    bounds = {Spread.ALIKE: ALIKE_FROM, Spread.VARIED: VARIED_FROM}
    if rating.spread not in bounds:
        return most
    return min(most, (1 - bounds[rating.spread]) * (rating.steps**2 - 1) / 12)


def learn_from_rating(rating: Rating, figure: str) -> Iterable[Known]:
    """What a rating gives away: the bounds of the sum of the answers, and, where that is known to
    be one number, of the sum of their squares."""
    n, steps = rating.n, rating.steps
    weights = tuple(range(1, steps + 1))
    shown = (rating.mean, rating.edge)
    near = _sums_near(rating)
    sums = [total for total in near if _say_mean(total, n, steps) == shown]
    yield Known(figure, weights, min(sums), max(sums))
    if rating.spread and len(sums) == 1:
        squares = [
            square
            for square in range(n, n * steps * steps + 1)
            if square * n >= sums[0] ** 2
            and _find_spread(square, sums[0], n, steps) is rating.spread
        ]
        yield Known(figure, tuple(w * w for w in weights), min(squares), max(squares))


def _sums_near(rating: Rating) -> range:
    """All sums that could be said so, and some more."""
    n, steps = rating.n, rating.steps
    if rating.edge is Edge.LOW:
        return range(n, ceil(n * (1 + EDGE)) + 1)
    if rating.edge is Edge.HIGH:
        return range(floor(n * (steps - EDGE)), n * steps + 1)
    return range(
        max(n, floor(n * (rating.mean - 0.06))),
        min(n * steps, ceil(n * (rating.mean + 0.06))) + 1,
    )


def learn_counts(counts: Sequence[int], figure: str) -> Iterable[Known]:
    """What the full counts give away: themselves."""
    for value, count in enumerate(counts):
        weights = tuple(int(at == value) for at in range(len(counts)))
        yield Known(figure, weights, count, count)
