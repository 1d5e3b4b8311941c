"""A Word document (.docx) as lines: python-docx opens it, and every text in its body is kept.

python-docx leaves out what stands in content controls, insertions under review and text boxes,
which is just where the templates of an organisation keep their text. So the body is walked here.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

import docx
from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from pejl.interchange.lines import (
    Bullet,
    Heading,
    Line,
    Paragraph,
    TableRow,
    join_texts,
    split_lines,
)
from pejl.interchange.word_styles import Style, Styles, is_listed, is_on, outline_level, read_value

MAX_UNPACKED = 30 * 1024 * 1024
MAX_MEMBERS = 1_000
MAX_TAGS = 400_000
MAX_SPAN = 63
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT_BOX, TEXT, RUN = qn("w:txbxContent"), qn("w:t"), qn("w:r")
# The fallback repeats a text box for old readers; deleted and moved text is no longer there.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = {qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom"), FALLBACK}
CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}

Element = Any  # an lxml element; lxml carries no types


def read_word(data: bytes, *, max_lines: int, max_characters: int) -> list[Line]:
    """The lines of a .docx; places are “paragraph 12” and “table 1, row 3”, counting no blanks.

    Raises OverflowError past a limit, and whatever the libraries raise on a damaged file.
    """
    document = open_document(data)
    styles = Styles(document.styles.element)
    blocks = list(islice(walk_blocks(document.element.body), max_lines + 1))
    if len(blocks) > max_lines:
        raise OverflowError
    lines = list(islice(read_blocks(blocks, styles), max_lines + 1))
    if sum(map(count_characters, lines)) > max_characters:
        raise OverflowError
    return lines


def open_document(data: bytes) -> Any:
    """Raises OverflowError if it unpacks to too much, ValueError if it brings its own entities.

    python-docx's parser expands no entities in text, so their text would be lost unseen.
    """
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        # zipfile never unpacks more of a member than it declares.
        if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED:
            raise OverflowError
        # A tag costs a hundred times its size once parsed, and any part may be parsed.
        if sum(archive.read(member).count(b"<") for member in members) > MAX_TAGS:
            raise OverflowError
    document = docx.Document(BytesIO(data))
    if document.element.getroottree().docinfo.internalDTD is not None:
        raise ValueError("has a document type")
    return document


def walk_blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order, with those in controls and text boxes."""
    for child in parent:
        if child.tag == TABLE:
            yield child
        elif child.tag == PARAGRAPH:
            yield child
            for box in find_nearest(child, TEXT_BOX):
                yield from walk_blocks(box)
        elif child.tag not in LEFT_OUT:
            yield from walk_blocks(child)


def find_nearest(parent: Element, tag: str) -> Iterator[Element]:
    """What carries the tag below `parent`, but nothing within what was found."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in LEFT_OUT:
            yield from find_nearest(child, tag)


def read_blocks(blocks: list[Element], styles: Styles) -> Iterator[Line]:
    paragraphs = tables = 0
    for block in blocks:
        if block.tag == TABLE:
            tables += 1
            yield from read_table(block, styles, tables)
        else:
            lines = read_paragraph(block, styles, paragraphs + 1)
            paragraphs += bool(lines)
            yield from lines


def read_paragraph(element: Element, styles: Styles, number: int) -> list[Line]:
    style = styles[read_value(element, "w:pPr/w:pStyle")]
    place = _("paragraph %(number)d") % {"number": number}
    segments = list(walk_text(element, styles, bold=style.bold))
    text = join_texts(segments).strip()
    level = outline_level(element)
    if level is None:
        level = style.level
    if level is not None:
        return [Heading(place, level, text)] if text else []
    lines = split_lines(place, segments)
    if lines and isinstance(lines[0], Paragraph) and in_list(element, style):
        lines[0] = Bullet(place, lines[0].text, lines[0].strong)
    return lines


def in_list(paragraph: Element, style: Style) -> bool:
    own = is_listed(paragraph)
    return style.listed if own is None else own


def walk_text(parent: Element, styles: Styles, *, bold: bool) -> Iterator[tuple[str, bool]]:
    """Texts with whether they are bold; text boxes are paragraphs of their own."""
    for child in parent:
        if child.tag == TEXT:
            yield child.text or "", bold
        elif child.tag in CHARACTERS:
            yield CHARACTERS[child.tag], bold
        elif child.tag == RUN:
            yield from walk_text(child, styles, bold=is_bold(child, styles, inherited=bold))
        elif child.tag not in LEFT_OUT and child.tag != TEXT_BOX:
            yield from walk_text(child, styles, bold=bold)


def is_bold(run: Element, styles: Styles, *, inherited: bool) -> bool:
    own = is_on(run, "w:rPr/w:b")
    if own is not None:
        return own
    return inherited or styles[read_value(run, "w:rPr/w:rStyle")].bold


def read_table(table: Element, styles: Styles, number: int) -> Iterator[TableRow]:
    for count, row in enumerate(find_nearest(table, ROW), start=1):
        place = _("table %(table)d, row %(row)d") % {"table": number, "row": count}
        cells = tuple(text for cell in find_nearest(row, CELL) for text in read_cell(cell, styles))
        if any(cells):
            yield TableRow(place, cells)


def read_cell(cell: Element, styles: Styles) -> list[str]:
    """The cell's text, and a blank for each further column that it spans."""
    paragraphs = cell.iterdescendants(PARAGRAPH)
    texts = [join_texts(walk_text(paragraph, styles, bold=False)) for paragraph in paragraphs]
    span = read_value(cell, "w:tcPr/w:gridSpan")
    blanks = min(int(span), MAX_SPAN) - 1 if re.fullmatch(r"\d{1,4}", span) else 0
    return ["\n".join(text.strip() for text in texts).strip(), *[""] * blanks]


def count_characters(line: Line) -> int:
    return sum(map(len, line.cells)) if isinstance(line, TableRow) else len(line.text)
