"""Dialogues between groups as each of their ends sees them.

Ratings are steps of a scale from 1 to 5. Nothing here decides what may be shown: these are figures
about groups of any size.
"""

from collections.abc import Hashable, Mapping
from enum import StrEnum
from math import fsum
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)

IMPORTANT_FROM = 3.5
WORKS_FROM = 3.0
APART_FROM = 1.0


def reciprocity(weights: Mapping[tuple[Group, Group], float]) -> float | None:
    """How far what goes one way comes back: Σ min(w(i, j), w(j, i)) / Σ w(i, j) over i ≠ j.

    `weights` are how much each group names another (here: the share of its people), none below 0;
    a pair that is missing has none. 1 where both ways weigh the same in each pair, 0 where nothing
    comes back, None where nothing goes. With weights of 0 and 1 it is the share of ties that are
    returned. ValueError for a weight below 0.

    T. Squartini, F. Picciolo, F. Ruzzenenti and D. Garlaschelli, "Reciprocity of weighted
    networks", Scientific Reports 3 (2013), 2729.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight is at least 0")
    between = {pair: weight for pair, weight in weights.items() if pair[0] != pair[1]}
    total = fsum(between.values())
    if not total:
        return None
    back = (min(weight, between.get((j, i), 0.0)) for (i, j), weight in between.items())
    return min(1.0, fsum(back) / total)


def is_broken(important: float, works: float) -> bool:
    """Whether a dialogue is important and does not work: the upper left field of an
    importance-performance grid, below the middle of the scale in how it works.

    J. A. Martilla and J. C. James, "Importance-performance analysis", Journal of Marketing 41
    (1977), 77-79.
    """
    return important >= IMPORTANT_FROM and works < WORKS_FROM


class Sight(StrEnum):
    """Whether both ends see the same dialogue."""

    ALIKE = "alike"
    APART = "apart"
    ONE_END = "one end"


def compare_ends(there: float | None, back: float | None) -> Sight:
    """By how well each end finds that it works; None where nothing is known of an end."""
    if there is None or back is None:
        return Sight.ONE_END
    return Sight.APART if abs(there - back) >= APART_FROM else Sight.ALIKE


def choose_inviter(there: float | None, back: float | None) -> int:
    """Which end (0 or 1) should invite: not the one that says that it works worst, which should not
    have to take the first step as well; the first where both say the same.

    None where nothing is known of an end: then that is the one to invite.
    """
    if there is None or back is None:
        return int(back is None and there is not None)
    return int(back > there)
