"""Who takes which point of a design, when all rounds have the same rules and nobody is away: a
quadratic assignment, annealed on dense matrices.

R. E. Burkard, M. Dell'Amico and S. Martello, Assignment Problems (revised
edition, 2012), chapter 8.
"""

from typing import Any

import numpy as np
from numba import njit

from pejl.analysis.groups.arrays import Arrays
from pejl.analysis.groups.chance import draw_below, start_chance, takes
from pejl.analysis.groups.seating import price_pair

MOST_PEOPLE = 1000


STEPS_A_SECOND = 1_500_000_000  # by people: a step looks at each
TURNS = 24
HEATS = (0.3, 0.05, 0.05, 0.05)


def search_assignment(
    arrays: Arrays,
    away: Any,
    lines: Any,
    points: Any,
    goal: float,
    seconds: float,
    rng: np.random.Generator,
) -> Any:
    """Seats (rounds by people) from who has which point; None where prices are not the same for all
    rounds. Turns of heating the best, now and then so far that it starts afresh."""
    if not is_even(arrays, away):
        return None
    met, prices = list_meetings(lines, points), price_pairs(arrays)
    best, least = np.arange(len(points)), np.inf
    steps = max(int(seconds * STEPS_A_SECOND / len(points) / TURNS), 20_000)
    hardest = float(max(prices.max(), 1e-9))
    for turn in range(TURNS):
        holders = best.copy()
        hot = hardest * (HEATS[turn % len(HEATS)] if turn else 0.001)
        seed = int(rng.integers(2**31))
        cost = anneal_assignment(
            met, prices, holders, steps, hot, min(hot, hardest / 100), goal, seed
        )
        if cost <= least:
            best, least = holders, cost
        if least <= goal + 0.01:
            break
    taken = np.empty_like(points)
    taken[best] = points
    return lines[:, taken]


def is_even(arrays: Arrays, away: Any) -> bool:
    """Whether one price for a pair serves all rounds, and prices fit in a matrix."""
    same = (arrays.weights == arrays.weights[:1]).all() and (
        arrays.leaders == arrays.leaders[:1]
    ).all()
    return bool(
        same and not away.any() and (arrays.homes < 0).all() and away.shape[1] <= MOST_PEOPLE
    )


@njit(cache=True, nogil=True)
def price_pairs(a: Any) -> Any:
    """What each pair costs in a round: people by people."""
    n = a.codes.shape[0]
    found = np.zeros((n, n), np.float32)
    for i in range(n):
        for k in range(i):
            found[i, k] = found[k, i] = price_pair(a, 0, i, k)
    return found


def list_meetings(lines: Any, points: Any) -> Any:
    """1 for each pair of points that sit together in some round, in the order of `points`."""
    used = lines[:, points]
    met = np.zeros((len(points), len(points)), np.float32)
    for row in used:
        met += row[:, None] == row
    np.fill_diagonal(met, 0)
    return met


@njit(cache=True, nogil=True, fastmath=True)
def anneal_assignment(
    met: Any, prices: Any, holders: Any, steps: int, hot: float, cold: float, goal: float, seed: int
) -> float:
    """Anneals who holds which point, in place. What the pairs that meet cost then."""
    n, state, heat = len(met), start_chance(seed), hot
    held = prices[holders][:, holders]
    cost = (met * held).sum() / 2
    for step in range(steps):
        if step % 256 == 0:
            heat = hot * (cold / hot) ** (step / steps)
            if cost <= goal + 0.01:
                break
        p, q = draw_below(state, n), draw_below(state, n)
        if p == q:
            continue
        gain = np.float32(0)
        here, there, mine, theirs = met[p], met[q], held[p], held[q]
        for k in range(n):
            gain += (here[k] - there[k]) * (mine[k] - theirs[k])
        gain -= (here[p] - there[p]) * (mine[p] - theirs[p])
        gain -= (here[q] - there[q]) * (mine[q] - theirs[q])
        if takes(state, gain, heat):
            cost -= gain
            holders[p], holders[q] = holders[q], holders[p]
            for k in range(n):
                held[p, k], held[q, k] = held[q, k], held[p, k]
            for k in range(n):
                held[k, p], held[k, q] = held[k, q], held[k, p]
    return float(cost)
