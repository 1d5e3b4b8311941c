"""Tables for Word: header rows that are headers and come again on each page, whole rows."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Mm

from pejl.documents.layout import list_number_columns, share_widths
from pejl.ui.blocks import Table

TEXT_WIDTH = Mm(160)
SHORT_TABLE = 8  # rows; a table up to this long stays on one page
LONG_CELL = 400


def draw_table(word: WordDocument, table: Table) -> None:
    if table.caption:
        word.add_paragraph(table.caption, "Caption")
    drawn = word.add_table(len(table.rows) + 1, len(table.header), "Plan Table")
    drawn.autofit = False
    describe_table(drawn, table.caption)
    set_widths(drawn, share_widths(table))
    numbers = list_number_columns(table)
    for i, (row, cells) in enumerate(zip(drawn.rows, (table.header, *table.rows), strict=True)):
        mark_row(row, header=i == 0, whole=all(len(cell) < LONG_CELL for cell in cells))
        together = i == 0 or (len(table.rows) <= SHORT_TABLE and i < len(table.rows))
        fill_row(row, cells, numbers, together=together)
    word.add_paragraph(style="After Table")


def describe_table(drawn: Any, caption: str) -> None:
    """Full breadth, the first row a header, and a name for who hears it read aloud."""
    properties = drawn._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    for name, value in (("val", "0020"), ("firstRow", "1"), ("firstColumn", "0"), ("noVBand", "1")):
        look.set(qn(f"w:{name}"), value)
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    properties.append(named)


def set_widths(drawn: Any, widths: tuple[float, ...]) -> None:
    for column, share in zip(drawn.columns, widths, strict=True):
        column.width = Emu(int(share * TEXT_WIDTH))


def mark_row(row: Any, *, header: bool, whole: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ["w:cantSplit"] * whole + ["w:tblHeader"] * header:
        properties.append(OxmlElement(name))


def fill_row(
    row: Any, cells: tuple[str, ...], numbers: tuple[bool, ...], *, together: bool
) -> None:
    for drawn, text, number in zip(row.cells, cells, numbers, strict=True):
        paragraph = drawn.paragraphs[0]
        paragraph.style = "Table Text"
        paragraph.add_run(text)
        paragraph.paragraph_format.keep_with_next = together or None
        if number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
