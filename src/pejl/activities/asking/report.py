"""The section of the plan: that people asked each other, and no word of what was said."""

from collections.abc import Sequence

from pejl.activities.asking.rules import Config, Result
from pejl.activities.asking.words import say_counts
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Paragraph


def report_asking(view: RoomView[Config, Result]) -> Sequence[Block]:
    said = say_counts(view.released.whole)
    return [Paragraph(said)] if said else []
