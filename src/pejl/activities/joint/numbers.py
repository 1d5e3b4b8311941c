"""Feedback that groups wrote together, in figures: how many texts each sent."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pejl.activities.joint.rules import Config
from pejl.activities.joint.tallies import Result
from pejl.activities.joint.views import list_rows
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    if view.released.whole is None:
        return
    for row in list_rows(view):
        path = _("%(source)s to %(target)s") % {"source": row.source, "target": row.target}
        yield Number(_("Texts sent"), Measure.TEXTS, row.sent, option=path)
