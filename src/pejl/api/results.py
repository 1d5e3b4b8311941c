"""A released result, as the plan says it: nothing is read here but what has passed the gate."""

from collections.abc import Iterator
from typing import Any, Literal

from django.utils.translation import gettext as _

from pejl.analysis import compared
from pejl.analysis.ratings import Rating
from pejl.api import schemas
from pejl.days.contract import Part, Scale
from pejl.days.gate import release
from pejl.days.models import OutcomeKind, Slot, SlotState
from pejl.days.registry import find_activity
from pejl.documents.plan import report_item
from pejl.ui import blocks

Axis = Literal["room", "level", "area"]


def read_result(slot: Slot) -> schemas.Result:
    """Of an item that has been closed; of others only how many have answered, as the screen says
    it."""
    released = release(slot)
    closed = slot.state == SlotState.CLOSED
    shown = closed and released.whole is not None
    return schemas.Result(
        day_id=slot.day_id,
        item_id=slot.id,
        released=shown,
        reason=released.reason
        if closed
        else _("The result can be read when the item has been closed."),
        answered=released.answered,
        invited=released.invited,
        left_out=list(released.left_out) if shown else [],
        blocks=[read_block(one) for one in report_item(slot)] if shown else [],
        figures=list(list_figures(slot)) if shown else [],
        outcomes=list_outcomes(slot) if shown else [],
    )


def read_block(block: blocks.Block) -> Any:
    """Pictures are left out: their words and their tables say the same."""
    match block:
        case blocks.Heading():
            return schemas.HeadingBlock(level=block.level, text=block.text)
        case blocks.Paragraph():
            return schemas.ParagraphBlock(text=block.text)
        case blocks.Bullets():
            return schemas.BulletsBlock(items=list(block.items))
        case blocks.Facts():
            facts = [schemas.Fact(term=term, text=text) for term, text in block.pairs]
            return schemas.FactsBlock(facts=facts)
        case blocks.Table():
            return schemas.TableBlock(**read_table(block).dict())
        case blocks.Figure():
            table = read_table(block.table) if block.table else None
            return schemas.FigureBlock(
                title=block.title, alt=block.alt, note=block.note, table=table
            )
        case blocks.Quotes():
            quotes = [schemas.Quote(text=text, who=who) for text, who in block.items]
            return schemas.QuotesBlock(quotes=quotes)
        case blocks.Photo():
            return schemas.PhotoBlock(alt=block.alt)


def read_table(table: blocks.Table) -> schemas.Table:
    rows = [list(row) for row in table.rows]
    return schemas.Table(caption=table.caption, header=list(table.header), rows=rows)


def list_figures(slot: Slot) -> Iterator[schemas.Figure]:
    """The whole room's, then those of the levels and areas that are shown by themselves."""
    scales, released = find_activity(slot.activity).scales, release(slot)
    if scales is None:
        return
    parts: list[tuple[Axis, Part[Any]]] = [("level", part) for part in released.levels]
    parts += [("area", part) for part in released.areas]
    groups: list[tuple[Axis, tuple[str, ...], Any]] = [("room", (), released.whole)]
    groups += [(axis, part.members, part.result) for axis, part in parts]
    for axis, members, result in groups:
        for scale in scales(result):
            if compared.count(scale.answers):
                yield read_figure(axis, members, scale)


def read_figure(axis: Axis, members: tuple[str, ...], scale: Scale) -> schemas.Figure:
    answers = scale.answers
    said: dict[str, Any] = {"counts": None, "mean_is": "exact", "spread": None}
    if isinstance(answers, Rating):
        said |= {"steps": answers.steps, "spread": answers.spread}
        said["mean_is"] = answers.edge or "exact"
    else:
        said |= {"steps": len(answers), "counts": list(answers)}
    return schemas.Figure(
        focus_area_id=scale.focus.id or None,
        question=scale.focus.title,
        axis=axis,
        members=list(members),
        n=compared.count(answers),
        mean=round(compared.find_mean(answers), 1),
        **said,
    )


def list_outcomes(slot: Slot) -> list[schemas.Outcome]:
    """Next steps stand apart: what was said no to is none."""
    found = slot.outcomes.exclude(kind=OutcomeKind.NEXT_STEP)
    return [
        schemas.Outcome(
            id=one.id,
            kind=one.kind,  # type: ignore[arg-type]
            text=one.text,
            focus_area_id=one.focus_area_id,
        )
        for one in found
    ]
