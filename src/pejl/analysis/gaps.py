"""Gaps along a chain: between neighbouring levels, self and others, guess and truth.

Ratings are people by questions, NaN = not answered; levels are whole numbers, the top the lowest.
Nothing here decides what may be shown: these are figures about groups of any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


class Band(StrEnum):
    AGREE = "agree"
    SOMEWHAT_APART = "somewhat apart"
    FAR_APART = "far apart"
    TOO_FEW = "too few to say"


@dataclass(frozen=True, eq=False)
class LevelGaps:
    """For each pair of neighbouring levels (rows) and each question (columns).

    Row p is about `levels[p]` and the one below it, `levels[p + 1]`; `gap` is the lower level's
    mean minus the upper's, `low` to `high` its interval, `answers` those of the level that gave
    fewer. NaN where a level has not answered; no interval where one has fewer than two answers.
    """

    levels: Labels
    gap: Floats
    low: Floats
    high: Floats
    answers: Labels
    bands: tuple[tuple[Band, ...], ...]


def level_gaps(
    ratings: ArrayLike,
    levels: ArrayLike,
    *,
    rng: np.random.Generator,
    resamples: int = 10_000,
    confidence: float = 0.95,
    near: float = 0.5,
    far: float = 1.0,
    least: int = 5,
) -> LevelGaps:
    """Differences between the means of neighbouring levels, with bootstrap intervals and a word.

    **The rule for the word.** Too few to say, if a level has fewer than `least` answers to the
    question, or if the interval leaves open both that the levels agree (a gap under `near`) and
    that they are far apart (`far` or more). Otherwise the gap decides: they agree under `near`, are
    far apart at `far` or more, and somewhat apart between. So where two levels are said to agree,
    far apart is ruled out, and the other way round. The bounds are in steps of the answer scale;
    as given they suit five to seven steps.

    **The interval.** Whole people are drawn within each level, with replacement, `resamples` times;
    the interval lies between the percentiles of the gaps between the resampled means. As a resample
    varies too little by (n - 1) / n, which tells in small groups, deviations from a level's mean
    are widened by √(n / (n - 1)). Where all of a level say the same, the interval does not know
    that another could have said otherwise; that is what `least` is for. Each interval stands alone:
    among 20 gaps of none, one interval at 95 % will miss it.

    The same people in any order, with a generator in the same state, give the same result.
    ValueError if the shapes do not fit, the bounds are out of order, or the resamples are too few
    for the confidence.

    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and 13; the
    widening: T. C. Hesterberg, "What teachers should know about the bootstrap", The American
    Statistician 69 (2015), 371-386.
    """
    tail = int((resamples + 1) * (1 - confidence) / 2 + 1e-9)
    if not (0 < confidence < 1 and tail >= 1):
        raise ValueError(f"{resamples} resamples are too few for a confidence of {confidence}")
    if not 0 <= near <= far:
        raise ValueError(f"near, {near}, is at least 0 and at most far, {far}")
    names, groups = _split_levels(ratings, levels)
    means, counts = (np.array(each) for each in zip(*map(_find_means, groups), strict=True))
    seed = int(rng.integers(2**63))
    gap, answers = means[1:] - means[:-1], np.minimum(counts[1:], counts[:-1])
    low, high = _find_interval(groups, means, counts, resamples, tail, seed)
    low, high = (np.where(answers > 1, gap + edge, np.nan) for edge in (low, high))
    return LevelGaps(
        levels=names,
        gap=gap,
        low=low,
        high=high,
        answers=answers,
        bands=_choose_bands(gap, low, high, answers >= max(least, 2), near, far),
    )


def _split_levels(ratings: ArrayLike, levels: ArrayLike) -> tuple[Labels, list[Floats]]:
    """Each level's answers, its people in an order of their answers alone."""
    answers, labels = _read(ratings, "ratings"), _read_labels(levels, "levels")
    if len(answers) != len(labels) or not answers.size:
        raise ValueError("ratings and levels are about the same people, at least one")
    answers = answers + 0.0  # -0.0 and 0.0 are the same answer, and sorted as such
    order = np.lexsort((*answers.T, labels))
    names, starts = np.unique(labels[order], return_index=True)
    return names, np.split(answers[order], starts[1:])


def _find_means(group: Floats) -> tuple[Floats, Labels]:
    """Means and numbers of answers, by column; NaN where there are none.

    Reckoned from the lowest answer, so that where all say the same, the mean is exactly that.
    """
    counts = np.count_nonzero(~np.isnan(group), axis=0)
    lowest = np.fmin.reduce(group, axis=0, initial=np.nan)
    above = np.nansum(group - lowest, axis=0)
    return lowest + above / np.maximum(counts, 1), counts


def _find_interval(
    groups: Sequence[Floats],
    means: Floats,
    counts: Labels,
    resamples: int,
    tail: int,
    seed: int,
) -> tuple[Floats, Floats]:
    """How far below and above the gap the interval reaches."""
    if len(groups) < 2:
        return np.empty((0, means.shape[1])), np.empty((0, means.shape[1]))
    from pejl.analysis.resampling import find_tails, resample_means  # numba takes a while to load

    widen = np.sqrt(counts / np.maximum(counts - 1, 1))
    deviations = [
        (group - mean) * factor for group, mean, factor in zip(groups, means, widen, strict=True)
    ]
    tails = find_tails(resample_means(deviations, resamples, seed), tail).astype(np.float64)
    return tails[..., 0], tails[..., 1]


def _choose_bands(
    gap: Floats,
    low: Floats,
    high: Floats,
    enough: NDArray[np.bool_],
    near: float,
    far: float,
) -> tuple[tuple[Band, ...], ...]:
    """The rule of `level_gaps`; a bound that is met but for rounding is met."""
    rounding = 1e-6
    size = np.abs(gap) + rounding
    least_gap = np.where((low <= 0) & (high >= 0), 0, np.minimum(np.abs(low), np.abs(high)))
    most_gap = np.maximum(np.abs(low), np.abs(high))
    open_both = (least_gap + rounding < near) & (most_gap + rounding >= far)
    cases = [~enough | open_both, size < near, size < far]
    chosen = np.select(cases, [0, 1, 2], 3)
    words = (Band.TOO_FEW, Band.AGREE, Band.SOMEWHAT_APART, Band.FAR_APART)
    return tuple(tuple(words[index] for index in row) for row in chosen.tolist())


@dataclass(frozen=True, eq=False)
class SelfOther:
    """For each of those rated (rows, `whom`) and each question: means, their gap, and the raters.

    `gap` is own minus others': above 0 one rates oneself higher than the others do. NaN where
    either is missing.
    """

    whom: Labels
    own: Floats
    others: Floats
    gap: Floats
    raters: Labels


def self_other(own: ArrayLike, who: ArrayLike, ratings: ArrayLike, whom: ArrayLike) -> SelfOther:
    """Compare how persons, units or levels rate themselves with how the others rate them.

    `own` are self-ratings, `who` by whom; `ratings` are the others', `whom` of whom (whole numbers,
    the same as in `who`). Several self-ratings of one (the people of a unit) are averaged. All who
    occur in either are in the result, in order. ValueError if the shapes do not fit.

    The plain difference, by question, is used, and not a type (over-estimator, in agreement,
    under-estimator): the types are from F. J. Yammarino and L. E. Atwater, "Understanding
    self-perception accuracy", Human Resource Management 32 (1993), 231-247; what a difference
    cannot say, in J. R. Edwards, "Alternatives to difference scores", in F. Drasgow and N. Schmitt
    (eds), Measuring and Analyzing Behavior in Organizations (2002), 350-400.
    """
    mine, theirs = _read(own, "own"), _read(ratings, "ratings")
    owners, rated = _read_labels(who, "who"), _read_labels(whom, "whom")
    if mine.shape[1] != theirs.shape[1] or (len(mine), len(theirs)) != (len(owners), len(rated)):
        raise ValueError("each row needs a label, and both the same questions")
    names = np.union1d(owners, rated)
    own_means, _ = _find_means_by(mine, owners, names)
    other_means, raters = _find_means_by(theirs, rated, names)
    return SelfOther(names, own_means, other_means, own_means - other_means, raters)


@dataclass(frozen=True, eq=False)
class PredictionGap:
    """For each level that guesses (rows) and each question: the mean guess, the truth, the gap.

    Row p: the level `guessing[p]` guesses the answer of `guessed[p]`. `gap` is guess minus truth:
    above 0 one believes the neighbour to answer higher than it does. `guesses` and `answers` are
    how many each is the mean of. NaN where either is missing.
    """

    guessing: Labels
    guessed: Labels
    guess: Floats
    truth: Floats
    gap: Floats
    guesses: Labels
    answers: Labels


def prediction_gap(
    guesses: ArrayLike,
    ratings: ArrayLike,
    levels: ArrayLike,
    toward: Literal["below", "above"] = "below",
) -> PredictionGap:
    """Compare what each level guesses that its neighbour answers with what the neighbour answers.

    `ratings` are people's own answers and `guesses` what the same people think that the level
    below (or above) them answers on average. Neighbours are the next of those levels that occur.
    ValueError if the shapes do not fit.

    The idea is that of metaperception, how well one knows what others think: D. A. Kenny and
    B. M. DePaulo, "Do people know how others view them?", Psychological Bulletin 114 (1993),
    145-161.
    """
    thought, said = _read(guesses, "guesses"), _read(ratings, "ratings")
    labels = _read_labels(levels, "levels")
    if thought.shape != said.shape or len(said) != len(labels):
        raise ValueError("guesses and ratings have the same shape, and a level for each person")
    if toward not in ("below", "above"):
        raise ValueError(f"toward is below or above, not {toward!r}")
    names = np.unique(labels)
    guess, guess_counts = _find_means_by(thought, labels, names)
    truth, truth_counts = _find_means_by(said, labels, names)
    by, of = (slice(None, -1), slice(1, None))[:: 1 if toward == "below" else -1]
    return PredictionGap(
        guessing=names[by],
        guessed=names[of],
        guess=guess[by],
        truth=truth[of],
        gap=guess[by] - truth[of],
        guesses=guess_counts[by],
        answers=truth_counts[of],
    )


def _find_means_by(values: Floats, labels: Labels, names: Labels) -> tuple[Floats, Labels]:
    pairs = [_find_means(values[labels == name]) for name in names]
    shape = (len(names), values.shape[1])
    return (
        np.array([means for means, _ in pairs]).reshape(shape),
        np.array([counts for _, counts in pairs], np.int64).reshape(shape),
    )


def _read(values: ArrayLike, name: str) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 2 or np.any(np.isinf(numbers)):
        raise ValueError(f"{name} are people by questions, each answer finite or NaN")
    return numbers


def _read_labels(values: ArrayLike, name: str) -> Labels:
    labels = np.asarray(values)
    if labels.ndim != 1 or not (np.issubdtype(labels.dtype, np.integer) or not labels.size):
        raise ValueError(f"{name} are whole numbers, one a row")
    return labels.astype(np.int64)
