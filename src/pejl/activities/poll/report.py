"""The poll's section of the plan."""

from collections.abc import Sequence

from pejl.activities.poll.rules import Config, Result
from pejl.activities.poll.views import draw_result, say_finding
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Paragraph, Quotes
from pejl.ui.figures import to_figure


def report_poll(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole
    if result is None or not result.n:
        return [Paragraph(view.released.reason)] if view.released.reason else []
    question = [Paragraph(view.config.question)] if view.config.question else []
    picture = draw_result(view.config, result, "page")
    if picture is None:
        return [*question, Paragraph(say_finding(view.config, result)), Quotes(result.texts)]
    return [*question, to_figure(picture)]
