"""The prioritising's section of the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from pejl.activities.prioritising.drawing import draw_points, list_tops, say_finding
from pejl.activities.prioritising.rules import Config, Result
from pejl.days.contract import Part, RoomView
from pejl.ui.blocks import Block, Paragraph, Table
from pejl.ui.figures import to_figure


def report_prioritising(view: RoomView[Config, Result]) -> Sequence[Block]:
    """The whole list with its points, then what each level and area put first."""
    result = view.released.whole
    if result is None:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    picture = draw_points(view.released, "page", None)
    if picture is None:
        return [Paragraph(say_finding(result))]
    figure = replace(to_figure(picture), title=say_finding(result), table=list_totals(result))
    return [
        Paragraph(
            _("Each had %(points)d points, and could give at most %(one)d of them to one.")
            % {"points": view.config.points, "one": view.config.most_on_one}
        ),
        figure,
        *list_groups(_("What each level put first"), _("Level"), view.released.levels),
        *list_groups(_("What each area put first"), _("Area"), view.released.areas),
    ]


def list_totals(result: Result) -> Table:
    """What got no points stands last, without a rank."""
    return Table(
        _("All proposals and their points"),
        ("", _("Proposal"), _("Points"), _("Given by")),
        tuple(
            (str(total.rank or "–"), total.item.text, str(total.points), str(total.givers))
            for total in result.totals
        ),
        (1, 9, 1.5, 1.5),
    )


def list_groups(caption: str, group: str, parts: Sequence[Part[Result]]) -> Iterator[Block]:
    rows = tuple((label, str(n), top) for label, n, top in list_tops(parts))
    if rows:
        yield Table(caption, (group, _("Answers"), _("Most points")), rows, (3, 1.2, 8))
