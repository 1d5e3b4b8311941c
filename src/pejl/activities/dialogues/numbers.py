"""The important dialogues in figures: what each group that may be shown says of each other one."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from pejl.activities.dialogues.finding import Edge, find_all
from pejl.activities.dialogues.rules import Config
from pejl.activities.dialogues.tallies import Result
from pejl.activities.dialogues.words import name_place
from pejl.days.contract import RoomView
from pejl.days.number import Measure, Number
from pejl.days.numbers import tell_scale


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    whole = view.released.whole
    if whole is None:
        return
    if whole.reciprocity is not None:
        share = round(100 * whole.reciprocity)
        yield Number(_("Dialogues that both ends name"), Measure.PERCENT, share)
    for edge in find_all(view.config, view.released).edges:
        for number in tell(edge):
            yield replace(number, cut=edge.source.kind, group=name_place(edge.source))


def tell(edge: Edge) -> Iterator[Number]:
    other = name_place(edge.target)
    yield from tell_scale(_("How important the dialogue is"), edge.tie.important, other)
    yield from tell_scale(_("How well the dialogue works"), edge.tie.works, other)
