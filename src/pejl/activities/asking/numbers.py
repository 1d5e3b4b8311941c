"""Who asked whom, in figures: only how many, and those only where enough stand behind."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.asking.rules import Config, Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    result = view.released.whole
    if result is None or not result.asked:
        return
    for option, count in (
        (_("put"), result.asked),
        (_("answered"), result.answered),
        (_("declined"), result.declined),
    ):
        if count:
            yield Number(_("Requests"), Measure.ANSWERS, count, option=option)
