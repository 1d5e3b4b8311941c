"""A feedback round in figures: how many wrote to whom, as the room sees it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.feedback.rows import list_rows
from pejl.activities.feedback.rules import Config
from pejl.activities.feedback.tallies import Result
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    """Of the groups where it is said; `n` is how many were asked."""
    for row in list_rows(view):
        if row.wrote.isdecimal():
            path = _("%(source)s to %(target)s") % {"source": row.source, "target": row.target}
            yield Number(_("Wrote feedback"), Measure.ANSWERS, int(row.wrote), row.asked, path)
