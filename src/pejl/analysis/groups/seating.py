"""Annealing all rounds together, with a matrix of who has met whom. Compiled."""

from typing import Any

import numpy as np
from numba import njit

from pejl.analysis.groups.chance import draw, draw_below, start_chance, takes


@njit(cache=True, nogil=True)
def price_pair(a: Any, at: int, i: int, k: int) -> float:
    """What it costs that two sit together in a round, but for having met before."""
    cost = 0.0
    for f in range(a.codes.shape[1]):
        code = a.codes[i, f]
        if code >= 0 and code == a.codes[k, f]:
            cost += a.weights[at, f]
    for step in range(a.above.shape[1]):
        if a.above[i, step] == k or a.above[k, step] == i:
            cost += a.leaders[at, step]
    return cost


@njit(cache=True, nogil=True)
def price_home(a: Any, at: int, i: int, table: int) -> float:
    home = a.homes[at, i]
    return a.stays[at, i] if home >= 0 and home != table else 0.0


@njit(cache=True, nogil=True)
def price_seats(a: Any, seats: Any, met: Any) -> float:
    """What a whole seating costs; `met` becomes who met whom, from what it was before `first`."""
    cost = 0.0
    rounds, n = seats.shape
    for at in range(a.first, rounds):
        order = np.argsort(seats[at], kind="mergesort")
        for left in range(n):
            i = order[left]
            if seats[at, i] < 0:
                continue
            cost += price_home(a, at, i, seats[at, i])
            for right in range(left + 1, n):
                k = order[right]
                if seats[at, k] != seats[at, i]:
                    break
                cost += price_pair(a, at, i, k) + (a.repeat if met[i, k] > 0 else 0.0)
                met[i, k] += 1
                met[k, i] += 1
    return cost


@njit(cache=True, nogil=True)
def _fill_members(seats: Any, widths: Any, highs: Any) -> Any:
    rounds, n = seats.shape
    most = min(n, max(_find_largest(seats, widths), highs.max())) + 1  # one more while two swap
    members = np.full((rounds, widths.max(), most), -1, np.int32)
    counts = np.zeros((rounds, widths.max()), np.int64)
    places = np.full((rounds, n), -1, np.int32)
    for at in range(rounds):
        for i in range(n):
            table = seats[at, i]
            if table >= 0:
                places[at, i] = counts[at, table]
                members[at, table, counts[at, table]] = i
                counts[at, table] += 1
    return members, counts, places


@njit(cache=True, nogil=True)
def _find_largest(seats: Any, widths: Any) -> int:
    most = 0
    for at in range(len(seats)):
        counts = np.zeros(widths.max(), np.int64)
        for table in seats[at]:
            if table >= 0:
                counts[table] += 1
        most = max(most, counts.max())
    return most


@njit(cache=True, nogil=True)
def _price_seat(
    a: Any, met: Any, members: Any, counts: Any, at: int, i: int, table: int, but: int, had: int
) -> float:
    """What one costs at a table, leaving out another; `had` is how often those there are counted
    as met in this very round."""
    cost = price_home(a, at, i, table)
    for place in range(counts[at, table]):
        k = members[at, table, place]
        if k != i and k != but:
            cost += price_pair(a, at, i, k)
            if met[i, k] > had:
                cost += a.repeat
    return cost


@njit(cache=True, nogil=True)
def _move(
    met: Any, seats: Any, members: Any, counts: Any, places: Any, at: int, i: int, to: int
) -> None:
    old = seats[at, i]
    last = members[at, old, counts[at, old] - 1]
    members[at, old, places[at, i]] = last
    places[at, last] = places[at, i]
    counts[at, old] -= 1
    for place in range(counts[at, old]):
        k = members[at, old, place]
        met[i, k] -= 1
        met[k, i] -= 1
    for place in range(counts[at, to]):
        k = members[at, to, place]
        met[i, k] += 1
        met[k, i] += 1
    places[at, i] = counts[at, to]
    members[at, to, counts[at, to]] = i
    counts[at, to] += 1
    seats[at, i] = to


@njit(cache=True, nogil=True)
def _gain_move(
    a: Any, met: Any, members: Any, counts: Any, at: int, i: int, own: int, j: int, other: int
) -> float:
    """What is saved when one moves to a table, and someone from there back (-1: nobody)."""
    gain = _price_seat(a, met, members, counts, at, i, own, -1, 1)
    gain -= _price_seat(a, met, members, counts, at, i, other, j, 0)
    if j >= 0:
        gain += _price_seat(a, met, members, counts, at, j, other, -1, 1)
        gain -= _price_seat(a, met, members, counts, at, j, own, i, 0)
    return gain


@njit(cache=True, nogil=True)
def anneal_seats(
    a: Any, seats: Any, met: Any, steps: int, hot: float, cold: float, goal: float, seed: int
) -> Any:
    """Anneals the rounds from `first` on, in place, until they cost no more than `goal`. What they
    cost then, and the share of swaps taken."""
    rounds, n = seats.shape
    members, counts, places = _fill_members(seats, a.widths, a.highs)
    cost = price_seats(a, seats, met)
    state = start_chance(seed)
    heat, taken, tried = hot, 0, 1
    for step in range(steps):
        if step % 256 == 0:
            heat = hot * (cold / hot) ** (step / steps)
        if cost <= goal + 1e-6:
            break
        at = a.first + draw_below(state, rounds - a.first)
        i, other = draw_below(state, n), draw_below(state, a.widths[at])
        own = seats[at, i]
        if own < 0 or own == other:
            continue
        j = -1
        alone = counts[at, own] > a.lows[at, own] and counts[at, other] < a.highs[at, other]
        if not alone or draw(state) & 1:
            if counts[at, other] == 0:
                continue
            j = members[at, other, draw_below(state, counts[at, other])]
        gain = _gain_move(a, met, members, counts, at, i, own, j, other)
        tried += 1
        if takes(state, gain, heat):
            taken += 1
            cost -= gain
            _move(met, seats, members, counts, places, at, i, other)
            if j >= 0:
                _move(met, seats, members, counts, places, at, j, own)
    return cost, taken / tried
