"""A prioritising in figures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.prioritising.results import Result
from pejl.activities.prioritising.rules import Config
from pejl.activities.prioritising.words import list_part
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import tell_all, tell_scale

MEASURES = {"approval": Measure.ANSWERS, "pairs": Measure.PERCENT}


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    """The whole list, and what each group put first."""
    if view.released.whole is not None:
        yield from tell_whole(view, view.released.whole)
        yield from tell_all(view.released, lambda part: tell_part(view, part), whole=False)


def tell_whole(view: RoomView[Config, Result], result: Result) -> Iterator[Number]:
    measure = MEASURES.get(view.config.way, Measure.POINTS)
    for total in result.totals:
        text = total.item.text
        if total.rank:
            yield Number(view.title, Measure.RANK, total.rank, result.n, text)
        if total.effect and total.effort:
            yield from tell_scale(_("Effect"), total.effect, text)
            yield from tell_scale(_("Effort"), total.effort, text)
        elif result.chosen and not result.coarse and view.config.way != "effect":
            yield Number(view.title, measure, total.points, result.n, text)


def tell_part(view: RoomView[Config, Result], result: Result) -> Iterator[Number]:
    measure = MEASURES.get(view.config.way, Measure.POINTS)
    for total in list_part(result) if result.chosen else ():
        yield Number(view.title, Measure.RANK, total.rank, result.n, total.item.text)
        if total.points and result.given:
            yield Number(view.title, measure, total.points, result.n, total.item.text)
