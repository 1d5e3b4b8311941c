"""Strengths from comparisons in pairs: the Bradley-Terry model.

R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs: I. The method of paired
comparisons", Biometrika 39 (1952), 324-345.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

PENALTY = 0.1
ROUNDS = 100
STILL = 1e-10


def bradley_terry(wins: ArrayLike, *, penalty: float = PENALTY) -> Floats:
    """How strong each item is, from how often each was put before each other.

    `wins` is items by items: how often the row's item was put before the column's. The chance that
    i is put before j is 1 / (1 + exp(s[j] - s[i])); the strengths s are those that make what
    happened likeliest, less `penalty` times the sum of their squares. The penalty, above 0, keeps
    an item that always won from being infinitely strong, and makes the sum of strengths 0.

    By Newton's method, halving steps that overshoot. ValueError if `wins` is no such table.
    """
    table = np.array(wins, np.float64)
    if table.ndim != 2 or len(set(table.shape)) > 1 or not (table >= 0).all() or penalty <= 0:
        raise ValueError("wins are a square table of counts, and the penalty is above 0")
    np.fill_diagonal(table, 0)
    strengths = np.zeros(len(table))
    if not table.any():
        return strengths
    for _round in range(ROUNDS):
        slope, curve = _differentiate(table, strengths, penalty)
        step = np.linalg.solve(curve, -slope)
        length = 1.0
        before = _count_loss(table, strengths, penalty)
        while _count_loss(table, strengths + length * step, penalty) > before + STILL * before:
            length /= 2
        strengths = strengths + length * step
        if np.abs(step).max() < STILL:
            break
    return strengths


def _count_loss(wins: Floats, strengths: Floats, penalty: float) -> float:
    lead = strengths[:, None] - strengths
    return float((wins * np.logaddexp(0, -lead)).sum() + penalty * (strengths**2).sum())


def _differentiate(wins: Floats, strengths: Floats, penalty: float) -> tuple[Floats, Floats]:
    """The loss's first and second derivatives."""
    lead = strengths[:, None] - strengths
    chance = np.exp(-np.logaddexp(0, -lead))
    met = wins + wins.T
    slope = (met * chance - wins).sum(axis=1) + 2 * penalty * strengths
    curve = -met * chance * chance.T
    np.fill_diagonal(curve, -curve.sum(axis=1) + 2 * penalty)
    return slope, curve
