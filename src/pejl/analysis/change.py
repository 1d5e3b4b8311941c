"""What changed between two times: change that is real, and change that chance alone may give.

Nothing here decides what may be shown: these are figures about groups of any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]

Floats = NDArray[np.float64]

FALSE_SHARE = 0.05


class Verdict(StrEnum):
    RISEN = "risen"
    FALLEN = "fallen"
    NOISE = "may be chance"
    TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Change:
    """`shift` is the later mean minus the earlier, `low` to `high` its interval, `p` how often
    chance alone gives a shift as large; `both` answered both times. NaN where there are too few."""

    shift: float
    low: float
    high: float
    p: float
    both: int
    verdict: Verdict


def find_changes(
    tables: Sequence[ArrayLike], *, confidence: float = 0.95, least: int = 10
) -> tuple[Change, ...]:
    """A change for each table: people by two answers, the earlier and the later, NaN = none.

    **The same people are held against themselves**, as far as they answered both times: what sets
    people apart from each other does not blur what changed in them. Others count at their own time.
    It is the t-test for samples that overlap in part (Derrick and others: T new 2); with all in
    both that is Student's for pairs, with none in both Welch's for two groups.

    **The rule for the word.** Too few to say, if a time has fewer than `least` answers. Of all
    other tables together, those are real that Benjamini and Hochberg's rule finds, so that of what
    is called real one in twenty is chance: of twenty groups where nothing changed, one interval
    leaves out 0. All else may be chance.

    ValueError for a table of another shape.

    B. Derrick, B. Russ, D. Toher and P. White, "Test statistics for the comparison of means for two
    samples that include both paired and unpaired observations", Journal of Modern Applied
    Statistical Methods 16 (2017), 137-157; Y. Benjamini and Y. Hochberg, "Controlling the false
    discovery rate", Journal of the Royal Statistical Society B 57 (1995), 289-300.
    """
    found = [_measure(_read(table), confidence, max(least, 2)) for table in tables]
    limit = _find_limit([one.p for one in found])
    return tuple(
        replace(one, verdict=Verdict.RISEN if one.shift > 0 else Verdict.FALLEN)
        if one.shift and one.p <= limit
        else one
        for one in found
    )


def _read(table: ArrayLike) -> Floats:
    answers = np.asarray(table, np.float64)
    if answers.ndim != 2 or answers.shape[1] != 2 or np.any(np.isinf(answers)):
        raise ValueError("a table is people by two answers, each finite or NaN")
    return answers


def _measure(answers: Floats, confidence: float, least: int) -> Change:
    """With the verdict that it may be chance, unless there are too few."""
    earlier, later = (column[~np.isnan(column)] for column in answers.T)
    pairs = answers[~np.isnan(answers).any(axis=1)]
    if min(len(earlier), len(later)) < least:
        few = Change(np.nan, np.nan, np.nan, np.nan, len(pairs), Verdict.TOO_FEW)
        both = len(earlier) and len(later)
        return replace(few, shift=_find_shift(earlier, later)) if both else few
    shift = _find_shift(earlier, later)
    error, freedom = _find_error(earlier, later, pairs)
    reach = error * float(stdtrit(freedom, (1 + confidence) / 2))
    p = 2 * float(stdtr(freedom, -abs(shift) / error)) if error else float(not shift)
    return Change(shift, shift - reach, shift + reach, p, len(pairs), Verdict.NOISE)


def _find_shift(earlier: Floats, later: Floats) -> float:
    """Reckoned from the lowest answer, so that where all say the same, it is exactly that."""
    lowest = min(earlier.min(), later.min())
    return float((later - lowest).mean() - (earlier - lowest).mean())


def _find_error(earlier: Floats, later: Floats, pairs: Floats) -> tuple[float, float]:
    """The standard error of the shift, and its degrees of freedom."""
    both, others = len(pairs), len(earlier) + len(later) - 2 * len(pairs)
    shares = np.array([one.var(ddof=1) / len(one) for one in (earlier, later)])
    spread = np.sqrt(shares.prod() / (len(earlier) * len(later)))
    squared = float(shares.sum() - 2 * _correlate(pairs) * spread * both)
    squares = sum(
        share**2 / (len(one) - 1) for share, one in zip(shares, (earlier, later), strict=True)
    )
    welch = shares.sum() ** 2 / squares if squares else len(earlier) + len(later) - 2
    freedom = (
        (both - 1) + (welch - both + 1) / (len(earlier) + len(later)) * others if both else welch
    )
    rounding = 1e-12 * float(shares.sum())
    return (np.sqrt(squared) if squared > rounding else 0.0), max(float(freedom), 1.0)


def _correlate(pairs: Floats) -> float:
    """Pearson's correlation; 0 where it is not known."""
    if len(pairs) < 2 or not pairs.std(axis=0).all():
        return 0.0
    away = pairs - pairs.mean(axis=0)
    return float(away.prod(axis=1).mean() / away.std(axis=0).prod())


def _find_limit(chances: Sequence[float]) -> float:
    """The largest of the chances that Benjamini and Hochberg's rule calls real; below 0: none."""
    order = np.sort([one for one in chances if not np.isnan(one)])
    passed = order[order <= FALSE_SHARE * np.arange(1, len(order) + 1) / max(len(order), 1)]
    return float(passed.max(initial=-1.0))
