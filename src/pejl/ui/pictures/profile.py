"""The now-picture of one focus area: how each level, or each area, sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.ui.pictures.answers import Answers, say_mean, say_number
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strip_drawing import draw_strips
from pejl.ui.pictures.strip_words import (
    describe_strips,
    head_table,
    list_row,
    rank_means,
    say_note,
)
from pejl.ui.pictures.strips import Strip

ALIKE = 0.5


@dataclass(frozen=True)
class ProfileRow:
    """A group in the chain's order. `counts` as a strip's."""

    label: str
    counts: Answers | None


def draw_profile(
    rows: Sequence[ProfileRow],
    *,
    subject: str,
    ends: tuple[str, str],
    colour: str,
    shape: str = "circle",
    by_level: bool = True,
    left_out: str = "",
    size: Use = "page",
) -> Picture:
    """`ends` say what 1 and the highest step mean; by level, a line joins the means."""
    strips = [Strip(row.label, row.counts, colour, shape) for row in rows]
    return Picture(
        svg=draw_strips(strips, ends, SIZES[size], connected=by_level),
        title=say_difference(strips, subject),
        alt=describe_strips(strips, ends),
        header=head_table(_("Level") if by_level else _("Area"), strips),
        rows=tuple(list_row(strip, strips) for strip in strips),
        note=say_note(strips, left_out),
    )


def say_difference(strips: Sequence[Strip], subject: str) -> str:
    """What the means say: who is highest and lowest, or that all see much the same."""
    means = rank_means(strips)
    if len(means) < 2:
        counts = next((strip.counts for strip in strips if strip.counts), None)
        known = _("%(subject)s: mean %(mean)s") % {"subject": subject, "mean": say_mean(counts)}
        return known if means else _("%(subject)s: too few answers") % {"subject": subject}
    (top, highest), (bottom, lowest) = means[0], means[-1]
    names = {"subject": subject, "highest": highest, "lowest": lowest}
    names["steps"] = say_number(top - bottom)
    if top - bottom < ALIKE:
        return _("%(subject)s: all groups see it much the same") % names
    return _("%(subject)s: “%(lowest)s” is %(steps)s steps below “%(highest)s”") % names
