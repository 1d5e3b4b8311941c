"""A spreadsheet as lines: what stands alone above the table is text, all else are its rows."""

import re

from django.utils.translation import gettext as _

from pejl.interchange.lines import Heading, Line, OutlineError, Paragraph, TableRow
from pejl.interchange.table_types import TableError
from pejl.interchange.tables import read_table

SECONDS = re.compile(r"(\d{1,2}:\d\d):00")  # as a cell that holds a time says it


def is_sheet(data: bytes, filename: str) -> bool:
    """An Excel file, whose list of parts stands in plain text, or one that says it is CSV."""
    workbook = data.startswith(b"PK") and b"xl/workbook" in data
    return workbook or filename.casefold().endswith(".csv")


def read_sheet_lines(data: bytes) -> list[Line]:
    """Raises OutlineError, and nothing else, whatever the bytes are."""
    try:
        table = read_table(data, "")
    except TableError as error:
        raise OutlineError(str(error)) from error
    lines: list[Line] = []
    for index, row in enumerate(table.rows):
        cells = tuple(SECONDS.sub(r"\1", cell.strip()) for cell in row)
        place = _("row %(n)d") % {"n": table.number(index)}
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and not any(isinstance(line, TableRow) for line in lines):
            text = filled[0]
            lines.append(Paragraph(place, text) if lines else Heading(place, 1, text))
        elif filled:
            lines.append(TableRow(place, cells))
    return lines
