"""The section of the plan: who gave feedback to whom, and what was answered in the open."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.feedback.flows import draw_paths
from pejl.activities.feedback.rows import count_all_asked, list_public, list_rows, say_finding
from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import (
    explain_purpose,
    explain_reach,
    say_answered,
    say_mix,
    say_reach,
    say_written,
)
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Quotes, Table
from pejl.ui.figures import to_figure


def report_feedback(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole
    if result is None:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    blocks: list[Block] = [
        Paragraph(explain_purpose(view.config.purpose)),
        Paragraph(f"{say_finding(view)} {say_answered(result)} {say_mix(result.tallies)}".strip()),
    ]
    rows = tuple(
        (
            one.source,
            one.target,
            f"{one.wrote} / {one.asked}",
            " ".join(filter(None, [f"{one.status}.", one.mix, one.helped])),
        )
        for one in list_rows(view)
    )
    if rows:
        header = (_("From"), _("To"), _("Wrote / asked"), _("What became of it"))
        blocks.append(Table(_("Feedback between groups"), header, rows, (4, 4, 2, 4)))
    if view.before is not None and view.before.released.whole is not None:
        blocks.append(Paragraph(say_change(view.before, view.before.released.whole)))
    if (picture := draw_paths(view.config)) is not None:
        blocks.append(to_figure(picture))
    if result.reach:
        said = [*map(say_reach, result.reach), explain_reach()]
        blocks.append(Paragraph(" ".join(said)))
    if public := list_public(view):
        blocks += [
            Heading(_("Answered in the open")),
            Quotes(tuple((said, who) for who, said in public)),
        ]
    return blocks


def say_change(before: RoomView[Config, Result], then: Result) -> str:
    """How much was written and answered the last time; today's figures stand above."""
    written = say_written(then, count_all_asked(before.config))
    values = {"written": written, "answered": say_answered(then)}
    return _("The last time: %(written)s %(answered)s") % values
