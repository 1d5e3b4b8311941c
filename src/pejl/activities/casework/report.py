"""The case's section of the plan: the case, what each table advises, what it says about us."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from msgspec.structs import astuple

from pejl.activities.casework.rules import HARVESTED, Config, Point, Result
from pejl.activities.casework.views import say_points
from pejl.days.contract import RoomView
from pejl.people.case_words import name_step
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph, Photo


def report_casework(view: RoomView[Config, Result]) -> Sequence[Block]:
    result, case = view.released.whole or Result(), view.config.case
    if not result.points or case is None:
        return []
    texts = [Paragraph(" ".join(part.split())) for part in case.text.split("\n\n") if part.strip()]
    photos = [Photo(*astuple(case.picture))] if case.picture else []
    return [
        Heading(case.title),
        *photos,
        *texts,
        Paragraph(say_points(result, view.groups)),
        *tell(result),
    ]


def tell(result: Result) -> Iterator[Block]:
    for step in HARVESTED:
        points = [point for point in result.points if point.step == step]
        yield Heading(name_step(step))
        if points:
            yield Bullets(tuple(say_point(point) for point in points))
        else:
            yield Paragraph(_("No table wrote a note on this."))


def say_point(point: Point) -> str:
    table = _("table %(n)d") % {"n": point.table} if point.table else ""
    return f"{point.text} ({table})" if table else point.text
