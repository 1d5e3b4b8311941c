"""The section of the plan: each focus area's needs with the actions that could meet them."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.needs.rules import Config, Result, Written
from pejl.activities.needs.views import group_needs, say_needs
from pejl.days.contract import RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph


def report_needs(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole or Result()
    if not result.needs:
        return []
    return [Paragraph(say_needs(result, view.groups)), *list_areas(view.config, result)]


def list_areas(config: Config, result: Result) -> Iterator[Block]:
    for area, needs in group_needs(config, result):
        yield Heading(area.title or _("On the whole"), theirs=bool(area.title))
        for need in needs:
            yield Heading(say_need(need), 3, theirs=True)
            if need.source:
                yield Paragraph(_("It comes from: %(text)s") % {"text": need.source})
            if need.actions:
                yield Bullets(need.actions, theirs=True)


def say_need(need: Written) -> str:
    return f"{need.text} ({_('table %(n)d') % {'n': need.table}})" if need.table else need.text
