"""The document as a PDF that everyone can read: PDF/A-2a and PDF/UA-1, set by Typst.

What people wrote reaches Typst as data and never as source.
"""

import dataclasses
import json
import re
from functools import cache
from pathlib import Path
from typing import Literal

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.documents.glyphs import FONTS, replace_missing, replace_missing_in_svg
from pejl.documents.layout import (
    LINE_LENGTH,
    MARGIN,
    entitle_tables,
    list_number_columns,
    list_tables,
    measure_svg,
    say_day,
    share_widths,
    shorten_title,
)
from pejl.documents.texts import clean_document
from pejl.ui.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Letterhead,
    Paragraph,
    Photo,
    Quotes,
    Section,
    Table,
)

SOURCE = Path(__file__).parent / "templates_typst" / "plan.typ"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
# Hyphenation takes care of words; addresses and endless runs of letters need places to break.
LONG_RUN = re.compile(r"\S{21,}")
LONGEST_WORD = 40
AFTER_SIGN = re.compile(r"(?<=[._@/=&:;,+-])(?=\w)")
PIECE = re.compile("[^\u200b]{24}(?![\u0300-\u036f\u200b\u200d\ufe0e\ufe0f])(?=.)", re.DOTALL)
POINTS_A_PIXEL = 0.75


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF, in its own language. Any text comes out as plain text; a
    character that no font of ours holds as "�". Raises `typst.TypstError` for a broken picture.
    """
    with translation.override(document.language):
        data = encode_document(clean_document(document))
    return set_pdf(SOURCE, data)


def set_pdf(source: Path, data: object) -> bytes:
    """A tagged PDF of what the source makes of `data`, which it reads as `sys.inputs.document`."""
    pdf: bytes = typst.compile(
        source,
        root=source.parent,
        font_paths=load_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(data)},
        pdf_standards=[*STANDARDS],
    )
    return pdf


@cache
def load_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def encode_document(document: Document) -> dict[str, object]:
    """What the template reads, with the words it needs, in the language that is active."""
    return encode_fields(document) | {
        "day": say_day(document),
        "date": [document.date.year, document.date.month, document.date.day],
        "running_title": fit_text(shorten_title(document.title)),
        "tables": [encode(table) for table in list_tables(document)],
        "phrases": {
            "tables": entitle_tables(),
            "contents": _("Contents"),
            "figure": _("Figure {number}"),
            "numbers": _("The numbers are on page {page}."),
            "page": _("Page {page} of {pages}"),
        },
    }


def encode(value: object) -> object:
    """Plain JSON: texts made safe to set, and each block with its kind."""
    match value:
        case str():
            return fit_text(value)
        case tuple():
            return [encode(item) for item in value]
        case Table():
            return encode_fields(value) | encode_columns(value)
        case Figure():
            return encode_fields(value) | encode_picture(value.svg)
        case Photo():
            return {"kind": "photo", "alt": encode(value.alt)} | encode_picture(wrap_photo(value))
        case Letterhead():
            return encode_letterhead(value)
        case Section() | Heading() | Paragraph() | Bullets() | Facts() | Quotes():
            return encode_fields(value)
    return value


def encode_fields(
    value: Document | Section | Block,
) -> dict[str, object]:
    kind = type(value).__name__.lower()
    names = [field.name for field in dataclasses.fields(value)]
    return {"kind": kind} | {name: encode(getattr(value, name)) for name in names}


def encode_columns(table: Table) -> dict[str, object]:
    widths = share_widths(table)
    long_words = [compile_long_word(width) for width in widths]
    return {
        "widths": widths,
        "numbers": list_number_columns(table),
        "header": split_cells(table.header, long_words),
        "rows": [split_cells(row, long_words) for row in table.rows],
    }


def compile_long_word(width: float) -> re.Pattern[str]:
    """What finds the words that are wider than a column with this share of the breadth."""
    letters = max(round(width * LINE_LENGTH - MARGIN), 2)
    return re.compile(rf"(\w{{{letters},}})")


def split_cells(cells: tuple[str, ...], long_words: list[re.Pattern[str]]) -> list[list[str]]:
    """Each cell in pieces: every second one is a long word."""
    return [
        long_word.split(fit_text(cell)) for long_word, cell in zip(long_words, cells, strict=True)
    ]


def encode_picture(svg: str) -> dict[str, object]:
    width, height = (pixels * POINTS_A_PIXEL for pixels in measure_svg(svg))
    return {"svg": replace_missing_in_svg(svg), "width": width, "height": height}


def encode_letterhead(letterhead: Letterhead) -> dict[str, object]:
    logo = encode_picture(wrap_photo(letterhead)) if letterhead.logo else None
    return {"colour": letterhead.colour, "logo": logo}


def wrap_photo(photo: Photo | Letterhead) -> str:
    """The photo inside an SVG: bytes that travel as text."""
    size = f'width="{photo.width}" height="{photo.height}"'
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} {size}><image {size} xlink:href="{photo.src}"/></svg>'


def fit_text(text: str) -> str:
    return LONG_RUN.sub(loosen_run, replace_missing(text))


def loosen_run(match: re.Match[str]) -> str:
    """A long run with places where it may break: after its signs, or else every so often."""
    run = match[0]
    if run.isalpha() and len(run) <= LONGEST_WORD:
        return run
    return PIECE.sub("\\g<0>\u200b", AFTER_SIGN.sub("\u200b", run))
