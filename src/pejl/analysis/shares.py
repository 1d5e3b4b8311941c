"""The voters' purses in the method of equal shares: quick in floats, and sure of what they say.

`buying` seeks prices in floats, with bounds on what rounding can have done; wherever two numbers
lie within those bounds of each other, the whole numbers of `ledger` decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from pejl.analysis import buying
from pejl.analysis.backing import Backings, Floats, Whole
from pejl.analysis.ledger import ROUNDING, Backing, Ledger, Price


@dataclass(frozen=True, eq=False)
class Purchase:
    """A project that was bought: who paid (voters, rising) and how much each, in units of the
    budget; `price` is exactly what a unit of satisfaction cost those who could pay it in full."""

    project: int
    price: Fraction
    payers: Whole
    paid: Floats


class Purses:
    """What each of `count` voters has left in the end, each having begun with `above` / `count`,
    and what was bought with it. All shares can grow by `reach` without changing that, save for how
    much is paid."""

    def __init__(self, costs: Sequence[int], backings: Backings, count: int, above: int) -> None:
        self.costs, self.backings, self.most = costs, backings, above / count
        self.state = buying.begin(backings, count, self.most)
        self.prices: list[Price] = []
        self.ledger = Ledger(count, above)
        while not buying.buy(backings, self.state, self.most):
            if (price := self._find_lowest()) is None:
                break
            self._pay(price)

    @property
    def reach(self) -> float:
        return float(self.state.reach[0])

    @cached_property
    def bought(self) -> tuple[int, ...]:
        """Projects, in order."""
        return tuple(self.state.order[: self.state.taken[0]].tolist())

    def list_purchases(self) -> tuple[Purchase, ...]:
        self._write_ledger()
        return tuple(map(self._describe, self.prices))

    def _describe(self, price: Price) -> Purchase:
        at, row = price.backing.project, self.backings.find_row(price.backing.project)
        payers = self.state.paid[row] > 0
        exact = Fraction(price.above, price.below * price.unit * price.backing.worth)
        return Purchase(at, exact, self.backings.voters[row][payers], self.state.paid[row][payers])

    def count_left(self, project: int) -> Fraction:
        """What those who back it have left together."""
        self._write_ledger()
        voters = self.backings.voters[self.backings.find_row(project)]
        return Fraction(self.ledger.count_total(voters), self.ledger.unit)

    def _write_ledger(self) -> None:
        """Exactly what has been bought in floats since the last time: who was emptied by each
        purchase says all of it."""
        for number in range(len(self.prices), int(self.state.taken[0])):
            backing = self._find_backing(int(self.state.order[number]))
            emptied = self.state.emptied[backing.voters]
            self._write(self.ledger.set_price(backing, (emptied >= 0) & (emptied <= number)))

    def _pay(self, price: Price) -> None:
        at, step, rich = price.backing.project, price.by_weight, float(price.below)
        buying.pay(self.backings, self.state, at, step, rich, price.emptied, self.most)
        self._write(price)

    def _write(self, price: Price) -> None:
        self.ledger.take(price)
        self.prices.append(price)

    def _find_backing(self, project: int) -> Backing:
        row, whole = self.backings.find_row(project), int(self.costs[project])
        voters, weights = self.backings.voters[row], self.backings.weights[row]
        worth = whole if self.backings.worths[project] > 1 else 1
        return Backing(project, whole, worth, voters, weights, int(weights.sum()))

    @property
    def _slack(self) -> float:
        """More than rounding can have moved any one purse."""
        return (len(self.prices) + 50) * ROUNDING * self.most

    def _find_lowest(self) -> Price | None:
        """The lowest price by unit of satisfaction, that of the first project when several are;
        None when none can be afforded. Exactly, for all that rounding may have kept from being
        first."""
        self._write_ledger()
        best: Price | None = None
        bounds = self.state.bounds
        waiting, seen = bounds.copy(), set()
        while len(waiting) and (bound := waiting[at := int(waiting.argmin())]) < np.inf:
            if best is not None and bound > best.ceiling:
                break
            if at in seen:
                waiting[at] = np.inf
                price = self._find_price(self._find_backing(at))
                best = price if best is None or price.is_lower(best) else best
            else:
                seen.add(at)
                if not buying.raise_bound(self.backings, self.state, at, self.most):
                    self._settle(self._find_backing(at))
                waiting[at] = bounds[at]
        return best

    def _settle(self, backing: Backing) -> None:
        """Whether it can be afforded, exactly."""
        missing = backing.cost * self.ledger.unit - self.ledger.count_total(backing.voters)
        if missing > 0:
            growth = float(self.state.growth[backing.voters].sum())
            missed = missing / self.ledger.unit
            buying.give_up(self.state, backing.project, missed, growth, float(backing.cost))

    def _find_price(self, backing: Backing) -> Price:
        """Exactly, for voters that can afford it. The line of any division into poor and rich gives
        a price that is not too high, and so each one after the first, made of those who cannot pay
        the last price, gives a higher one: there is an end."""
        purses = self.state.left[backing.voters]
        poor = purses < self.state.bounds[backing.project] * backing.worth * backing.weights
        if poor.all():
            poor[np.argmax(purses / backing.weights)] = False
        while True:
            price = self.ledger.set_price(backing, poor)
            asked = price.by_weight * backing.weights
            gap = np.where(poor, purses - asked, asked - purses)
            unsure = np.flatnonzero(gap > -(self._slack + 4 * ROUNDING * asked))
            over = self.ledger.count_over(price, unsure)
            misplaced = unsure[np.where(poor[unsure], over > 0, over < 0)]
            if not len(misplaced):
                poor[unsure[over == 0]] = True
                return price
            poor[misplaced] ^= True
