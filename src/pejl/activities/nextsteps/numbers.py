"""Next steps in figures: how many stand how. Each by itself is in the list of next steps."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.nextsteps.config import Config
from pejl.activities.nextsteps.states import State
from pejl.activities.nextsteps.summing import Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    steps = (view.released.whole or Result()).steps
    counts = Counter(step.state for step in steps)
    for state, option in (
        (State.ACCEPTED, _("agreed")),
        (State.WAITING, _("not answered yet")),
        (State.DECLINED, _("not agreed")),
    ):
        if steps:
            yield Number(_("Next steps"), Measure.ANSWERS, counts[state], len(steps), option)
