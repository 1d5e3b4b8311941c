"""A talk in figures: how many questions were asked, and how many of them answered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.talk.rules import Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    result = view.released.whole
    if result is None or not result.questions:
        return
    asked = len(result.questions)
    yield Number(_("Questions from the room"), Measure.TEXTS, asked, option=_("asked"))
    done = asked - len(result.unanswered)
    yield Number(_("Questions from the room"), Measure.TEXTS, done, option=_("answered"))
