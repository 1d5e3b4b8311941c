"""Looks through one XML part of a workbook before calamine may: how far do its cells reach?"""

import re
from dataclasses import dataclass
from xml.parsers import expat

from pejl.interchange.table_limits import too_many_columns, too_many_rows, unreadable
from pejl.interchange.table_types import MAX_COLUMNS, MAX_ROWS

MAX_ELEMENTS = 5_000_000
REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
ROW_NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass(slots=True)
class Scan:
    """What a part holds. Positions count from 1 and are never smaller than calamine's own."""

    row: int = 0
    column: int = 0
    cell_row: int = 0
    cells: int = 0
    elements: int = 0
    text: int = 0
    longest_text: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise too_many_rows()
        match name.rpartition(":")[2]:
            case "row":
                self.row = read_row(attributes["r"]) if "r" in attributes else self.row + 1
                self.column = 0
            case "c":
                self.move_to_cell(attributes.get("r"))
            case "v" | "is":
                self.count_cell()
            case "si":
                self.text = 0

    def move_to_cell(self, reference: str | None) -> None:
        if reference is None:
            self.cell_row, self.column = self.row, self.column + 1
            return
        found = REFERENCE.fullmatch(reference)
        if not found:
            raise unreadable()
        self.cell_row, self.column = int(found[2]), count_column(found[1])

    def count_cell(self) -> None:
        if self.cell_row > MAX_ROWS:
            raise too_many_rows()
        if self.column > MAX_COLUMNS:
            raise too_many_columns(self.cell_row)
        self.cells += 1

    def add_text(self, text: str) -> None:
        self.text += len(text)
        self.longest_text = max(self.longest_text, self.text)


def scan_part(content: bytes) -> Scan:
    """Raises TableError if the part is no plain XML, or its cells reach too far.

    Cells that have a look but no value do not count: spreadsheets leave them to the last row.
    """
    scan = Scan()
    # calamine takes every part for UTF-8; a declared encoding must not let us see another text
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.StartDoctypeDeclHandler = refuse_doctype
    if b"<si" in content or b":si" in content:
        parser.CharacterDataHandler = scan.add_text
    try:
        parser.Parse(content, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise unreadable() from error
    return scan


def refuse_doctype(*_arguments: object) -> None:
    raise unreadable()


def read_row(text: str) -> int:
    if not ROW_NUMBER.fullmatch(text):
        raise unreadable()
    return int(text)


def count_column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
