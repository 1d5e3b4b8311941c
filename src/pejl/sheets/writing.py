"""Books as XLSX and as CSV, written row by row: a big day is never in memory whole.

What people wrote is data. Nothing of it becomes a formula or a link: as XLSX it is typed as text
and marked as such; as CSV, where nothing can be typed, it gets an apostrophe (OWASP, CSV
injection).
"""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.utils.formats import get_format
from django.utils.translation import get_language

from pejl.sheets.sheet import Book, Cell, Sheet

LONGEST = 32_767  # characters in a cell of a spreadsheet
STARTS_FORMULA = re.compile(r"\s*[=+\-@|%＝＋－＠\t\r\n]")
NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORMATS = {
    "text": {"text_wrap": True, "valign": "top"},
    "guarded": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EEF5"},
    "number": {"valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"},
    "time": {"num_format": "hh:mm", "valign": "top", "align": "left"},
}


def is_like_formula(text: str) -> bool:
    return STARTS_FORMULA.match(text) is not None


def write_xlsx(book: Book[Any], file: BinaryIO) -> None:
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"title": book.title, "author": book.author, "company": "Pejl"})
        workbook.set_custom_property("Language", get_language() or "da")
        styles = {name: workbook.add_format(style) for name, style in FORMATS.items()}
        for sheet in (book.readme, *book.sheets):
            fill_sheet(workbook.add_worksheet(name_page(sheet)), sheet, book.of, styles)


def name_page(sheet: Sheet[Any]) -> str:
    """Whatever a language calls it: a workbook takes no brackets in it, and no more letters."""
    return NOT_IN_NAME.sub(" ", str(sheet.title)).strip(" '")[:31]


def fill_sheet(page: Any, sheet: Sheet[Any], of: Any, styles: dict[str, Any]) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, str(column.title), styles["header"])
    row = 0
    for row, cells in enumerate(sheet.rows(of), 1):
        for at, (_column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            write_cell(page, row, at, cell, styles)
    page.autofilter(0, 0, row, len(sheet.columns) - 1)


def write_cell(page: Any, row: int, at: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        style = "guarded" if is_like_formula(cell) else "text"
        page.write_string(row, at, cell[:LONGEST], styles[style])
    elif isinstance(cell, datetime):
        page.write_datetime(row, at, cell.replace(tzinfo=None), styles["moment"])
    elif isinstance(cell, date | time):
        style = "date" if isinstance(cell, date) else "time"
        page.write_datetime(row, at, cell, styles[style])
    else:
        page.write_number(row, at, cell, styles["number"])


def write_zip(book: Book[Any], file: BinaryIO) -> None:
    """A CSV file for each sheet, the readme among them."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for sheet in (book.readme, *book.sheets):
            with archive.open(f"{sheet.file}.csv", "w") as raw, open_text(raw) as text:
                fill_csv(sheet, book.of, text)


def write_folder(book: Book[Any], folder: Path) -> None:
    """The same, as files that only their owner reads."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for sheet in (book.readme, *book.sheets):
        path = folder / f"{sheet.file}.csv"
        path.touch(mode=0o600)
        with path.open("wb") as raw, open_text(raw) as text:
            fill_csv(sheet, book.of, text)


@contextmanager
def open_text(raw: Any) -> Iterator[TextIO]:
    text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    yield text
    text.flush()
    text.detach()


def fill_csv(sheet: Sheet[Any], of: Any, file: TextIO) -> None:
    writer = csv.writer(file, delimiter=";")
    writer.writerow([str(column.title) for column in sheet.columns])
    for cells in sheet.rows(of):
        row = [say_cell(cell) for cell in cells]
        writer.writerow([said for _column, said in zip(sheet.columns, row, strict=True)])


def say_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return "'" + cell if is_like_formula(cell) else cell
    if isinstance(cell, float):
        return str(cell).replace(".", str(get_format("DECIMAL_SEPARATOR")))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return "" if cell is None else str(cell)
