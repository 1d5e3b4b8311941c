"""A poll in figures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.poll.rules import Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import count_texts, tell_all, tell_scale


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    return tell_all(view.released, lambda result: tell(view, result))


def tell(view: RoomView[Config, Result], result: Result) -> Iterator[Number]:
    config, question = view.config, view.config.question or view.title
    if config.ask == "words":
        yield from count_texts(question, result.n)
    elif config.ask == "scale":
        yield from tell_scale(question, result.rating or result.counts)
    else:
        for option, count in zip(config.options, result.counts, strict=False):
            yield Number(question, Measure.ANSWERS, count, result.n, option)
        for at in result.leading:
            word = _("chosen most")
            yield Number(question, Measure.RANK, 1, result.n, config.options[at], word=word)
