"""Counts of answers on a scale, and how they are said."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Counts = tuple[int, ...]


def find_mean(counts: Sequence[int] | None) -> float | None:
    """The mean step (the first is 1), or `None` without answers."""
    total = sum(counts or ())
    if not counts or not total:
        return None
    return sum(step * count for step, count in enumerate(counts, 1)) / total


def say_number(number: float, decimals: int = 1) -> str:
    """Rounded, and written as the reader's language writes numbers."""
    return str(number_format(f"{number:.{decimals}f}", decimals))


def say_mean(counts: Counts | None) -> str:
    mean = find_mean(counts)
    return "–" if mean is None else say_number(mean)


def say_answers(count: int) -> str:
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}


def say_missing(counts: Counts | None) -> str:
    """Why a group has no figures."""
    return _("too few answers") if counts is None else _("no answers")


def say_spread(counts: Counts | None) -> str:
    """One group's answers in words, for the text alternative."""
    if counts is None or not sum(counts):
        return say_missing(counts)
    taken = [step for step, count in enumerate(counts, 1) if count]
    words = _("mean %(mean)s of %(answers)s, from %(low)s to %(high)s")
    return words % {
        "mean": say_mean(counts),
        "answers": say_answers(sum(counts)),
        "low": taken[0],
        "high": taken[-1],
    }
