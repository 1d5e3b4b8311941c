"""The faults that CSV and XLSX have in common."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pejl.interchange.table_types import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    TableError,
    trim_row,
)


def unreadable() -> TableError:
    return TableError(
        _(
            "This cannot be read as a table. Save it as .xlsx or .csv in your spreadsheet, "
            "and choose the new file."
        )
    )


def too_many_rows() -> TableError:
    return TableError(
        _(
            "The table has more than 20,000 rows. Save only the list of leaders in a file "
            "of its own, and choose that."
        )
    )


def too_many_columns(row: int) -> TableError:
    return TableError(
        _(
            "Row %(row)d has more than %(limit)d columns. Save only the columns about the leaders, "
            "and choose the new file."
        )
        % {"row": row, "limit": MAX_COLUMNS}
    )


def too_long_cell(row: int) -> TableError:
    return TableError(
        _(
            "Row %(row)d has a cell with more than %(limit)d characters. Shorten it, or look for "
            "a quotation mark that is not closed."
        )
        % {"row": row, "limit": MAX_CELL}
    )


def build_table(numbered: Iterable[tuple[int, list[str]]], first_row_number: int) -> Table:
    """Keeps rows within the limits; blank rows stay, so that the numbers hold.

    Raises TableError for the first row that breaks a limit.
    """
    rows: list[list[str]] = []
    for number, cells in numbered:
        row = trim_row(cells)
        if row and number > MAX_ROWS:
            raise too_many_rows()
        if len(row) > MAX_COLUMNS:
            raise too_many_columns(number)
        if any(len(cell) > MAX_CELL for cell in row):
            raise too_long_cell(number)
        if number <= MAX_ROWS:
            rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return Table(rows, first_row_number)
