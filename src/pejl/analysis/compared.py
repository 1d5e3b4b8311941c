"""Two groups' answers on one scale, side by side: their means, and what can be relied on.

Answers are counts by step, or the rating that they come to where the steps are not to be shown.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pejl.analysis.agreement import Band, level_gaps
from pejl.analysis.ratings import Rating, find_widest

Answers = tuple[int, ...] | Rating
SURE_FROM = 10
RESAMPLES = 2_000


def count(answers: Answers) -> int:
    return answers.n if isinstance(answers, Rating) else sum(answers)


def find_mean(answers: Answers) -> float:
    """Of at least one answer."""
    if isinstance(answers, Rating):
        return answers.mean
    return sum(step * given for step, given in enumerate(answers, 1)) / sum(answers)


@lru_cache(maxsize=1000)
def find_band(upper: Answers, lower: Answers) -> Band:
    """Too few to say where either has under SURE_FROM answers, else as `level_gaps` decides."""
    if min(count(upper), count(lower)) < SURE_FROM:
        return Band.TOO_FEW
    ratings = [spread(upper), spread(lower)]
    levels = np.repeat([0, 1], [len(each) for each in ratings])
    found = level_gaps(
        np.concatenate(ratings)[:, None],
        levels,
        rng=np.random.default_rng(0),
        resamples=RESAMPLES,
        least=SURE_FROM,
    )
    return found.bands[0][0]


def spread(answers: Answers) -> NDArray[np.float64]:
    """One number for each answer. Of a rating, where they are not known: as far from the mean, half
    of them above and half below, as the rating leaves open; so its word is never too sure."""
    if not isinstance(answers, Rating):
        return np.repeat(np.arange(1.0, len(answers) + 1), answers)
    around = np.sign(np.arange(answers.n) - (answers.n - 1) / 2)
    scale = float(np.sqrt(find_widest(answers) / around.var(ddof=1)))
    return np.asarray(answers.mean + around * scale, np.float64)
