"""The case's section of the plan: the case, what each table advises, what it says about us."""

from collections.abc import Iterator, Sequence

from msgspec.structs import astuple

from pejl.activities.casework.rules import HARVESTED, Config, Result
from pejl.days.contract import RoomView
from pejl.days.table_words import list_notes, say_note, say_notes
from pejl.people.case_words import name_step
from pejl.ui.blocks import Block, Heading, Paragraph, Photo


def report_casework(view: RoomView[Config, Result]) -> Sequence[Block]:
    result, case = view.released.whole or Result(), view.config.case
    if not result.points or case is None:
        return []
    texts = [
        Paragraph(" ".join(part.split()), theirs=True)
        for part in case.text.split("\n\n")
        if part.strip()
    ]
    photos = [Photo(*astuple(case.picture))] if case.picture else []
    return [
        Heading(case.title, theirs=True),
        *photos,
        *texts,
        Paragraph(say_notes(len(result.points), result.tables, view.groups)),
        *tell(result),
    ]


def tell(result: Result) -> Iterator[Block]:
    for step in HARVESTED:
        points = [point for point in result.points if point.step == step]
        yield Heading(name_step(step))
        yield list_notes([say_note(point.text, point.table) for point in points])
