"""The section of the plan: what was promised, what became of it, and then and now."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from pejl.activities.lookback.rules import Config, order_left
from pejl.activities.lookback.views import say_counts
from pejl.days.contract import RoomView, Since
from pejl.days.since import draw_since, say_moved
from pejl.ui.blocks import Block, Heading, Paragraph, Table
from pejl.ui.figures import to_figure


def report_since(view: RoomView[Config, Any]) -> Sequence[Block]:
    since = view.since
    if since is None:
        return []
    blocks: list[Block] = [Paragraph(say_counts(since))]
    if since.left:
        blocks.append(list_steps(since))
    picture = draw_since(since, "page")
    if picture:
        blocks += [Heading(_("The now-picture then and now")), to_figure(picture)]
        blocks.append(Paragraph(say_moved(since)))
    return blocks


def list_steps(since: Since) -> Table:
    rows = tuple(
        (one.what, one.owner, f"{one.said}: {one.word}" if one.word else one.said)
        for one in order_left(since.left)
    )
    header = (_("What"), _("Owner"), _("What became of it"))
    return Table(_("Next steps from “%(day)s”") % {"day": since.day}, header, rows, (5, 3, 4), (0,))
