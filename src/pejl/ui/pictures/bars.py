"""Bars with what they stand for: how many points, or answers, each choice got."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.ui.pictures.answers import say_answers
from pejl.ui.pictures.bar_drawing import Bar, draw_bar_layers
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use


def draw_bars(
    bars: Sequence[Bar],
    *,
    what: str,
    unit: str,
    answers: int,
    ranked: bool = True,
    left_out: str = "",
    size: Use = "page",
) -> Picture:
    """`what` heads the labels and `unit` the values in the table ("Action", "Points").

    `answers` people answered. Ranked: the largest first, equal ones in the given order.
    """
    shown = sorted(bars, key=lambda bar: -bar.value) if ranked else list(bars)
    note = " ".join([_("%(answers)s.") % {"answers": say_answers(answers)}, left_out])
    return Picture(
        svg=draw_bar_layers(shown, SIZES[size]),
        title=say_first(shown, unit),
        alt=". ".join(f"{bar.label}: {bar.value} {unit.lower()}" for bar in shown) + ".",
        header=(what, unit),
        rows=tuple((bar.label, str(bar.value)) for bar in shown),
        note=note.strip(),
    )


def say_first(bars: Sequence[Bar], unit: str) -> str:
    """Which choice, or which two, got most."""
    most = max((bar.value for bar in bars), default=0)
    first = [bar.label for bar in bars if bar.value == most]
    facts = {"first": first[0] if first else "", "most": most, "unit": unit.lower()}
    if not most:
        return _("No answers yet")
    if len(first) == 1:
        return _("“%(first)s” got the most: %(most)s %(unit)s") % facts
    if len(first) == 2:
        facts["second"] = first[1]
        return _("“%(first)s” and “%(second)s” got the most: %(most)s %(unit)s each") % facts
    return _("%(count)s choices share the first place") % {"count": len(first)}
