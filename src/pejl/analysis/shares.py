"""The voters' purses in the method of equal shares: quick in floats, and sure of what it says.

What a project asks is its price: what each voter pays for one unit of weight, those who cannot
paying what they have left. Prices are sought in floats, with bounds on what rounding can have done;
wherever two numbers lie within those bounds of each other, the whole numbers of `ledger` decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pejl.analysis.backing import Backing, Floats, Whole
from pejl.analysis.ledger import ROUNDING, Ledger, Price

STILL = 1e-12
NEAR = 1e-9
SAFELY = 0.999


@dataclass(frozen=True, eq=False)
class Purchase:
    """A project that was bought: who paid (voters, rising) and how much each, in units of the
    budget; `price` is exactly what a unit of satisfaction cost those who could pay it in full."""

    project: int
    price: Fraction
    payers: Whole
    paid: Floats


class Purses:
    """What each of `count` voters has left, each having begun with `above` / `count`, and what is
    known of the prices of those projects that can still be bought.

    `bounds` are prices by unit of satisfaction that the projects are known not to be under. Since
    prices only rise, a project is looked at only while its bound is the lowest.

    When `ahead`, `growth` and `drift` are how fast purses and bounds would change if all shares
    were larger, and `reach` by how much they can be so with all going the same way: the same
    purchases, each paid by the same voters, the same emptied.
    """

    def __init__(self, backings: Sequence[Backing], count: int, above: int, *, ahead: bool) -> None:
        self.backings, self.most = backings, above / count
        self.ledger = Ledger(count, above)
        self.left, self.growth = np.full(count, self.most), np.ones(count)
        self.bounds = np.array([one.cost / one.total / one.worth for one in backings])
        self.bounds *= 1 - 4 * ROUNDING
        self.drift = np.zeros(len(backings))
        self.ahead, self.reach = ahead, self.most

    @property
    def slack(self) -> float:
        """More than rounding can have moved any one purse, or a sum of purses for each in it: each
        purchase rounds twice, and numpy adds in pairs."""
        return (len(self.ledger.taken) + 50) * ROUNDING * self.most

    def find_lowest(self) -> Price | None:
        """The lowest price by unit of satisfaction, that of the first project when several are;
        None when none can be afforded. First in floats; then exactly, with all that rounding may
        have kept from being first."""
        best: Price | None = None
        waiting, seen = self.bounds.copy(), set()
        while len(waiting) and (bound := waiting[at := int(waiting.argmin())]) < np.inf:
            if best is not None and bound > best.ceiling:
                break
            if at in seen:
                waiting[at] = np.inf
                price = self._find_price(at)
                best = price if best is None or price.is_lower(best) else best
            else:
                seen.add(at)
                self._raise_bound(at)
                waiting[at] = self.bounds[at]
        return best

    def _raise_bound(self, at: int) -> None:
        """As near under the price as floats come; infinite when it cannot be paid.

        With f(x) what the voters pay at a price x, each step is Newton's. f is concave, being the
        least of the lines "these pay what they have, the others in full", so that each line meets
        the cost at or before the price, whichever voters it is made of.
        """
        backing = self.backings[at]
        purses, weights = self.left[backing.voters], backing.weights
        if not self._can_afford(backing, float(purses.sum())):
            self.bounds[at] = np.inf
            return
        price = self.bounds[at] * backing.worth
        while True:
            poor = purses < price * weights
            rich = backing.total - float(weights[poor].sum())
            if not rich:
                return
            step = (backing.cost - float(purses[poor].sum())) / rich
            if step <= price * (1 + STILL):
                break
            price = step
        safe = step * (1 - 8 * ROUNDING) - len(purses) * self.slack / rich
        if safe / backing.worth > self.bounds[at]:
            self.bounds[at] = safe / backing.worth
            if self.ahead:
                growth = float(self.growth[backing.voters[poor]].sum())
                self.drift[at] = -growth / rich / backing.worth

    def _can_afford(self, backing: Backing, has: float) -> bool:
        """Exactly; `has` is what they have left in floats."""
        unsure = len(backing.voters) * self.slack + backing.cost * ROUNDING
        if abs(has - backing.cost) > unsure:
            enough = has > backing.cost
        else:
            had = self.ledger.count_total(backing.voters)
            enough = had >= backing.cost * self.ledger.unit
        if self.ahead and not enough:
            growth = self.growth[backing.voters].sum(keepdims=True)
            self._keep_reach(np.array([backing.cost - has]), growth, backing.cost)
        return enough

    def _find_price(self, at: int) -> Price:
        """Exactly, for voters that can afford it. The line of any division into poor and rich gives
        a price that is not too high, and so each one after the first, made of those who cannot pay
        the last price, gives a higher one: there is an end."""
        backing = self.backings[at]
        purses = self.left[backing.voters]
        poor = purses < self.bounds[at] * backing.worth * backing.weights
        if poor.all():
            poor[np.argmax(purses / backing.weights)] = False
        while True:
            price = self.ledger.set_price(backing, poor)
            asked = price.by_weight * backing.weights
            gap = np.where(poor, purses - asked, asked - purses)
            unsure = np.flatnonzero(gap > -(self.slack + 4 * ROUNDING * asked))
            over = self.ledger.count_over(price, unsure)
            misplaced = unsure[np.where(poor[unsure], over > 0, over < 0)]
            if not len(misplaced):
                poor[unsure[over == 0]] = True
                return price
            poor[misplaced] ^= True

    def pay(self, price: Price) -> Purchase:
        backing, voters = price.backing, price.backing.voters
        had, asked = self.left[voters], price.by_weight * backing.weights
        paid = np.where(price.emptied, had, np.minimum(had, asked))
        self.left[voters] -= paid
        self.ledger.take(price)
        self.bounds[self.backings.index(backing)] = np.inf
        if self.ahead:
            self._grow(price, had, asked)
        payers = paid > 0
        exact = Fraction(price.above, price.below * price.unit * backing.worth)
        return Purchase(backing.project, exact, voters[payers], paid[payers])

    def _grow(self, price: Price, had: Floats, asked: Floats) -> None:
        """What larger shares would have done to this purchase, and by how much they may be so
        without another project being cheaper, or others being emptied."""
        backing, emptied = price.backing, price.emptied
        growth = self.growth[backing.voters]
        drift = -float(growth[emptied].sum()) / price.below
        closing = growth - drift * backing.weights
        self._keep_reach(np.abs(had - asked), np.where(emptied, closing, -closing), self.most)
        self.growth[backing.voters] = np.where(emptied, 0.0, closing)
        waiting = self.bounds < np.inf
        lowest, worth = price.by_weight / backing.worth, backing.worth
        gaps, drifts = self.bounds[waiting] - lowest, self.drift[waiting]
        self._keep_reach(gaps, drift / worth - drifts, lowest)

    def _keep_reach(self, gaps: Floats, closing: Floats, scale: float) -> None:
        """Until the first of the gaps, closing that fast, may have closed."""
        nearing = closing > 0
        if nearing.any():
            room = (gaps[nearing] - NEAR * scale) / closing[nearing]
            self.reach = min(self.reach, SAFELY * max(float(room.min()), 0.0))
