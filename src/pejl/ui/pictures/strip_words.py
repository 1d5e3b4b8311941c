"""Strips in words and in figures: the text alternative, the table and the note."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.ratings import Rating
from pejl.ui.pictures.answers import (
    count_answers,
    find_mean,
    list_counts,
    say_agreement,
    say_answers,
    say_mean,
    say_missing,
    say_spread,
)
from pejl.ui.pictures.strips import Strip

STEPS = 7


def count_steps(strips: Sequence[Strip]) -> int:
    return max(
        (
            strip.counts.steps if isinstance(strip.counts, Rating) else len(strip.counts)
            for strip in strips
            if strip.counts
        ),
        default=STEPS,
    )


def rank_means(strips: Sequence[Strip]) -> list[tuple[float, str]]:
    """Means with their labels, the highest first; ties stand in the given order."""
    means = [(find_mean(strip.counts), strip.label) for strip in strips]
    known = [(mean, label) for mean, label in means if mean is not None]
    return sorted(known, key=lambda pair: -pair[0])


def describe_strips(strips: Sequence[Strip], ends: tuple[str, str]) -> str:
    scale = _("On a scale from 1 (%(low)s) to %(steps)s (%(high)s).") % {
        "low": ends[0],
        "steps": count_steps(strips),
        "high": ends[1],
    }
    return " ".join([scale, *(f"{strip.label}: {say_spread(strip.counts)}." for strip in strips)])


def head_table(what: str, strips: Sequence[Strip]) -> tuple[str, ...]:
    """A column for the agreement where some strip is a rating, for each step where some is not."""
    agreement = [_("Spread")] if any(isinstance(strip.counts, Rating) for strip in strips) else []
    return (what, _("Answers"), _("Mean"), *agreement, *map(str, list_steps(strips)))


def list_steps(strips: Sequence[Strip]) -> range:
    """The steps with a column of their own: none where all groups are ratings."""
    if strips and all(isinstance(strip.counts, Rating) for strip in strips):
        return range(0)
    return range(1, count_steps(strips) + 1)


def list_row(strip: Strip, strips: Sequence[Strip]) -> tuple[str, ...]:
    """A strip's figures, in the columns of a table of `strips`."""
    columns = len(head_table("", strips))
    first = (
        (strip.label, say_missing(None))
        if strip.counts is None
        else (strip.label, str(count_answers(strip.counts)), say_mean(strip.counts))
    )
    agreement = (say_agreement(strip.counts),) if say_agreement(strip.counts) else ()
    counts = tuple(str(count) for count in list_counts(strip.counts))
    gap = ("–",) * (columns - len(first) - len(agreement) - len(counts))
    return (*first, *agreement, *gap, *counts)


def say_note(strips: Sequence[Strip], left_out: str) -> str:
    """The number of answers shown, the groups withheld, and what the caller adds."""
    total = say_answers(sum(count_answers(strip.counts) for strip in strips))
    withheld = sum(strip.counts is None for strip in strips)
    parts = [_("%(answers)s in the picture.") % {"answers": total}]
    if any(isinstance(strip.counts, Rating) for strip in strips):
        parts.append(_("Where few have answered, only the mean is shown."))
    if withheld:
        words = ngettext(
            "%(count)s group is not shown, so that nobody can be recognised.",
            "%(count)s groups are not shown, so that nobody can be recognised.",
            withheld,
        )
        parts.append(words % {"count": withheld})
    return " ".join([*parts, left_out]).strip()
