"""The room plan on the screen: who sits at which table, in pages that can be read from the back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from pejl.days.models import Slot
from pejl.days.sitting import list_named

COLUMNS = 3
LOW, HIGH = 6, 13  # names that a table has room for, in two rows of tables and in one


@dataclass(frozen=True)
class Table:
    """`more`: how many sit there beside those named."""

    number: int
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Page:
    """`slot`: whose tables these are."""

    slot: Slot
    number: int
    tables: tuple[Table, ...]


def lay_rooms(slots: Sequence[Slot]) -> list[Page]:
    """The pages of all these items, numbered through."""
    pages = [page for slot in slots for page in lay_room(slot)]
    return [replace(page, number=number) for number, page in enumerate(pages, start=1)]


def lay_room(slot: Slot) -> list[Page]:
    """The tables in their order, evenly over as few pages as they have room on."""
    tables = list_named(slot)
    largest = max((len(names) for _number, names in tables), default=0)
    room = COLUMNS * (2 if largest <= LOW else 1)
    pages = max(1, ceil(len(tables) / room))
    size = max(1, ceil(len(tables) / pages))
    return [
        Page(
            slot,
            page + 1,
            tuple(cut(number, names) for number, names in tables[start : start + size]),
        )
        for page, start in enumerate(range(0, len(tables), size))
    ]


def cut(number: int, names: tuple[str, ...]) -> Table:
    kept = len(names) if len(names) <= HIGH else HIGH - 1
    return Table(number, tuple(shorten_name(name) for name in names[:kept]), len(names) - kept)


def shorten_name(name: str) -> str:
    """The first and the last of someone's names; what is between them gives way."""
    parts = name.split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 2 else name
