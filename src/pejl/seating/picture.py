"""The page of one item: its tables as pictures, its counts in words, who may be moved."""

from dataclasses import dataclass
from typing import Any

from pejl.days.composing import Room, look_around
from pejl.days.grouping import find_kind
from pejl.days.models import Attendance, Seating, Slot, SlotState
from pejl.days.paper import takes_paper
from pejl.days.registry import find_activity
from pejl.days.seat_history import find_last_change
from pejl.seating.counting import count_item
from pejl.seating.marks import Drawn, Kind, Mark, draw_person, draw_table, list_kinds
from pejl.seating.words import say_counts


@dataclass(frozen=True)
class Drawing:
    """`tables` as they sit, `waiting` those who are there and sit nowhere. `kinds` and `levels`
    explain the marks; a level with the mark that shows its rings."""

    tables: tuple[Drawn, ...]
    waiting: tuple[Mark, ...]
    kinds: tuple[Kind, ...]
    levels: tuple[Mark, ...]


def draw_item(room: Room, slot: Slot) -> Drawing:
    rows = list(
        room.day.attendances.select_related("participant", "level", "area").order_by(
            "area__rank", "level__rank", "participant__name"
        )
    )
    kinds = list_kinds(rows)
    ranks = rank_levels(rows)
    marks = {row.id: draw_person(row, kinds, ranks[row.level_id]) for row in rows}
    most = max(ranks.values(), default=1)
    order = {row.id: at for at, row in enumerate(rows)}
    tables = tuple(
        draw_table(
            number,
            [marks[who] for who in sorted(table, key=order.__getitem__)],
            locked=number in room.locked[slot.id],
            most_rings=most,
        )
        for number, table in enumerate(room.sits[slot.id], start=1)
    )
    seated = {who for table in room.sits[slot.id] for who in table}
    waiting = tuple(marks[row.id] for row in rows if row.id not in seated | room.away[slot.id])
    used = [kind for area, kind in kinds.items() if area or any(not row.area_id for row in rows)]
    return Drawing(tables, waiting, tuple(used), explain_levels(rows, kinds, ranks))


def rank_levels(rows: list[Attendance]) -> dict[int, int]:
    """By level, how many steps from the top of those that are here, from 1."""
    levels = sorted({(row.level.rank, row.level_id) for row in rows})
    return {level_id: at for at, (_rank, level_id) in enumerate(levels, start=1)}


def explain_levels(
    rows: list[Attendance], kinds: dict[int | None, Kind], ranks: dict[int, int]
) -> tuple[Mark, ...]:
    first = {row.level_id: row for row in reversed(rows)}
    ordered = sorted(first.values(), key=lambda row: ranks[row.level_id])
    return tuple(draw_person(row, kinds, ranks[row.level_id]) for row in ordered)


def may_move(slot: Slot) -> bool:
    """Until it closes; not once it is open where who gives to whom was found from the tables."""
    if slot.state in (SlotState.OPEN, SlotState.PAUSED):
        return find_activity(slot.activity).routes is None
    return slot.state == SlotState.PLANNED and find_kind(slot) != Seating.SAME


def describe_item(slot: Slot) -> dict[str, Any]:
    room = look_around(slot.day)
    drawing = draw_item(room, slot)
    kind = find_kind(slot)
    people = [mark for table in drawing.tables for mark in table.marks] + list(drawing.waiting)
    names = {row.id: row.participant.name for row in slot.day.attendances.all()}
    titles = {one.id: one.title for one in room.rounds}
    known = kind != Seating.STAY and bool(drawing.tables)
    return {
        "day": slot.day,
        "slot": slot,
        "kind": kind,
        "kind_said": kind.label.capitalize(),
        "drawing": drawing,
        "lines": say_counts(slot, count_item(room, slot), names, titles) if known else [],
        "people": sorted(people, key=lambda mark: mark.name),
        "may_move": known and may_move(slot),
        "planned": slot.state == SlotState.PLANNED,
        "paper": takes_paper(slot) and slot.state != SlotState.CLOSED,
        "last": find_last_change(slot.day),
    }
