"""A released result, as the plan says it: nothing is read here but what has passed the gate."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from pejl.api import schemas
from pejl.days.gate import release
from pejl.days.models import OutcomeKind, Slot, SlotState
from pejl.days.registry import find_activity
from pejl.documents.plan import report_item
from pejl.surfaces.screen import view_room
from pejl.ui import blocks


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
    for one in find_activity(slot.activity).numbers(view_room(slot)):
        said = asdict(one)
        yield schemas.Figure(axis=said.pop("cut") or "room", **said)


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
