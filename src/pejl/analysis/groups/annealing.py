"""Seats for everyone, and the heating and cooling of all rounds together."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pejl.analysis.groups.arrays import Arrays
from pejl.analysis.groups.counting import Seats
from pejl.analysis.groups.seating import anneal_seats, price_seats
from pejl.analysis.groups.values import Round

STEPS_A_SECOND = 600_000
TURNS = 4


def settle(
    seats: Seats, away: Any, rounds: Sequence[Round], first: int, rng: np.random.Generator
) -> None:
    """Seats all who are there, within the bounds of the tables, moving as few as need be."""
    for at in range(first, len(rounds)):
        lows, highs = (np.array([one[side] for one in rounds[at].seats]) for side in (0, 1))
        row = seats[at]
        row[row >= len(lows)] = -1
        counts = np.bincount(row[row >= 0], minlength=len(lows))
        for table in np.flatnonzero(counts > highs):
            leaving = rng.permutation(np.flatnonzero(row == table))[: counts[table] - highs[table]]
            row[leaving] = -1
        for i in rng.permutation(np.flatnonzero((row < 0) & ~away[at])):
            row[i] = _find_room(row, lows, highs)
        while (lacking := np.bincount(row[row >= 0], minlength=len(lows)) - lows).min() < 0:
            givers = np.flatnonzero(row == int(np.argmax(lacking)))
            row[rng.choice(givers)] = int(np.argmin(lacking))


def _find_room(row: Seats, lows: Any, highs: Any) -> int:
    """The table that lacks most, or is least full."""
    counts = np.bincount(row[row >= 0], minlength=len(lows))
    wanted = np.where(counts < lows, counts - lows, (counts + 1) / np.maximum(highs, 1))
    return int(np.argmin(np.where(counts < highs, wanted, np.inf)))


def anneal_all(
    arrays: Arrays,
    seats: Seats,
    seconds: float,
    goal: float,
    rng: np.random.Generator,
    *,
    warm: bool,
) -> tuple[float, Seats]:
    """From seats that fit the tables: turns of heating the best halfway. Warm: they are good."""
    met = _list_met(seats, arrays.first)
    best, least = seats.copy(), float(price_seats(arrays, seats, met.copy()))
    if least <= goal + 1e-6 or arrays.first >= len(seats):
        return least, best
    seed = int(rng.integers(2**31))
    steps = max(int(seconds * STEPS_A_SECOND / TURNS), 1000)
    melting = _find_melting(arrays, seats, met, seed)
    for turn in range(TURNS):
        trial, hot = best.copy(), melting * (1 if turn == 0 and not warm else 0.4)
        hot = hot / 8 if warm and turn == 0 else hot
        cost, _taken = anneal_seats(
            arrays, trial, met.copy(), steps, hot, melting / 50, goal, seed + turn
        )
        if cost < least:
            best, least = trial, float(cost)
        if least <= goal + 1e-6:
            break
    return least, best


def _find_melting(arrays: Arrays, seats: Seats, met: Any, seed: int) -> float:
    heat = float(max(arrays.repeat, 1.0))
    for _try in range(20):
        _cost, taken = anneal_seats(
            arrays, seats.copy(), met.copy(), 4000, heat, heat, -np.inf, seed
        )
        if taken < 0.1:
            break
        heat *= 0.7
    return heat


def _list_met(seats: Seats, first: int) -> Any:
    """How often each pair met before a round."""
    met = np.zeros((seats.shape[1], seats.shape[1]), np.int16)
    for row in seats[:first]:
        together = (row[:, None] == row) & (row >= 0)
        np.fill_diagonal(together, val=False)
        met += together
    return met
