"""The section of the plan: each dilemma with its movement and how both are kept; who decides."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Result
from pejl.activities.dilemma.rules import Config
from pejl.activities.dilemma.views import Shown, show_dilemma, tell_decisions
from pejl.activities.dilemma.words import name_phase
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph
from pejl.ui.figures import to_figure


def report_dilemma(view: RoomView[Config, Result]) -> Sequence[Block]:
    released = view.released
    if released.whole is None:
        return [Paragraph(released.reason)] if released.reason else []
    dilemmas = (show_dilemma(view, at) for at in range(len(view.config.dilemmas)))
    return [*(block for one in dilemmas for block in report_one(one)), *report_decisions(view)]


def report_one(shown: Shown) -> Iterator[Block]:
    if shown.picture is None and not shown.kept:
        return
    yield Heading(shown.dilemma.title)
    if shown.dilemma.purpose:
        yield Paragraph(_("For the sake of: %(purpose)s") % {"purpose": shown.dilemma.purpose})
    yield from (to_figure(one) for one in (shown.picture, shown.areas) if one)
    if shown.movements:
        yield Bullets(tuple(shown.movements))
    for title, texts in shown.kept:
        yield Heading(title, 3)
        yield Bullets(tuple(texts))


def report_decisions(view: RoomView[Config, Result]) -> Iterator[Block]:
    whole = view.released.whole
    if whole and whole.choices:
        yield Heading(name_phase("decide"))
        yield Bullets(tuple(tell_decisions(view.config, view.released)))
