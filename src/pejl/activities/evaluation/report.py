"""The evaluation's section of the plan."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.evaluation.rules import Config, Result, ScaleResult
from pejl.activities.evaluation.views import say_finding
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Quotes, Table
from pejl.ui.pictures.answers import list_counts, say_mean


def report_evaluation(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole
    if result is None:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    blocks: list[Block] = [Paragraph(say_finding(result))]
    scales = [scale for scale in result.scales if scale.n]
    if scales:
        header = (_("Statement"), _("Answers"), _("Mean (1–5)"), _("4 or 5"))
        rows = tuple(make_row(scale) for scale in scales)
        blocks.append(Table(_("What the room says of the day"), header, rows, (6, 1, 1, 1), (0,)))
    if result.take_home:
        blocks += [Heading(_("What we take home")), Bullets(result.take_home, theirs=True)]
    if result.quotes:
        blocks += [
            Heading(_("Said with leave to quote")),
            Quotes(tuple((text, "") for text in result.quotes)),
        ]
    return [*blocks, *(Paragraph(line) for line in view.released.left_out)]


def make_row(scale: ScaleResult) -> tuple[str, ...]:
    counts = list_counts(scale.answers)
    high = f"{round(100 * sum(counts[3:]) / scale.n)} %" if counts else "–"
    return (scale.text, str(scale.n), say_mean(scale.answers), high)
