"""How far ties go between groups rather than inside them: the E-I index.

D. Krackhardt and R. N. Stern, "Informal networks and organizational crises: an experimental
simulation", Social Psychology Quarterly 51 (1988), 123-140.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

PERMUTATIONS = 2000


@dataclass(frozen=True)
class Mixing:
    """`index` is the E-I index, `expected` its mean when people are dealt to groups of the same
    sizes at random, and `low` to `high` the middle 95 in 100 of such deals. An index above `high`
    says that ties go between the groups more than their sizes alone explain; below `low`, that
    they stay inside. All are NaN without ties."""

    index: float
    expected: float
    low: float
    high: float
    external: float
    internal: float


def ei_index(
    ties: ArrayLike,
    groups: Sequence[Hashable],
    *,
    rng: np.random.Generator,
    permutations: int = PERMUTATIONS,
) -> Mixing:
    """External less internal ties, over all: -1 where all stay inside the groups, 1 where all go
    between them.

    `ties` is people by people, the weight of the tie from the row's person to the column's; ties to
    oneself do not count. `groups` says each person's level, area or other group. The index depends
    on the groups' sizes (many small groups make it high by themselves), so it is told beside what
    it would be by chance. That mean is exact: under a random deal each tie is internal with the
    chance that two different people are in the same group. Its interval is by permutation.

    ValueError if `ties` is no square table of weights, or has not a group for each person.
    """
    table = np.array(ties, np.float64)
    if table.ndim != 2 or len(set(table.shape)) > 1 or not np.all((table >= 0) & (table < np.inf)):
        raise ValueError("ties are a square table of weights of 0 or more")
    if len(groups) != len(table):
        raise ValueError("everyone is in a group")
    np.fill_diagonal(table, 0)
    total = float(table.sum())
    if not total:
        return Mixing(np.nan, np.nan, np.nan, np.nan, 0.0, 0.0)
    labels = _number(groups)
    internal = _sum_internal(table, labels)
    deals = [_sum_internal(table, rng.permutation(labels)) for _deal in range(permutations)]
    low, high = np.quantile(1 - 2 * np.array(deals) / total, [0.025, 0.975])
    return Mixing(
        1 - 2 * internal / total,
        1 - 2 * _chance_internal(labels),
        float(low),
        float(high),
        total - internal,
        internal,
    )


def expect_index(groups: Sequence[Hashable]) -> float:
    """The E-I index of ties that are dealt at random among people of these groups. NaN for fewer
    than two people."""
    return 1 - 2 * _chance_internal(_number(groups)) if len(groups) > 1 else float("nan")


def _number(groups: Sequence[Hashable]) -> Labels:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(one, len(numbers)) for one in groups], np.int64)


def _sum_internal(table: Floats, labels: Labels) -> float:
    return float(table[labels[:, None] == labels].sum())


def _chance_internal(labels: Labels) -> float:
    """That two different people, drawn at random, are in the same group."""
    sizes = np.bincount(labels)
    people = len(labels)
    return float((sizes * (sizes - 1)).sum() / (people * (people - 1)))
