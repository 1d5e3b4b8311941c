"""A round of statements in figures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.statements.finding import list_found
from pejl.activities.statements.rules import Config
from pejl.activities.statements.tallies import Result
from pejl.activities.statements.words import name_lean
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import tell_all


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    return tell_all(view.released, tell)


def tell(result: Result) -> Iterator[Number]:
    """Tenths as per cent, or only the word for how they lean."""
    for found in list_found(result, {}):
        tally, lean = found.tally, name_lean(found.tally.lean)
        if tally.agree is None or tally.disagree is None:
            sides: list[tuple[str, int | None]] = [("", None)]
        else:
            sides = [(_("agree"), 10 * tally.agree), (_("disagree"), 10 * tally.disagree)]
        for side, share in sides:
            text = found.statement.text
            yield Number(text, Measure.PERCENT, share, tally.n, side, word=lean)
