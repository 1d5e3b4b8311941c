"""XLSX bytes to a table. calamine reads only what `workbook_parts` has checked."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pejl.interchange.table_limits import build_table, unreadable
from pejl.interchange.table_types import Table, TableError
from pejl.interchange.workbook_parts import check_parts, copy_parts, take_parts

Value = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(data: bytes) -> Table:
    """The first visible sheet that holds anything.

    Raises TableError, and nothing else, whatever the bytes are.
    """
    try:
        parts = take_parts(data)
        sound, refused = check_parts(parts)
        return read_first_sheet(copy_parts(sound), refused)
    except (TableError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine's panics are no Exceptions
        raise unreadable() from error


def read_first_sheet(data: bytes, refused: list[TableError]) -> Table:
    """A sheet that was refused is missing in `data`; coming to it raises why."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                continue
            try:
                table = read_sheet(workbook.get_sheet_by_name(meta.name))
            except TableError:
                raise
            except Exception as error:
                raise (refused[0] if refused else unreadable()) from error
            if table.rows:
                return table
    return Table([])


def read_sheet(sheet: CalamineSheet) -> Table:
    first = sheet.start[0] + 1 if sheet.start else 1
    values = sheet.to_python() if sheet.start else []
    numbered = ((first + i, [show_value(cell) for cell in row]) for i, row in enumerate(values))
    return build_table(numbered, first)


def show_value(value: Value) -> str:
    """The text that a person sees in the cell, near enough: 12 and not 12.0."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
