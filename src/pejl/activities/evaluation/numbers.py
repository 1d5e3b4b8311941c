"""The evaluation in figures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.evaluation.rules import Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Number
from pejl.days.numbers import count_texts, tell_all, tell_scale


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    yield from tell_all(view.released, tell_scales)
    if view.released.whole:
        yield from count_texts(_("What we take home"), len(view.released.whole.take_home))


def tell_scales(result: Result) -> Iterator[Number]:
    for scale in result.scales:
        if scale.n:
            yield from tell_scale(scale.text, scale.answers)
