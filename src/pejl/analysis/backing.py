"""Who backs which project: ballots read into one row of voters for each project."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import index
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Ballot = Collection[int] | Mapping[int, int]
Satisfaction = Literal["cost", "cardinality", "additive"]

MOST_POINTS = 10**9


@dataclass(frozen=True, eq=False, slots=True)
class Backing:
    """A project, the voters that back it (rising, no one twice) and the weight of each, a whole
    number above 0; `total` is their sum. A voter's satisfaction with it is `worth` × weight."""

    project: int
    cost: int
    worth: int
    voters: Whole
    weights: Floats
    total: int


def read_backings(
    costs: Sequence[int], ballots: Sequence[Ballot], satisfaction: Satisfaction
) -> list[Backing]:
    """One for each project that somebody backs, in the projects' order.

    By "cost" each approved project is worth its cost (1 when it costs nothing), by "cardinality"
    one, and by "additive" the points it got. ValueError for what is no such ballot.
    """
    points = _read_points(ballots)
    lengths = np.fromiter(map(len, ballots), np.int64, len(ballots))
    projects = np.fromiter(chain.from_iterable(ballots), np.int64, int(lengths.sum()))
    if len(projects) and not 0 <= projects.min() <= projects.max() < len(costs):
        raise ValueError("a ballot names a project that is not there")
    projects = projects.astype(np.min_scalar_type(len(costs)))  # sorted by digits, so faster
    order = np.argsort(projects, kind="stable")
    voters, projects = np.repeat(np.arange(len(ballots)), lengths)[order], projects[order]
    points = np.ones(len(order)) if points is None else points[order]
    kept = _find_counted(voters, projects, points)
    if not kept.all():
        voters, projects, points = voters[kept], projects[kept], points[kept]
    if satisfaction != "additive":
        points = np.ones(len(points))
    by_cost = satisfaction == "cost"
    return list(_cut(costs, voters, projects, points, by_cost=by_cost))


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
    if len(points) and not 0 <= points.min() <= points.max() <= MOST_POINTS:
        raise ValueError(f"points are from 0 to {MOST_POINTS:,}")
    return points.astype(np.float64)


def _find_counted(voters: Whole, projects: Whole, points: Floats) -> NDArray[np.bool_]:
    """Marks with points, and of several marks for the same project on a ballot the first."""
    counted = points > 0
    counted[1:] &= (voters[1:] != voters[:-1]) | (projects[1:] != projects[:-1])
    return counted


def _cut(
    costs: Sequence[int], voters: Whole, projects: Whole, weights: Floats, *, by_cost: bool
) -> Iterator[Backing]:
    edges = np.searchsorted(projects, np.arange(len(costs) + 1)).tolist()
    for project, cost in enumerate(map(int, costs)):
        begin, end = edges[project], edges[project + 1]
        if begin < end:
            own, weight = voters[begin:end], weights[begin:end]
            worth = cost or 1 if by_cost else 1
            yield Backing(project, cost, worth, own, weight, int(weight.sum()))
