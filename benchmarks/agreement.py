"""The gaps between levels with 10,000 resamples, beside scipy's bootstrap, in the same run.

Both get the same answers, one in twenty missing, and give the same intervals. scipy's bootstrap
does not know missing answers, so it is used in the two ways that one would: a call for each gap and
question, and a call for each gap with a statistic that skips what is missing; each with a few sizes
of batch. The fastest of these counts. Exits with 1 when the intervals differ by more than chance.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from findings import note
from scipy.stats import bootstrap

from pejl.analysis.agreement import LevelGaps, level_gaps

LEVELS, RESAMPLES = 5, 10_000
SIZES = [(50, 8, 0.1), (5000, 40, 5)]  # people, questions, seconds allowed
FASTEST = "a call a question, batch 100"
Interval = tuple[np.ndarray, np.ndarray]
Result = TypeVar("Result")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--short", action="store_true", help="scipy's one way that was fastest")
    options = parser.parse_args()
    rounds = 0 if options.short else options.rounds
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, best of {rounds} rounds")
    print("people questions     Pejl s  allowed s    scipy s   scipy/Pejl  fastest of scipy's ways")
    agree = [compare(*size, rounds, short=options.short) for size in SIZES]
    return int(not all(agree))


def compare(people: int, questions: int, allowed: float, rounds: int, *, short: bool) -> bool:
    ratings, levels = make_answers(people, questions)
    measure(lambda: find_gaps(ratings, levels), 1)  # compiles
    ways = dict(list_ways(ratings, levels))
    ways = {FASTEST: ways[FASTEST]} if short else ways
    first = {name: measure(way, 1) for name, way in ways.items()}
    fastest = min(first, key=lambda name: first[name][0])
    ours, theirs = [measure(lambda: find_gaps(ratings, levels), 3)[0]], [first[fastest][0]]
    for _ in range(rounds):
        ours.append(measure(lambda: find_gaps(ratings, levels), 5)[0])
        theirs.append(measure(ways[fastest], 1)[0])
    mine, other = min(ours), min(theirs)
    print(
        f"{people:6} {questions:9} {mine:10.4f} {allowed:10} {other:10.4f} {other / mine:12.1f}"
        f"  {fastest}"
    )
    what = f"gaps between levels, {people} people x {questions}, beside scipy"
    note(what, f"{allowed} s", f"{mine:.3f} s", other / mine)
    return is_the_same(find_gaps(ratings, levels), first[fastest][1], ratings, levels)


def make_answers(people: int, questions: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    ratings = rng.integers(1, 8, (people, questions)).astype(float)
    ratings[rng.random(ratings.shape) < 0.05] = np.nan
    return ratings, np.arange(people) % LEVELS


def find_gaps(ratings: np.ndarray, levels: np.ndarray) -> LevelGaps:
    return level_gaps(ratings, levels, rng=np.random.default_rng(2), resamples=RESAMPLES)


def list_ways(
    ratings: np.ndarray, levels: np.ndarray
) -> Iterator[tuple[str, Callable[[], Interval]]]:
    groups = [ratings[levels == level] for level in range(LEVELS)]
    small = len(ratings) < 1000
    for batch in (None, 1000, 100) if small else (100, 10):
        yield f"a call a question, batch {batch}", lambda batch=batch: by_question(groups, batch)
        yield f"a call a gap, batch {batch}", lambda batch=batch: by_gap(groups, batch)


def by_question(groups: list[np.ndarray], batch: int | None) -> Interval:
    ends = np.empty((2, len(groups) - 1, groups[0].shape[1]))
    for pair in range(len(groups) - 1):
        for question in range(ends.shape[2]):
            columns = [group[:, question] for group in groups[pair : pair + 2]]
            samples = [column[~np.isnan(column)] for column in columns]
            ends[:, pair, question] = resample(samples, np.mean, batch)
    return ends[0], ends[1]


def by_gap(groups: list[np.ndarray], batch: int | None) -> Interval:
    ends = [resample(groups[pair : pair + 2], np.nanmean, batch) for pair in range(len(groups) - 1)]
    return np.array([low for low, _ in ends]), np.array([high for _, high in ends])


def resample(samples: list[np.ndarray], mean: Callable, batch: int | None) -> Interval:
    found = bootstrap(
        samples,
        lambda upper, lower, axis: mean(lower, axis=axis) - mean(upper, axis=axis),
        n_resamples=RESAMPLES,
        method="percentile",
        vectorized=True,
        batch=batch,
        rng=np.random.default_rng(3),
    )
    return found.confidence_interval.low, found.confidence_interval.high


def measure(work: Callable[[], Result], times: int) -> tuple[float, Result]:
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - began)
    return best, result


def is_the_same(ours: LevelGaps, theirs: Interval, ratings: np.ndarray, levels: np.ndarray) -> bool:
    """Ours is wider by what a resample varies too little; the rest is chance of the resamples."""
    counts = np.array(
        [(~np.isnan(ratings[levels == level])).sum(axis=0) for level in range(LEVELS)]
    )
    fewest = np.minimum(counts[1:], counts[:-1])
    width = ours.high - ours.low
    allowed = width * (0.06 + 1 - np.sqrt(1 - 1 / fewest))
    off = max(
        np.max(np.abs(mine - their) / allowed)
        for mine, their in zip((ours.low, ours.high), theirs, strict=True)
    )
    print(f"       greatest difference of an end: {off:.2f} of what is allowed")
    return bool(off <= 1)


if __name__ == "__main__":
    raise SystemExit(main())
