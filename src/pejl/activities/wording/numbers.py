"""The wordings in figures: who can sign."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.wording.rules import Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    for one in (view.released.whole or Result()).written:
        if one.counted:
            for option, count in (
                (_("can sign"), one.signed),
                (_("can live with it"), one.live_with),
                (_("cannot sign"), one.cannot),
            ):
                yield Number(
                    one.focus.title or view.title, Measure.ANSWERS, count, one.answered, option
                )
