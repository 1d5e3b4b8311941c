"""Buying by equal shares in floats, compiled: so far as floats can be sure.

What a project asks is its price: what each voter pays for one unit of weight, those who cannot
paying what they have left. Each comparison knows what rounding can have done to it; where that may
decide, the loop stops and leaves the purchase to the whole numbers of `shares`.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from pejl.analysis.backing import Backings, Floats, Whole
from pejl.analysis.ledger import ROUNDING

WHOLE = 2.0**53  # up to here floats tell whole numbers apart
STILL = 1e-12
NEAR = 1e-9
SAFELY = 0.999
NONE, UNSURE = -1, -2


class State(NamedTuple):
    """What has been bought so far, changed in place.

    By voter `left` and the purchase (a number from 0) that `emptied` them, -1 for none; by project
    `bounds`, prices by unit of satisfaction that they are known not to be under, infinite where
    they cannot be bought. Since prices only rise, a project is looked at only while its bound is
    the lowest. By backer what was `paid`. `order` holds what was bought, `taken` of them.

    `growth` and `drift` are how fast purses and bounds would change if all shares were larger, and
    `reach` by how much they can be so with all going the same way: the same purchases, each paid by
    the same voters, the same emptied.
    """

    left: Floats
    emptied: Whole
    bounds: Floats
    paid: Floats
    order: Whole
    taken: Whole
    growth: Floats
    drift: Floats
    reach: Floats


def begin(backings: Backings, voters: int, most: float) -> State:
    """Before the first purchase, each voter having `most`."""
    costs, worths, totals = backings.costs, backings.worths, backings.totals
    bounds = np.full(len(costs), np.inf)
    priced = (costs > 0) & (totals > 0)
    np.divide(costs, totals * worths, out=bounds, where=priced)
    bounds *= 1 - 4 * ROUNDING
    return State(
        left=np.full(voters, most),
        emptied=np.full(voters, -1),
        bounds=bounds,
        paid=np.zeros(len(backings.voters)),
        order=np.zeros(len(costs), np.int64),
        taken=np.zeros(1, np.int64),
        growth=np.ones(voters),
        drift=np.zeros(len(costs)),
        reach=np.array([most]),
    )


@njit(cache=True, nogil=True)
def buy(backings: Backings, state: State, most: float) -> bool:
    """Buys until nothing more can be bought (true), or floats cannot tell what comes next."""
    while True:
        at = _find_lowest(backings, state, most)
        if at < 0:
            return bool(at == NONE)
        begin, end = backings.starts[at], backings.starts[at + 1]
        price, poor = state.bounds[at] * backings.worths[at], np.empty(end - begin, np.bool_)
        for place in range(begin, end):
            purse = state.left[backings.voters[place]]
            poor[place - begin] = purse < price * backings.weights[place]
        step, rich, _unsure = _look(backings, state, at, price, most)
        pay(backings, state, at, step, rich, poor, most)


@njit(cache=True, nogil=True)
def _find_lowest(backings: Backings, state: State, most: float) -> int:
    bounds, fresh = state.bounds, np.zeros(len(state.bounds), np.bool_)
    best = _raise_lowest(backings, state, fresh, most)
    if best < 0:
        return best
    ceiling = _find_ceiling(backings, state, best, most)
    for other in range(len(bounds)):
        if other == best or bounds[other] > ceiling:
            continue
        if not fresh[other] and not raise_bound(backings, state, other, most):
            return UNSURE
        if bounds[other] > ceiling:
            continue
        order = _compare(backings, state, other, best, most)
        if order == UNSURE:
            return UNSURE
        if order < 0:
            best = other
            ceiling = _find_ceiling(backings, state, best, most)
    return best if ceiling < np.inf else UNSURE


@njit(cache=True, nogil=True)
def _raise_lowest(backings: Backings, state: State, fresh: Any, most: float) -> int:
    """The one whose bound is the lowest and as near under its price as can be."""
    while True:
        best = NONE
        for at in range(len(fresh)):
            if state.bounds[at] < (np.inf if best == NONE else state.bounds[best]):
                best = at
        if best == NONE or fresh[best]:
            return best
        fresh[best] = True
        if not raise_bound(backings, state, best, most):
            return UNSURE


@njit(cache=True, nogil=True)
def _look(
    backings: Backings, state: State, at: int, price: float, most: float
) -> tuple[float, float, float]:
    """What those must pay by weight who can pay the price, when all others pay what they have; what
    they weigh; and how much less than that rounding can have hidden."""
    poor, light = 0.0, 0.0
    begin, end = backings.starts[at], backings.starts[at + 1]
    for place in range(begin, end):
        purse, weight = state.left[backings.voters[place]], backings.weights[place]
        if purse < price * weight:
            poor += purse
            light += weight
    rich = backings.totals[at] - light
    if rich <= 0:
        return price, 0.0, np.inf
    step = (backings.costs[at] - poor) / rich
    if light == 0:
        return step, rich, 8 * ROUNDING * step
    return step, rich, 8 * ROUNDING * step + _count_slack(state, end - begin, most) / rich


@njit(cache=True, nogil=True)
def _count_slack(state: State, count: int, most: float) -> float:
    """More than rounding can have moved a sum of so many purses: each purchase has rounded each of
    them twice, and adding rounds once for each."""
    return float(count * (count + state.taken[0] + 50) * ROUNDING * most)


@njit(cache=True, nogil=True)
def raise_bound(backings: Backings, state: State, at: int, most: float) -> bool:
    """As near under the price as floats come; infinite when it cannot be paid; false when floats
    cannot tell whether it can.

    With f(x) what the voters pay at a price x, each step is Newton's. f is concave, being the
    least of the lines "these pay what they have, the others in full", so that each line meets
    the cost at or before the price, whichever voters it is made of.
    """
    if not _can_afford(backings, state, at, most):
        return bool(state.bounds[at] == np.inf)
    price = state.bounds[at] * backings.worths[at]
    while True:
        step, rich, unsure = _look(backings, state, at, price, most)
        if rich == 0:
            return True
        if step <= price * (1 + STILL):
            break
        price = step
    safe = (step - unsure) / backings.worths[at]
    if safe > state.bounds[at]:
        growth = 0.0
        for place in range(backings.starts[at], backings.starts[at + 1]):
            voter = backings.voters[place]
            if state.left[voter] < price * backings.weights[place]:
                growth += state.growth[voter]
        state.bounds[at] = safe
        state.drift[at] = -growth / rich / backings.worths[at]
    return True


@njit(cache=True, nogil=True)
def _can_afford(backings: Backings, state: State, at: int, most: float) -> bool:
    """False both when they surely cannot, and when floats cannot tell: then the bound stays."""
    has, growth, cost = 0.0, 0.0, backings.costs[at]
    begin, end = backings.starts[at], backings.starts[at + 1]
    for place in range(begin, end):
        has += state.left[backings.voters[place]]
        growth += state.growth[backings.voters[place]]
    unsure = _count_slack(state, end - begin, most) + cost * ROUNDING
    if has < cost - unsure:
        give_up(state, at, cost - has, growth, cost)
    return bool(has > cost + unsure)


@njit(cache=True, nogil=True)
def give_up(state: State, at: int, missing: float, growth: float, cost: float) -> None:
    """A project that cannot be paid, until shares have grown."""
    state.bounds[at] = np.inf
    _keep_reach(state, missing, growth, cost)


@njit(cache=True, nogil=True)
def _find_ceiling(backings: Backings, state: State, at: int, most: float) -> float:
    """By unit of satisfaction, what the price is at most; infinite when floats cannot tell who can
    pay it in full."""
    price = state.bounds[at] * backings.worths[at]
    step, _rich, unsure = _look(backings, state, at, price, most)
    if unsure == np.inf:
        return np.inf
    slack = (state.taken[0] + 50) * ROUNDING * most
    for place in range(backings.starts[at], backings.starts[at + 1]):
        purse, weight = state.left[backings.voters[place]], backings.weights[place]
        asked, narrow = step * weight, slack + unsure * weight
        poor = purse < price * weight
        if (poor and purse > asked - narrow) or (not poor and purse < asked + narrow):
            return np.inf
    return float((step + unsure) / backings.worths[at])


@njit(cache=True, nogil=True)
def _compare(backings: Backings, state: State, at: int, other: int, most: float) -> int:
    """Below 0 when the one is cheaper, or as cheap and named first; exact where nobody is poor."""
    for one in (at, other):
        price = state.bounds[one] * backings.worths[one]
        _step, rich, _unsure = _look(backings, state, one, price, most)
        if rich < backings.totals[one]:
            return UNSURE
    mine = backings.costs[at] * backings.totals[other] * backings.worths[other]
    theirs = backings.costs[other] * backings.totals[at] * backings.worths[at]
    if max(mine, theirs) >= WHOLE:
        return UNSURE
    return -1 if mine < theirs or (mine == theirs and at < other) else 1


@njit(cache=True, nogil=True)
def pay(
    backings: Backings,
    state: State,
    at: int,
    step: float,
    rich: float,
    poor: Any,
    most: float,
) -> None:
    """Buys a project: the `poor` pay all they have, the others, who weigh `rich`, the price `step`
    by weight. And what larger shares would have done, and by how much they may be so without
    another project being cheaper, or others being emptied."""
    growth, begin, end = 0.0, backings.starts[at], backings.starts[at + 1]
    for place in range(begin, end):
        if poor[place - begin]:
            growth += state.growth[backings.voters[place]]
    drift = -growth / rich
    for place in range(begin, end):
        voter, weight = backings.voters[place], backings.weights[place]
        had, asked = state.left[voter], step * weight
        closing = state.growth[voter] - drift * weight
        if poor[place - begin]:
            _keep_reach(state, abs(had - asked), closing, most)
            state.paid[place], state.left[voter], state.growth[voter] = had, 0.0, 0.0
            if state.emptied[voter] < 0:
                state.emptied[voter] = state.taken[0]
        else:
            _keep_reach(state, abs(had - asked), -closing, most)
            state.paid[place] = min(had, asked)
            state.left[voter], state.growth[voter] = had - state.paid[place], closing
    state.bounds[at] = np.inf
    lowest, worth = step / backings.worths[at], backings.worths[at]
    for other in range(len(state.bounds)):
        if state.bounds[other] < np.inf:
            gap = state.bounds[other] - lowest
            _keep_reach(state, gap, drift / worth - state.drift[other], lowest)
    state.order[state.taken[0]] = at
    state.taken[0] += 1


@njit(cache=True, nogil=True)
def _keep_reach(state: State, gap: float, closing: float, scale: float) -> None:
    """Until the gap, closing that fast, may have closed."""
    if closing > 0:
        room = SAFELY * max((gap - NEAR * scale) / closing, 0.0)
        state.reach[0] = min(state.reach[0], room)
