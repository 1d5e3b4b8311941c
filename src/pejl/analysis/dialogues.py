"""Dialogues between groups as each of their ends sees them.

A tie goes from the group that names a dialogue to the group that it is with. Ratings are steps of a
scale from 1 to 5. Nothing here decides what may be shown: these are figures about groups of any
size.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)
Giver = TypeVar("Giver", bound=Hashable)

IMPORTANT_FROM = 3.5
WORKS_FROM = 3.0
APART_FROM = 1.0


@dataclass(frozen=True)
class Reciprocity:
    """Of `pairs` that are tied at least one way, `mutual` are tied both ways."""

    mutual: int
    pairs: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None without any pair."""
        return self.mutual / self.pairs if self.pairs else None


def reciprocity(ties: Iterable[tuple[Group, Group]]) -> Reciprocity:
    """How many of the tied pairs are tied both ways; a group's tie to itself is no pair.

    This is the share among dyads, M / (M + A): those that are mutual of those that are not null
    (S. Wasserman and K. Faust, Social Network Analysis (1994), section 13.1, the dyad census). The
    share among ties, 2M / (2M + A), is never lower.
    """
    found = {(one, other) for one, other in ties if one != other}
    mutual = sum((other, one) in found for one, other in found) // 2
    return Reciprocity(mutual, len(found) - mutual)


def mean_of_people(said: Iterable[tuple[Giver, float]]) -> float:
    """The mean of each giver's own mean, so that one who names several dialogues counts once.

    ValueError if nobody said anything.
    """
    values: dict[Giver, list[float]] = {}
    for giver, value in said:
        values.setdefault(giver, []).append(value)
    if not values:
        raise ValueError("a mean needs somebody who said something")
    return fmean(fmean(own) for own in values.values())


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
    """By how well each end finds that it works; None where an end does not name it."""
    if there is None or back is None:
        return Sight.ONE_END
    return Sight.APART if abs(there - back) >= APART_FROM else Sight.ALIKE


def choose_inviter(there: float | None, back: float | None) -> int:
    """Which end (0 or 1) should invite: the one that sees least of the trouble.

    That is the end that does not name the dialogue, or else finds that it works better; the first
    where they are equal. Who has seen the trouble has asked already, and should not have to ask
    again.
    """
    if there is None or back is None:
        return int(back is None and there is not None)
    return int(back > there)
