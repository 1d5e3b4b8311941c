"""How far apart neighbouring levels see a focus area, and how well one knows the other; in words.

Everything here is reckoned from what may be shown.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.nowpicture.rules import Config, FocusArea, Result
from pejl.analysis.agreement import Band
from pejl.analysis.compared import find_band
from pejl.days.cells import join_names
from pejl.days.contract import OutcomeDraft, Released
from pejl.ui.pictures.answers import say_number

WORTH_SAYING = 1.0


class LevelGap(NamedTuple):
    """The lower of two neighbouring levels, or runs of levels, stands `steps` above the upper;
    below it where `steps` is negative. `band` says what can be relied on."""

    focus: FocusArea
    upper: str
    lower: str
    steps: float
    band: Band


class Surprise(NamedTuple):
    """What others guessed for a level, and what it said itself; both means."""

    focus: FocusArea
    level: str
    guess: float
    truth: float


def list_gaps(released: Released[Result], focus: FocusArea) -> list[LevelGap]:
    """For each pair of neighbours that may be shown, from the top."""
    rows = [
        (part.label, placement.mean, placement.answers)
        for part in released.levels
        for placement in part.result.placements
        if placement.focus == focus and placement.n
    ]
    return [
        LevelGap(focus, upper[0], lower[0], lower[1] - upper[1], find_band(upper[2], lower[2]))
        for upper, lower in pairwise(rows)
        if upper[1] is not None and lower[1] is not None
    ]


def say_gap(gap: LevelGap) -> str:
    """Which of the two stands higher and by how much, and whether that can be relied on."""
    words = {"upper": gap.upper, "lower": gap.lower, "steps": say_number(abs(gap.steps))}
    if gap.band is Band.AGREE:
        return _("“%(upper)s” and “%(lower)s” see it alike.") % words
    if abs(gap.steps) < 0.05:
        said = _("“%(upper)s” and “%(lower)s” stand at the same place.") % words
    elif gap.steps > 0:
        said = _("“%(lower)s” stands %(steps)s steps higher than “%(upper)s”.") % words
    else:
        said = _("“%(lower)s” stands %(steps)s steps lower than “%(upper)s”.") % words
    sure = {
        Band.FAR_APART: _("The difference is certain."),
        Band.SOMEWHAT_APART: _("They are somewhat apart."),
        Band.TOO_FEW: _("Too few answers to be certain."),
    }[gap.band]
    return f"{said} {sure}"


def list_surprises(config: Config, released: Released[Result], focus: FocusArea) -> list[Surprise]:
    """For each level that was guessed about and may itself be shown, from the top."""
    guesses = released.whole.guesses if released.whole else ()
    truths = dict(list_truths(released, focus))
    return [
        Surprise(focus, guess.level, guess.mean, truths[guess.level])
        for guess in guesses
        if guess.focus == focus and guess.level in truths
    ]


def list_truths(released: Released[Result], focus: FocusArea) -> Iterator[tuple[str, float]]:
    for part in released.levels:
        for placement in part.result.placements:
            if len(part.members) == 1 and placement.focus == focus and placement.mean is not None:
                yield part.members[0], placement.mean


def say_surprise(config: Config, found: Surprise) -> str:
    """What those who lead a level (of the last but one, also those it leads) believed of it."""
    words = {
        "guessers": find_guessers(config, found.level),
        "level": found.level,
        "guess": say_number(found.guess),
        "truth": say_number(found.truth),
    }
    said = _("“%(guessers)s” guessed %(guess)s for “%(level)s”, who say %(truth)s themselves.")
    return said % words


def find_guessers(config: Config, level: str) -> str:
    """The levels that guess about it: the one above, and the lowest guesses upwards."""
    at = config.levels.index(level)
    last = len(config.levels) - 1
    names = config.levels[max(at - 1, 0) : at] if at else ()
    if at == last - 1:
        names = (*names, config.levels[last])
    return join_names(names)


def draft_gaps(config: Config, released: Released[Result]) -> list[OutcomeDraft]:
    """The differences that later items may work with: those of WORTH_SAYING steps or more."""
    return [
        OutcomeDraft("statement", f"{focus.title}: {say_gap(gap)}", focus.id, {"type": "gap"})
        for focus in config.focus_areas
        for gap in list_gaps(released, focus)
        if abs(gap.steps) >= WORTH_SAYING
    ]
