"""The section of the plan: which groups sent feedback, and what was answered in the open."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.joint.rules import Config
from pejl.activities.joint.tallies import Result
from pejl.activities.joint.views import list_public, list_rows, say_finding
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Heading, Paragraph, Quotes, Table


def report_joint(view: RoomView[Config, Result]) -> Sequence[Block]:
    if view.released.whole is None:
        return []
    blocks: list[Block] = [
        Paragraph(
            _("The groups wrote together, and sent what most of those who took part said yes to.")
        ),
        Paragraph(say_finding(view)),
    ]
    rows = tuple((one.source, one.target, str(one.sent), one.status) for one in list_rows(view))
    if rows:
        header = (_("From"), _("To"), _("Sent"), _("What became of it"))
        blocks.append(Table(_("Feedback that groups wrote together"), header, rows, (4, 4, 1, 4)))
    if public := list_public(view):
        quotes = Quotes(tuple((said, who) for who, said in public))
        blocks += [Heading(_("Answered in the open")), quotes]
    return blocks
