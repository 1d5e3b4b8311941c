"""Maximally diverse grouping: the largest sum of distances within groups of given sizes.

Simulated annealing of swaps (S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by
simulated annealing", Science 220 (1983), 671-680), with each one's distance to each group kept up
to date (as in X. Lai and J.-K. Hao, "Iterated maxima search for the maximally diverse grouping
problem", European Journal of Operational Research 254 (2016), 780-800), so that a swap is judged by
five numbers. The best found is heated halfway again and again; at which heat, the distances tell.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from pejl.analysis.groups.chance import draw, draw_below, start_chance, takes

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

THREADS = 2
STEPS_A_SECOND = 125_000_000
LOOKS_A_SECOND = 38_000_000_000  # by people: where memory, not arithmetic, sets the pace
ROUND = 2200  # steps for each pair of people
MELTING = 0.03  # the share of swaps taken where groups begin to hold
REHEATED, COLD = 0.8, 0.2  # of that heat


def max_diversity(
    distances: ArrayLike, sizes: Sequence[tuple[int, int]], *, seconds: float = 2, seed: int = 0
) -> Labels:
    """One group number a person, so that the distances within groups sum to as much as is found.

    `distances` is people by people; `sizes` are the least and the most people of each group.
    `seconds` are turned into a number of steps, for two cores of an ordinary machine: the same seed
    gives the same groups. ValueError if distances are no such table, or the sizes cannot hold.
    """
    table = np.asarray(distances, np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not np.isfinite(table).all():
        raise ValueError("distances are a square table of numbers")
    table = (table + table.T) / 2
    np.fill_diagonal(table, 0)
    lows, highs = _read_sizes(sizes, len(table))
    if len(table) < 2 or len(sizes) < 2:
        return np.zeros(len(table), np.int64)

    def search(thread: int) -> Labels:
        return _search(table, lows, highs, seconds, THREADS * seed + thread)

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(search, range(THREADS)))
    return max(found, key=lambda labels: sum_within(table, labels))


def sum_within(distances: ArrayLike, labels: ArrayLike) -> float:
    """The sum of the distances within groups, each pair once."""
    table, groups = np.asarray(distances), np.asarray(labels)
    return float(table[groups[:, None] == groups].sum() / 2)


def _read_sizes(sizes: Sequence[tuple[int, int]], people: int) -> tuple[Labels, Labels]:
    bounds = np.asarray(sizes, np.int64).reshape(-1, 2)
    lows, highs = bounds[:, 0].copy(), bounds[:, 1].copy()
    if (lows > highs).any() or (lows < 0).any() or not lows.sum() <= people <= highs.sum():
        raise ValueError(f"groups of {list(sizes)} cannot hold {people} people")
    return lows, highs


def _deal(lows: Labels, highs: Labels, people: int, rng: np.random.Generator) -> Labels:
    """Everyone to a group at random: first what each must have, then what it may."""
    must = np.repeat(np.arange(len(lows)), lows)
    may = rng.permutation(np.repeat(np.arange(len(lows)), highs - lows))
    return rng.permutation(np.concatenate([must, may[: people - len(must)]]))


def _search(table: Floats, lows: Labels, highs: Labels, seconds: float, seed: int) -> Labels:
    rng = np.random.default_rng(seed)
    small = table.astype(np.float32)
    melting = _find_melting(small, _deal(lows, highs, len(table), rng), lows, highs, seed)
    planned = max(int(seconds * min(STEPS_A_SECOND, LOOKS_A_SECOND / len(table))), 1)
    steps = min(max(ROUND * len(table) ** 2, 100_000), max(planned // 3, 1))
    best, most = _deal(lows, highs, len(table), rng), -np.inf
    for turn in range(max(planned // steps, 1)):
        labels, hot = best.copy(), (REHEATED if turn else 1.0) * melting
        _anneal(small, labels, lows, highs, steps, hot, COLD * melting, seed * 10_007 + turn)
        _anneal(small, labels, lows, highs, steps // 50, 1e-9, 1e-9, seed * 10_007 + turn)
        within = sum_within(table, labels)
        if within >= most:
            best, most = labels, within
    return best


def _find_melting(
    table: Any, labels: Labels, lows: Labels, highs: Labels, seed: int, steps: int = 200_000
) -> float:
    """The heat at which MELTING of the swaps are taken, from above."""
    heat = 8 * float(table.std()) + 1e-9
    for _try in range(60):
        if _anneal(table, labels, lows, highs, steps, heat, heat, seed) < MELTING * steps:
            break
        heat *= 0.8
    return heat


@njit(cache=True, nogil=True, fastmath=True)
def _anneal(
    distances: Any,
    labels: Any,
    lows: Any,
    highs: Any,
    steps: int,
    hot: float,
    cold: float,
    seed: int,
) -> int:
    """Anneals `labels` in place. How many steps were taken."""
    n, taken, heat = len(distances), 0, hot
    state = start_chance(seed)
    near = np.zeros((len(lows), n), distances.dtype)
    sizes = np.zeros(len(lows), np.int64)
    for i in range(n):
        sizes[labels[i]] += 1
        near[labels[i]] += distances[i]
    loose = (lows < highs).any()
    for step in range(steps):
        if step % (4 * n) == 0:
            heat = hot * (cold / hot) ** (step / steps)
        i, j = draw_below(state, n), draw_below(state, n)
        one, other = labels[i], labels[j]
        if one == other:
            continue
        gain = near[other, i] - near[one, i]
        alone = loose and sizes[one] > lows[one] and sizes[other] < highs[other] and draw(state) & 1
        if not alone:
            gain += near[one, j] - near[other, j] - 2 * distances[i, j]
        if takes(state, gain, heat):
            taken += 1
            _move(distances, labels, near, sizes, i, other)
            if not alone:
                _move(distances, labels, near, sizes, j, one)
    return taken


@njit(cache=True, nogil=True, fastmath=True)
def _move(distances: Any, labels: Any, near: Any, sizes: Any, i: int, to: int) -> None:
    left, joined, mine = near[labels[i]], near[to], distances[i]
    for k in range(len(mine)):
        left[k] -= mine[k]
        joined[k] += mine[k]
    sizes[labels[i]] -= 1
    sizes[to] += 1
    labels[i] = to
