"""The pictures of a prioritising."""

from django.utils.translation import gettext as _

from pejl.activities.prioritising.results import Result, Total
from pejl.activities.prioritising.rules import STEPS, Config
from pejl.activities.prioritising.words import list_left_out, say_finding
from pejl.days.contract import Released
from pejl.ui.colours import LEVELS, focus_colour
from pejl.ui.pictures.answers import say_answers, say_mean
from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.quadrants import Spot, draw_quadrants
from pejl.ui.pictures.sizes import SIZES, Use

MOST_BARS = 7


def draw_result(
    config: Config, released: Released[Result], size: Use, most: int | None = MOST_BARS
) -> Picture | None:
    """The items with points, at most `most` of them, or effect against effort. None while nothing
    has been given, and where numbers are not to be said."""
    whole = released.whole
    if whole is None or not whole.chosen or whole.coarse:
        return None
    if config.way == "effect":
        return draw_effect(config, released, whole, size)
    return draw_bars(
        [make_bar(total) for total in whole.chosen[:most]],
        what=_("Proposal"),
        unit=name_unit(config),
        answers=whole.n,
        left_out=" ".join(list_left_out(released, most)),
        size=size,
    )


def name_unit(config: Config) -> str:
    if config.way == "approval":
        return _("Chosen by")
    return _("Won, %") if config.way == "pairs" else _("Points")


def make_bar(total: Total) -> Bar:
    if not total.item.number:
        return Bar(total.item.text, total.points)
    return Bar(total.item.text, total.points, *focus_colour(total.item.number))


def draw_effect(config: Config, released: Released[Result], whole: Result, size: Use) -> Picture:
    numbers = {item.id: at for at, item in enumerate(config.items, 1)}
    placed = [(one, one.effect, one.effort) for one in whole.chosen if one.effect and one.effort]
    spots = [
        Spot(
            numbers[one.item.id],
            (effort.mean - 1) / (STEPS - 1),
            (effect.mean - 1) / (STEPS - 1),
            focus_colour(one.item.number).hex if one.item.number else LEVELS[1],
        )
        for one, effect, effort in placed
    ]
    corners = (_("Begin here"), _("Plan it well"), _("Fill in"), _("Let it lie"))
    ends = (_("↑ more effect"), _("more effort →"))
    rows = tuple(
        (str(numbers[one.item.id]), one.item.text, say_mean(effect), say_mean(effort))
        for one, effect, effort in placed
    )
    said = [
        _("%(n)s. %(text)s: effect %(effect)s, effort %(effort)s")
        % {"n": row[0], "text": row[1], "effect": row[2], "effort": row[3]}
        for row in rows
    ]
    answers = _("%(answers)s.") % {"answers": say_answers(whole.n)}
    return Picture(
        svg=draw_quadrants(spots, corners, ends, SIZES[size]),
        title=say_finding(config, whole),
        alt=". ".join(said) + ".",
        header=("", _("Proposal"), _("Effect, 1 to 5"), _("Effort, 1 to 5")),
        rows=rows,
        note=" ".join([answers, *released.left_out]),
    )
