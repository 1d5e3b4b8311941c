"""The section of the plan: who gave feedback to whom, and what was answered in the open."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.feedback.rows import list_public, list_rows, say_finding
from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.tallies import Result
from pejl.activities.feedback.words import (
    explain_purpose,
    explain_reach,
    say_answered,
    say_mix,
    say_reach,
)
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Quotes, Table


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
    if result.reach:
        said = [*map(say_reach, result.reach), explain_reach()]
        blocks.append(Paragraph(" ".join(said)))
    if public := list_public(view):
        blocks += [
            Heading(_("Answered in the open")),
            Quotes(tuple((said, who) for who, said in public)),
        ]
    return blocks
