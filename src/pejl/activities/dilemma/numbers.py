"""The dilemmas in figures: where people stood, before and after, how they moved, who decides."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from pejl.activities.dilemma.results import Result
from pejl.activities.dilemma.rules import Config
from pejl.activities.dilemma.views import list_mismatches
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import tell_all, tell_scale


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    yield from tell_all(view.released, lambda result: tell(view.config, result))
    for found in list_mismatches(view.config, view.released):
        for level, mean in found.sides:
            decision = view.config.decisions[found.decision]
            number = Number(decision, Measure.MEAN, round(mean, 1))
            yield replace(number, cut="level", group=level)


def tell(config: Config, result: Result) -> Iterator[Number]:
    whens = {"before": _("before the talk"), "after": _("after the talk")}
    for one in result.placings:
        dilemma = config.dilemmas[one.dilemma]
        yield from tell_scale(dilemma.title, one.answers, whens[one.when])
    for ways in result.ways:
        dilemma = config.dilemmas[ways.dilemma]
        towards = [_("moved towards “%(pole)s”") % {"pole": pole} for pole in dilemma.poles]
        options = (towards[0], _("stayed"), towards[1])
        for option, count in zip(options, ways.counts, strict=True):
            n = sum(ways.counts)
            yield Number(dilemma.title, Measure.ANSWERS, count, n, option)
