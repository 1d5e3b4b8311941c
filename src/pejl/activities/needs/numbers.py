"""Needs and actions in figures: how many were written on each focus area."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.needs.rules import Config, Result
from pejl.activities.needs.views import group_needs
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    for area, needs in group_needs(view.config, view.released.whole or Result()):
        title = area.title or _("On the whole")
        actions = sum(len(need.actions) for need in needs)
        yield Number(title, Measure.TEXTS, len(needs), option=_("needs"))
        yield Number(title, Measure.TEXTS, actions, option=_("actions"))
