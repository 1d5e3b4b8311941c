"""The section of the plan: that the round was held, and no word of what was said."""

from collections.abc import Sequence

from pejl.activities.reflecting.rules import Config, Result
from pejl.activities.reflecting.views import tell_result
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Paragraph


def report_reflecting(view: RoomView[Config, Result]) -> Sequence[Block]:
    said = tell_result(view)
    return [Paragraph(" ".join(filter(None, said.values())))] if said["held"] else []
