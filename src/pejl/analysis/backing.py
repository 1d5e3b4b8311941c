"""Who backs which project: ballots in one table, and sorted into one row of voters by project."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import index
from typing import Any, Literal, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Ballot = Collection[int] | Mapping[int, int]
Satisfaction = Literal["cost", "cardinality", "additive"]

MOST_POINTS = 10**9


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """Ballots in one table: the projects `marks`, ballot by ballot, so many on each as `lengths`
    says, and the points of each mark; without `points`, a mark is an approval."""

    lengths: Whole
    marks: Whole
    points: Floats | None = None

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[Ballot]:
        ends = self.lengths.cumsum()
        for begin, end in zip((ends - self.lengths).tolist(), ends.tolist(), strict=True):
            marked = self.marks[begin:end].tolist()
            if self.points is None:
                yield marked
            else:
                yield dict(zip(marked, map(int, self.points[begin:end]), strict=True))


def read_ballots(ballots: Sequence[Ballot] | Ballots) -> Ballots:
    """ValueError for points that are not whole numbers."""
    if isinstance(ballots, Ballots):
        return ballots
    lengths = np.fromiter(map(len, ballots), np.int64, len(ballots))
    marks = np.fromiter(chain.from_iterable(ballots), np.int64, int(lengths.sum()))
    return Ballots(lengths, marks, _read_points(ballots))


def _read_points(ballots: Sequence[Ballot]) -> Floats | None:
    """By mark on a ballot, an approval counting as one; None where no ballot has points."""
    kinds = {kind: issubclass(kind, Mapping) for kind in set(map(type, ballots))}
    if not any(kinds.values()):
        return None
    rows: Iterable[Any] = (
        ballot.values() if kinds[type(ballot)] else [1] * len(ballot)  # type: ignore[union-attr]
        for ballot in ballots
    )
    try:
        points = np.array([index(point) for row in rows for point in row], np.int64)
    except (TypeError, OverflowError) as error:
        raise ValueError("points are whole numbers") from error
    return points.astype(np.float64)


class Backings(NamedTuple):
    """By project: its cost, what a unit of weight is `worths`, the `totals` of the weights, and
    where the row of its backers begins (`starts`, one longer) in `voters` (rising, no one twice)
    and `weights`, whole numbers above 0. A voter's satisfaction is worth × weight."""

    costs: Floats
    worths: Floats
    totals: Floats
    starts: Whole
    voters: Whole
    weights: Floats

    def find_row(self, project: int) -> slice:
        return slice(int(self.starts[project]), int(self.starts[project + 1]))


def read_backings(
    costs: Sequence[int], ballots: Sequence[Ballot] | Ballots, satisfaction: Satisfaction
) -> Backings:
    """By "cost" each approved project is worth its cost (1 when it costs nothing), by "cardinality"
    one, and by "additive" the points it got. ValueError for what is no such ballot."""
    table = read_ballots(ballots)
    points = np.ones(len(table.marks)) if table.points is None else table.points
    if len(points) and not 0 <= points.min() <= points.max() <= MOST_POINTS:
        raise ValueError(f"points are from 0 to {MOST_POINTS:,}")
    if len(table.marks) and not 0 <= table.marks.min() <= table.marks.max() < len(costs):
        raise ValueError("a ballot names a project that is not there")
    if satisfaction != "additive":
        points = np.minimum(points, 1)
    prices = np.array(costs, np.float64)
    worths = np.maximum(prices, 1) if satisfaction == "cost" else np.ones(len(costs))
    return Backings(prices, worths, *_sort_marks(table.lengths, table.marks, points, len(costs)))


@njit(cache=True, nogil=True)
def _sort_marks(
    lengths: Whole, marks: Whole, points: Floats, count: int
) -> tuple[Floats, Whole, Whole, Floats]:
    """Marks without points do not count, and of several for the same project on a ballot the last
    does."""
    starts, last = np.zeros(count + 1, np.int64), np.full(count, -1)
    end = 0
    for voter in range(len(lengths)):
        begin, end = end, end + lengths[voter]
        for at in range(begin, end):
            if points[at] > 0 and last[marks[at]] != voter:
                last[marks[at]] = voter
                starts[marks[at] + 1] += 1
    starts = np.cumsum(starts)
    voters, weights = np.empty(starts[-1], np.int64), np.empty(starts[-1])
    filled, totals = starts[:-1].copy(), np.zeros(count)
    end = 0
    for voter in range(len(lengths)):
        begin, end = end, end + lengths[voter]
        for at in range(begin, end):
            project = marks[at]
            place = filled[project]
            again = place > starts[project] and voters[place - 1] == voter
            if points[at] > 0:
                place -= again
                weight = points[at]
                totals[project] += weight - (weights[place] if again else 0.0)
                voters[place], weights[place] = voter, weight
                filled[project] = place + 1
    return totals, starts, voters, weights
