"""How far people agree: within a group, between groups, and between the levels of a chain.

Plain functions over arrays. NaN means not answered, and is left out wherever it stands. What cannot
be said (too few answers, no variation to compare with) is NaN, never a guess.

`ratings` are people by items; a single row of numbers is one item. `options` is the number of steps
on the answer scale. The levels of a chain are in `pejl.analysis.gaps`, and are found here too.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pejl.analysis.gaps import (
    Band,
    LevelGaps,
    PredictionGap,
    SelfOther,
    level_gaps,
    prediction_gap,
    self_other,
)

__all__ = [
    "Band",
    "LevelGaps",
    "PredictionGap",
    "SelfOther",
    "average_deviation",
    "awg",
    "icc1",
    "icc2",
    "krippendorff_alpha",
    "level_gaps",
    "prediction_gap",
    "rwg",
    "rwg_j",
    "rwg_j_star",
    "self_other",
]

Floats = NDArray[np.float64]
Measure = Literal["nominal", "ordinal", "interval", "ratio"]


def rwg(ratings: ArrayLike, options: int) -> float:
    """Within-group agreement on one item: 1 if all say the same, 0 as if all had guessed.

    1 - s² / σ², where s² is the variance of the answers and σ² = (options² - 1) / 12 that of
    answers spread evenly over the options. More spread than that gives 0. NaN under two answers.

    L. R. James, R. G. Demaree and G. Wolf, "Estimating within-group interrater reliability with and
    without response bias", Journal of Applied Psychology 69 (1984), 85-98.
    """
    items = _read_items(ratings)
    if items.shape[1] != 1:
        raise ValueError("rwg is about one item; see rwg_j for several")
    return 1 - min(_find_spread(items, options), 1.0)


def rwg_j(ratings: ArrayLike, options: int) -> float:
    """Within-group agreement on a scale of J items that ask about the same.

    J (1 - q) / (J (1 - q) + q), where q is the items' mean variance over that of answers spread
    evenly, at most 1. It grows with J (Spearman-Brown), so compare only scales of equal length.
    Items with under two answers do not count; NaN if there are no others.

    James, Demaree and Wolf (1984), as `rwg`, their formula 2.
    """
    items = _read_items(ratings)
    spread = min(_find_spread(items, options), 1.0)
    agreement = np.count_nonzero(_count(items) > 1) * (1 - spread)
    return float(agreement / (agreement + spread)) if spread == spread else np.nan


def rwg_j_star(ratings: ArrayLike, options: int) -> float:
    """Within-group agreement on several items that does not grow with their number: 1 - q.

    q as in `rwg_j`, but not cut off at 1: it is below 0 where the group is more divided than by
    chance. NaN if no item has two answers.

    M. K. Lindell, C. J. Brandt and D. J. Whitney, "A revised index of interrater agreement for
    multi-item ratings of a single target", Applied Psychological Measurement 23 (1999), 127-135.
    """
    return 1 - _find_spread(_read_items(ratings), options)


def average_deviation(ratings: ArrayLike, center: Literal["mean", "median"] = "mean") -> float:
    """How many steps people are from the group's mean (or median), on average: 0 is agreement.

    The mean over items of each item's mean absolute deviation. Items with under two answers do not
    count; NaN if there are no others. A common bound for agreement is options / 6.

    M. J. Burke, L. M. Finkelstein and M. S. Dusig, "On average deviation indices for estimating
    interrater agreement", Organizational Research Methods 2 (1999), 49-68; the bound: M. J. Burke
    and W. P. Dunlap, Organizational Research Methods 5 (2002), 159-172.
    """
    if center not in ("mean", "median"):
        raise ValueError(f"the center is mean or median, not {center!r}")
    items = _keep_answered(_read_items(ratings))
    if not items.size:
        return np.nan
    middle = np.nanmean(items, axis=0) if center == "mean" else np.nanmedian(items, axis=0)
    return float(np.nanmean(np.abs(items - middle), axis=0).mean())


def awg(ratings: ArrayLike, low: float, high: float) -> float:
    """Agreement against the most divided the group could be with the mean it has: from -1 to 1.

    The mean over items of 1 - 2 s² / (((high + low) M - M² - high low) n / (n - 1)); `low` and
    `high` are the ends of the scale. 0 is half of the greatest possible variance; 1 if all say the
    same, the ends included. Unlike `rwg` it supposes nothing about how those who do not care would
    answer. With M within (high - low) / n of an end it cannot reach -1, and says little. Items with
    under two answers do not count; NaN if there are no others. ValueError outside the scale.

    R. D. Brown and N. M. A. Hauenstein, "Interrater agreement reconsidered: an alternative to the
    rwg indices", Organizational Research Methods 8 (2005), 165-184.
    """
    items = _keep_answered(_read_items(ratings))
    if np.any((items < low) | (items > high)):
        raise ValueError(f"an answer is not from {low} to {high}")
    if not items.size:
        return np.nan
    count, mean, variance = _count(items), np.nanmean(items, axis=0), _find_variances(items)
    most = (high - mean) * (mean - low) * count / (count - 1)
    share = np.divide(variance, most, out=np.zeros_like(most), where=variance > 0)
    return float((1 - 2 * share).mean())


def icc1(values: ArrayLike, groups: ArrayLike) -> float:
    """How much of what one person says is due to the group: ICC(1), one-way, random groups.

    (B - W) / (B + (k - 1) W), where B and W are the mean squares between and within groups, and k
    the mean size of a group. Below 0 if groups differ less than chance would make them. NaN with
    fewer than two groups, with no group of two, or if all say the same.

    P. D. Bliese, "Within-group agreement, non-independence, and reliability", in K. J. Klein and
    S. W. J. Kozlowski (eds), Multilevel Theory, Research, and Methods in Organizations (2000),
    349-381; for groups of one size it is Shrout and Fleiss's ICC(1,1) (1979).
    """
    between, within, size = _analyse_variance(values, groups)
    whole = between + (size - 1) * within
    return (between - within) / whole if whole > 0 else np.nan


def icc2(values: ArrayLike, groups: ArrayLike) -> float:
    """How reliable the groups' means are: ICC(2), (B - W) / B, as in `icc1`.

    NaN if the groups' means are all the same, and as `icc1`.

    Bliese (2000), as `icc1`; for groups of one size it is Shrout and Fleiss's ICC(1,k).
    """
    between, within, _ = _analyse_variance(values, groups)
    return (between - within) / between if between > 0 else np.nan


def krippendorff_alpha(ratings: ArrayLike, level: Measure = "ordinal") -> float:
    """Agreement beyond chance of people (rows) who each place the same things (columns).

    1 - observed / expected disagreement: 1 if all say the same about each thing, 0 as by chance,
    below 0 if they differ more. `level` says what a difference between two answers means: none but
    that they differ, how many lie between them, their distance, or their relative distance (from
    0 up). Things with one answer do not count. NaN if no more than one answer was ever used.

    K. Krippendorff, Content Analysis (2004), chapter 11; computing by coincidences as in his
    "Computing Krippendorff's alpha-reliability" (2011).
    """
    items = _keep_answered(_read_items(ratings))
    if not items.size:
        return np.nan
    things, answered = np.arange(items.shape[1]), ~np.isnan(items)
    steps, codes = np.unique(items[answered], return_inverse=True)
    cells = np.broadcast_to(things, items.shape)[answered] * len(steps) + codes
    counts = np.bincount(cells, minlength=len(things) * len(steps)).reshape(len(things), -1)
    totals = counts.sum(axis=0)
    distance = _measure_distances(steps, totals, level)
    by_thing = (counts / (counts.sum(axis=1, keepdims=True) - 1)).T @ counts
    expected = totals @ distance @ totals
    if expected == 0:
        return np.nan
    return float(1 - (totals.sum() - 1) * (by_thing * distance).sum() / expected)


def _measure_distances(steps: Floats, totals: NDArray[np.int64], level: Measure) -> Floats:
    """Krippendorff's squared differences between any two answers."""
    if level == "nominal":
        return 1 - np.eye(len(steps))
    if level == "ordinal":
        steps = np.cumsum(totals) - totals / 2
    difference = steps[:, None] - steps
    if level == "ratio":
        if np.any(steps < 0):
            raise ValueError("a ratio scale begins at 0")
        whole = steps[:, None] + steps
        difference = np.divide(difference, whole, out=np.zeros_like(difference), where=whole > 0)
    elif level not in ("ordinal", "interval"):
        raise ValueError(f"unknown level of measurement: {level!r}")
    return np.square(difference)


def _read_items(ratings: ArrayLike) -> Floats:
    items = np.asarray(ratings, dtype=np.float64)
    if items.ndim not in (1, 2):
        raise ValueError("ratings are one row of numbers, or people by items")
    if np.any(np.isinf(items)):
        raise ValueError("an answer is infinite")
    return items[:, None] if items.ndim == 1 else items


def _count(items: Floats) -> NDArray[np.intp]:
    return np.asarray(np.count_nonzero(~np.isnan(items), axis=0))


def _keep_answered(items: Floats) -> Floats:
    return items[:, _count(items) > 1]


def _find_variances(items: Floats) -> Floats:
    """Each item's variance; exactly 0 where all say the same, as a rounded mean would not give."""
    items = items - np.nanmin(items, axis=0)
    return np.asarray(np.nanvar(items, axis=0, ddof=1))


def _find_spread(items: Floats, options: int) -> float:
    """The items' mean variance over that of answers spread evenly over the options."""
    if options < 2:
        raise ValueError(f"a scale has at least two options, not {options}")
    items = _keep_answered(items)
    if not items.size:
        return np.nan
    return float(_find_variances(items).mean() / ((options**2 - 1) / 12))


def _analyse_variance(values: ArrayLike, groups: ArrayLike) -> tuple[float, float, float]:
    """Mean squares between and within groups, and the mean size of a group."""
    numbers, labels = _read_items(values)[:, 0], np.asarray(groups)
    if np.ndim(values) != 1 or labels.shape != numbers.shape:
        raise ValueError("values and groups are two rows of the same length")
    answered = ~np.isnan(numbers)
    numbers, labels = numbers[answered], labels[answered]
    names, codes = np.unique(labels, return_inverse=True)
    if not 2 <= len(names) < len(numbers):
        return np.nan, np.nan, np.nan
    numbers = numbers - numbers[0]  # all the same is then exactly so
    sizes: NDArray[Any] = np.bincount(codes)
    means = np.bincount(codes, numbers) / sizes
    between = (sizes * np.square(means - numbers.mean())).sum() / (len(names) - 1)
    within = np.square(numbers - means[codes]).sum() / (len(numbers) - len(names))
    return float(between), float(within), len(numbers) / len(names)
