"""What a table is, and how large one may be."""

from msgspec import Struct

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 500


class TableError(Exception):
    """A file that is no usable table. The message is for the person who chose it, translated."""


class Note(Struct, frozen=True):
    """What the reader of a file has to say about a row, or about all of it (None)."""

    row: int | None
    code: str
    message: str


class Table(Struct, frozen=True):
    """Rows of text. `first_row_number` is the number that the file's reader sees on `rows[0]`.

    Rows may differ in length; blank cells at their end are cut off.
    """

    rows: list[list[str]]
    first_row_number: int = 1
    notes: list[Note] = []

    def number(self, index: int) -> int:
        return self.first_row_number + index


def trim_row(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
