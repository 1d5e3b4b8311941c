"""The picture of a prioritising, and what it says."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.activities.prioritising.rules import Result, Total, list_top
from pejl.days.contract import Part, Released
from pejl.ui.colours import focus_colour
from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use

MOST_BARS = 7


def draw_points(
    released: Released[Result], size: Use, most: int | None = MOST_BARS
) -> Picture | None:
    """The items with points, at most `most` of them; None while there are none."""
    chosen = released.whole.chosen if released.whole else ()
    if released.whole is None or not chosen:
        return None
    return draw_bars(
        [make_bar(total) for total in chosen[:most]],
        what=_("Proposal"),
        unit=_("Points"),
        answers=released.whole.n,
        left_out=" ".join(list_left_out(released, most)),
        size=size,
    )


def make_bar(total: Total) -> Bar:
    if not total.item.number:
        return Bar(total.item.text, total.points)
    return Bar(total.item.text, total.points, *focus_colour(total.item.number))


def list_left_out(released: Released[Result], most: int | None) -> Iterator[str]:
    if rest := say_rest(released.whole, most):
        yield rest
    yield from released.left_out


def say_rest(result: Result | None, most: int | None) -> str:
    """What got points but has no bar, and what got none; empty when there is no such thing."""
    if result is None:
        return ""
    more = len(result.chosen) - len(result.chosen[:most])
    none = len(result.totals) - len(result.chosen)
    said = []
    if more:
        words = ngettext("%(n)d more got points.", "%(n)d more got points.", more)
        said.append(words % {"n": more})
    if none:
        said.append(ngettext("%(n)d got none.", "%(n)d got none.", none) % {"n": none})
    return " ".join(said)


def say_finding(result: Result | None) -> str:
    """The one sentence that says what came first."""
    if result is None or not result.chosen:
        return _("No points given yet")
    first = [total for total in result.chosen if total.rank == 1]
    facts: dict[str, str | int] = {
        "n": len(first),
        "points": first[0].points,
        "all": result.given,
        "first": first[0].item.text,
        "second": first[-1].item.text,
    }
    if len(first) == 1:
        return _("Most points: %(first)s, %(points)d of %(all)d") % facts
    if len(first) == 2:
        return _("Most points: %(first)s and %(second)s, %(points)d each of %(all)d") % facts
    return _("%(n)d share the first place, with %(points)d points each of %(all)d") % facts


def list_tops(parts: Sequence[Part[Result]]) -> list[tuple[str, int, str]]:
    """Each released group with its number of givers and what it gave most points."""
    return [
        (part.label, part.result.n, "; ".join(say_total(total) for total in list_top(part.result)))
        for part in parts
        if part.result.chosen
    ]


def say_total(total: Total) -> str:
    return _("%(text)s (%(points)d)") % {"text": total.item.text, "points": total.points}
