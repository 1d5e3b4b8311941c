"""What voters have left, exactly: the whole numbers behind the floats of `shares`.

A voter's purse is 0 once it has been emptied, and else the share less what each purchase took. All
of these are whole numbers over one denominator, `unit`, which grows with each purchase, so that no
fraction is ever rounded or has to be reduced.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from pejl.analysis.backing import Floats, Whole

Flags = NDArray[np.bool_]
ROUNDING = 2.0**-52


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


@dataclass(frozen=True, eq=False, slots=True)
class Price:
    """What a project asks for each unit of weight: `above` / (`below` × `unit`). `emptied` are the
    voters of the backing that pay all they have."""

    backing: Backing
    above: int
    below: int
    unit: int
    emptied: Flags

    @property
    def by_weight(self) -> float:
        return self.above / (self.below * self.unit)

    @property
    def ceiling(self) -> float:
        """By unit of satisfaction, rounded up."""
        return self.by_weight / self.backing.worth * (1 + 8 * ROUNDING)

    def is_lower(self, other: "Price") -> bool:
        """By unit of satisfaction; when equal, the project named first."""
        mine = self.above * other.below * other.backing.worth
        theirs = other.above * self.below * self.backing.worth
        return (mine, self.backing.project) < (theirs, other.backing.project)


class Ledger:
    """The purses of `count` voters, each having begun with `above` / `count`."""

    def __init__(self, count: int, above: int) -> None:
        self.unit, self.share = count, above
        self.emptied = np.zeros(count, np.bool_)
        self.taken: list[tuple[int, Whole]] = []  # the price, and each voter's weight

    def count_total(self, voters: Whole) -> int:
        """What those voters have left together, in units."""
        if not len(voters):
            return 0
        able = voters[~self.emptied[voters]]
        spent = sum(price * int(weights[able].sum()) for price, weights in self.taken)
        return len(able) * self.share - spent

    def set_price(self, backing: Backing, poor: Flags) -> Price:
        """What the others must pay when the `poor` pay all they have."""
        above = backing.cost * self.unit - self.count_total(backing.voters[poor])
        below = backing.total - int(backing.weights[poor].sum())
        return Price(backing, above, below, self.unit, poor)

    def count_over(self, price: Price, places: Whole) -> Whole:
        """For voters at those places of the backing: -1, 0 or 1, having less than the price asks,
        just that, or more."""
        if not len(places):
            return np.zeros(0, np.int64)
        over: dict[bytes, int] = {}
        names = self._name_purses(price.backing, places)
        for name, place in zip(names, places, strict=True):
            if name not in over:
                asked = price.above * int(price.backing.weights[place])
                had = self.count_total(price.backing.voters[place : place + 1])
                more = had * price.below - asked
                over[name] = (more > 0) - (more < 0)
        return np.array([over[name] for name in names], np.int64)

    def _name_purses(self, backing: Backing, places: Whole) -> list[bytes]:
        """The same name for those who have taken part alike in all purchases, and so have the same
        to the last fraction."""
        voters = backing.voters[places]
        columns = [self.emptied[voters], backing.weights[places]]
        rows = np.column_stack(columns + [weights[voters] for _price, weights in self.taken])
        return [row.tobytes() for row in rows]

    def take(self, price: Price) -> None:
        """Writes the price among what was taken, over a unit that it fits."""
        backing = price.backing
        self.emptied[backing.voters[price.emptied]] = True
        common = gcd(price.below, price.above)
        grown = price.below // common
        if grown > 1:
            self.unit, self.share = self.unit * grown, self.share * grown
            self.taken = [(one * grown, weights) for one, weights in self.taken]
        weights = np.zeros(len(self.emptied), np.min_scalar_type(int(backing.weights.max())))
        weights[backing.voters] = backing.weights
        self.taken.append((price.above // common, weights))
