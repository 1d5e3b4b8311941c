"""The bootstrap's inner loop, compiled: whole people are drawn, and no resample is kept in memory.

The threads are Python's own, and the compiled functions let go of the interpreter's lock: numba's
own threads may not, everywhere, be entered by two requests at once.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
PARTS = 4  # always the same, so that the result does not depend on the machine
BUCKETS = 128


def resample_means(groups: Sequence[NDArray[Any]], resamples: int, seed: int) -> Floats:
    """The means of resampled groups, by (group, column, resample).

    A group is people by columns, NaN = not answered; each resample draws as many people as there
    are, with replacement, and takes each column's mean over those of them who answered. Where
    nobody drawn did, the resample before it counts once more. A group without answers to a column
    has zeros there.
    """
    means = np.zeros((len(groups), groups[0].shape[1], resamples), np.float32)
    edges = np.linspace(0, resamples, PARTS + 1).astype(np.int64)
    seeds = np.random.SeedSequence(seed).generate_state(len(groups), np.uint64)
    rows = [_lay_out(group) for group in groups]

    def draw(part: int) -> None:
        for group, start, out in zip(rows, seeds, means, strict=True):
            _draw(group, start, out, edges[part], edges[part + 1])

    with ThreadPoolExecutor(PARTS) as threads:
        list(threads.map(draw, range(PARTS)))
    return means


def _lay_out(group: NDArray[Any]) -> Floats:
    """The answers, and beside them 1 for each that is one: both are summed in one go."""
    answered = ~np.isnan(group)
    return np.hstack([np.where(answered, group, 0), answered]).astype(np.float32)


def find_tails(means: Floats, tail: int) -> Floats:
    """By (neighbouring groups, column): the tail-th smallest and largest of later minus earlier."""
    groups, columns, _ = means.shape
    tails = np.empty((groups - 1, columns, 2), np.float32)
    with ThreadPoolExecutor(PARTS) as threads:
        parts = np.array_split(np.arange(columns), PARTS)
        list(threads.map(partial(_fill_tails, means, tails, tail), parts))
    return tails


@njit(nogil=True, cache=True)
def _draw(rows: Any, seed: Any, means: Any, first: int, last: int) -> None:
    """Random numbers are SplitMix64 (Steele, Lea and Flood 2014), started anew each resample."""
    people, width = rows.shape
    columns = width // 2
    total = np.zeros(width, np.float32)
    for resample in range(first, last):
        state = seed + np.uint64(resample) * np.uint64(0xD1342543DE82EF95)
        total[:] = 0
        for _ in range(people):
            state += np.uint64(0x9E3779B97F4A7C15)
            mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed = mixed ^ (mixed >> np.uint64(31))
            row = rows[((mixed >> np.uint64(32)) * np.uint64(people)) >> np.uint64(32)]
            for column in range(width):
                total[column] += row[column]
        for column in range(columns):
            if total[columns + column] > 0:
                means[column, resample] = total[column] / total[columns + column]
            elif resample > first:
                means[column, resample] = means[column, resample - 1]


@njit(nogil=True, cache=True)
def _fill_tails(means: Any, tails: Any, tail: int, columns: Any) -> None:
    for column in columns:
        for upper in range(len(means) - 1):
            gaps = means[upper + 1, column] - means[upper, column]
            _find_both_tails(gaps, tail, tails[upper, column])


@njit(nogil=True, cache=True)
def _find_both_tails(values: Any, tail: int, found: Any) -> None:
    """By buckets of equal width: only the two that hold what is looked for are sorted."""
    low = high = values[0]
    for value in values:
        low, high = min(low, value), max(high, value)
    found[:] = low
    if low == high:
        return
    scale = np.float32(BUCKETS - 1) / (high - low)
    buckets = np.empty(len(values), np.uint8)
    sizes = np.zeros(BUCKETS, np.int64)
    for index, value in enumerate(values):
        place = np.uint8((value - low) * scale)
        buckets[index] = place
        sizes[place] += 1
    for end, wanted in enumerate((tail - 1, len(values) - tail)):
        bucket = below = 0
        while below + sizes[bucket] <= wanted:
            below += sizes[bucket]
            bucket += 1
        found[end] = np.sort(values[buckets == bucket])[wanted - below]
