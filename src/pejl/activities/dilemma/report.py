"""The section of the plan: each dilemma with its movement and how both are kept; who decides."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Result
from pejl.activities.dilemma.rules import Config, Dilemma
from pejl.activities.dilemma.views import Shown, Whys, show_dilemma, tell_apart
from pejl.activities.dilemma.words import name_phase
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Table
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
    yield Heading(shown.dilemma.title, theirs=True)
    yield from report_poles(shown.dilemma)
    yield from (to_figure(one) for one in (shown.picture, shown.areas) if one)
    if shown.movements:
        yield Bullets(tuple(shown.movements))
    yield from report_whys(shown.whys)
    for title, texts in shown.kept:
        yield Heading(title, 3)
        yield Bullets(tuple(texts), theirs=True)


def report_whys(whys: Whys) -> Iterator[Block]:
    if whys.whole:
        yield Heading(_("Why we stood there"), 3)
        yield Bullets(tuple(whys.whole), theirs=True)
    for label, texts in whys.parts:
        yield Heading(_("Why we stood there: %(group)s") % {"group": label}, 3)
        yield Bullets(tuple(texts), theirs=True)


def report_poles(dilemma: Dilemma) -> Iterator[Block]:
    """Both, side by side, and what they are both for."""
    if dilemma.purpose:
        yield Paragraph(_("For the sake of: %(purpose)s") % {"purpose": dilemma.purpose})
    rows = (
        (dilemma.a, dilemma.a_good, dilemma.a_alone),
        (dilemma.b, dilemma.b_good, dilemma.b_alone),
    )
    if any(good or alone for _pole, good, alone in rows):
        header = (_("Pole"), _("What is good about it"), _("What happens when it is all there is"))
        yield Table(_("Two poles, both legitimate"), header, rows)


def report_decisions(view: RoomView[Config, Result]) -> Iterator[Block]:
    whole = view.released.whole
    if not whole or not whole.choices:
        return
    found = tell_apart(view, "page")
    yield Heading(name_phase("decide"))
    if found["picture"]:
        yield to_figure(found["picture"])
    yield Bullets(tuple(found["said"]))
    if found["talk"]:
        yield Paragraph(found["talk"])
