"""All focus areas in one picture, as the whole room sees them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.ui.pictures.answers import say_number
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


def draw_overview(
    strips: Sequence[Strip], *, ends: tuple[str, str], left_out: str = "", size: Use = "page"
) -> Picture:
    """One strip a focus area, in the agreement's order, each in its own colour and shape."""
    return Picture(
        svg=draw_strips(strips, ends, SIZES[size]),
        title=say_extremes(strips),
        alt=describe_strips(strips, ends),
        header=head_table(_("Focus area"), strips),
        rows=tuple(list_row(strip, strips) for strip in strips),
        note=say_note(strips, left_out),
    )


def say_extremes(strips: Sequence[Strip]) -> str:
    means = rank_means(strips)
    if not means:
        return _("Too few answers to say anything")
    (top, highest), (bottom, lowest) = means[0], means[-1]
    if say_number(top) == say_number(bottom):
        return _("All focus areas stand at %(mean)s") % {"mean": say_number(top)}
    words = _("%(highest)s stands highest (%(top)s), %(lowest)s lowest (%(bottom)s)")
    figures = {"top": say_number(top), "bottom": say_number(bottom)}
    return words % {"highest": highest, "lowest": lowest, **figures}
