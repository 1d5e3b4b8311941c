"""The prioritising's section of the plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from pejl.activities.prioritising.drawing import draw_result, name_unit
from pejl.activities.prioritising.results import Result
from pejl.activities.prioritising.rules import Config
from pejl.activities.prioritising.words import (
    list_chosen,
    list_gets,
    list_missing,
    list_tops,
    say_finding,
    say_method,
    say_plain,
)
from pejl.days.contract import Part, Released, RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Table
from pejl.ui.figures import to_figure


def report_prioritising(view: RoomView[Config, Result]) -> Sequence[Block]:
    """How it was done; what was chosen and why; the whole list; what each level and area put
    first."""
    config, released = view.config, view.released
    result = released.whole
    if result is None:
        return [Paragraph(released.reason)] if released.reason else []
    if not result.chosen:
        return [Paragraph(say_finding(config, result))]
    return [
        Paragraph(say_method(config)),
        *report_fair(config, released, result),
        *report_list(config, released, result),
        *list_groups(_("What each level put first"), _("Level"), released.levels),
        *list_groups(_("What each area put first"), _("Area"), released.areas),
    ]


def report_list(config: Config, released: Released[Result], result: Result) -> Iterator[Block]:
    finding = say_finding(config, result)
    picture = draw_result(config, released, "page", None)
    if result.fair is None and picture is None:
        yield Paragraph(finding)
    if picture is None:
        return
    title = _("All proposals and their points") if result.fair else finding
    figure = replace(to_figure(picture), title=title)
    yield figure if config.way == "effect" else replace(figure, table=list_totals(config, result))


def list_totals(config: Config, result: Result) -> Table:
    """What got no points stands last, without a rank."""
    return Table(
        _("All proposals and their points"),
        ("", _("Proposal"), name_unit(config), _("Given by")),
        tuple(
            (str(total.rank or "–"), total.item.text, str(total.points), str(total.givers))
            for total in result.totals
        ),
        (1, 9, 1.5, 1.5),
    )


def report_fair(config: Config, released: Released[Result], result: Result) -> Iterator[Block]:
    if result.fair is None:
        return
    yield Paragraph(say_finding(config, result))
    if chosen := list_chosen(config, released):
        yield Table(
            _("What we chose"),
            ("", _("Proposal"), _("Costs"), _("Why")),
            tuple((str(at), one.item.text, one.cost, one.why) for at, one in enumerate(chosen, 1)),
            (0.6, 5, 1.6, 5),
        )
    if missing := list_missing(config, released):
        yield Table(
            _("What was not chosen"),
            (_("Proposal"), _("Costs"), _("Why")),
            tuple((one.item.text, one.cost, one.why) for one in missing),
            (5, 1.6, 5),
        )
    yield Heading(_("Beside it: what most points alone would have chosen"))
    yield Paragraph(say_plain(result))
    if rows := list_gets(released):
        yield Table(
            _("How much of its points each group sees carried out"),
            (_("Group"), _("Answers"), _("Chosen fairly"), _("Most points alone")),
            tuple((label, str(n), ours, plain) for label, n, ours, plain in rows),
            (4, 1.2, 2, 2),
        )


def list_groups(caption: str, group: str, parts: Sequence[Part[Result]]) -> Iterator[Block]:
    rows = tuple((label, str(n), top) for label, n, top in list_tops(parts))
    if rows:
        yield Table(caption, (group, _("Answers"), _("Put first")), rows, (3, 1.2, 8))
