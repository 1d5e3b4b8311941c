"""Answers on a scale, counted or as a rating, and how they are said."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.analysis.ratings import Edge, Rating, Spread

Counts = tuple[int, ...]
Answers = Counts | Rating


def list_counts(answers: Answers | None) -> Counts:
    """None where they are not to be shown, or there are none."""
    return answers if isinstance(answers, tuple) else ()


def count_answers(answers: Answers | None) -> int:
    return answers.n if isinstance(answers, Rating) else sum(answers or ())


def find_mean(answers: Sequence[int] | Rating | None) -> float | None:
    """The mean step (the first is 1), or `None` without answers."""
    if isinstance(answers, Rating):
        return answers.mean
    counts, total = answers, sum(answers or ())
    if not counts or not total:
        return None
    return sum(step * count for step, count in enumerate(counts, 1)) / total


def say_number(number: float, decimals: int = 1) -> str:
    """Rounded, and written as the reader's language writes numbers."""
    return str(number_format(f"{number:.{decimals}f}", decimals))


def say_mean(answers: Answers | None) -> str:
    mean = find_mean(answers)
    if mean is None:
        return "–"
    edge = answers.edge if isinstance(answers, Rating) else None
    said = {
        Edge.LOW: _("at most %(mean)s"),
        Edge.HIGH: _("at least %(mean)s"),
        None: "%(mean)s",
    }[edge]
    return said % {"mean": say_number(mean)}


def say_answers(count: int) -> str:
    return ngettext("%(count)s answer", "%(count)s answers", count) % {"count": count}


def say_agreement(answers: Answers | None) -> str:
    """A rating's word for how close the answers are; empty where there is none."""
    spread = answers.spread if isinstance(answers, Rating) else None
    return {
        Spread.ALIKE: _("close together"),
        Spread.VARIED: _("somewhat spread"),
        Spread.SPLIT: _("far apart"),
        None: "",
    }[spread]


def say_missing(answers: Answers | None) -> str:
    """Why a group has no figures."""
    return _("too few answers") if answers is None else _("no answers")


def say_spread(answers: Answers | None) -> str:
    """One group's answers in words, for the text alternative."""
    if not count_answers(answers):
        return say_missing(answers)
    if isinstance(answers, Rating):
        words = _("mean %(mean)s of %(answers)s")
        words %= {"mean": say_mean(answers), "answers": say_answers(answers.n)}
        return ", ".join(filter(None, [words, say_agreement(answers)]))
    counts = list_counts(answers)
    taken = [step for step, count in enumerate(counts, 1) if count]
    words = _("mean %(mean)s of %(answers)s, from %(low)s to %(high)s")
    return words % {
        "mean": say_mean(counts),
        "answers": say_answers(sum(counts)),
        "low": taken[0],
        "high": taken[-1],
    }
