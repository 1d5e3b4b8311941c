"""The now-picture in figures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.nowpicture.gaps import list_surprises
from pejl.activities.nowpicture.rules import Config, Result
from pejl.activities.nowpicture.views import group_statements
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import count_texts, tell_all, tell_scale


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    yield from tell_all(view.released, tell_placements)
    for focus in view.config.focus_areas:
        for found in list_surprises(view.config, view.released, focus):
            said = _("Guessed of “%(level)s”") % {"level": found.level}
            yield Number(focus.title, Measure.MEAN, round(found.guess, 1), option=said)
    if view.released.whole:
        for title, statements in group_statements(view.released.whole):
            yield from count_texts(title, sum(said.times for said in statements))


def tell_placements(result: Result) -> Iterator[Number]:
    for one in result.placements:
        if one.n:
            yield from tell_scale(one.focus.title, one.answers)
