"""The document as a Word file that can be edited: real styles, real headings, real header rows."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count, zip_longest

from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Length, Mm
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from pejl.documents.layout import entitle_tables, list_tables, measure_svg, name_figure, say_day
from pejl.documents.texts import clean_document
from pejl.documents.word_setup import add_phrase, open_document
from pejl.documents.word_tables import draw_table
from pejl.ui.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Photo,
    Quotes,
    Table,
)
from pejl.ui.pictures.render import draw_png

WIDEST, TALLEST, TALLEST_PHOTO, TALLEST_LOGO = Mm(160), Mm(190), Mm(110), Mm(18)
PIXEL = Emu(9525)
ROOT = re.compile(r"(<svg\b[^>]*>)")
PAPER = '<rect width="100%" height="100%" fill="white"/>'  # else light edges of letters turn grey


def render_docx(document: Document) -> bytes:
    """The document for Word, in its own language; the tables behind the figures stand last.
    Raises `ValueError` for a broken picture.
    """
    with translation.override(document.language):
        document = clean_document(document)
        word = open_document(document)
        draw_cover(word, document)
        draw_sections(word, document)
        file = BytesIO()
        word.save(file)
    return file.getvalue()


def draw_cover(word: WordDocument, document: Document) -> None:
    draw_logo(word, document)
    word.add_paragraph(document.author, "Organisation")
    word.add_paragraph(document.title, "Title")
    word.add_paragraph(document.subtitle, "Subtitle")
    word.add_paragraph(say_day(document), "Day")
    draw_facts(word, document.facts)


def draw_logo(word: WordDocument, document: Document) -> None:
    head = document.letterhead
    if head.logo:
        size = head.width, head.height
        paragraph = word.add_paragraph(style="Picture")
        draw_picture(paragraph, head.logo, size, document.author or "–", TALLEST_LOGO)


def draw_sections(word: WordDocument, document: Document) -> None:
    numbers = count(1)
    for section in document.sections:
        word.add_heading(section.title, 1)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            draw_block(word, block, numbers)
            if isinstance(block, Paragraph) and isinstance(following, Table | Figure | Bullets):
                word.paragraphs[-1].paragraph_format.keep_with_next = True
    tables = list_tables(document)
    if tables:
        word.add_heading(entitle_tables(), 1)
    for _number, table in tables:
        draw_table(word, table)


def draw_block(word: WordDocument, block: Block, numbers: Iterator[int]) -> None:
    match block:
        case Heading():
            word.add_heading(block.text, block.level)
        case Paragraph():
            word.add_paragraph(block.text)
        case Bullets():
            for item in block.items:
                word.add_paragraph(item, "List Bullet")
        case Facts():
            draw_facts(word, block.pairs)
        case Quotes():
            draw_quotes(word, block.items)
        case Table():
            draw_table(word, block)
        case Figure():
            draw_figure(word, block, next(numbers))
        case Photo():
            paragraph = word.add_paragraph(style="Picture")
            size = block.width, block.height
            draw_picture(paragraph, block.jpeg, size, block.alt, TALLEST_PHOTO)


def draw_facts(word: WordDocument, pairs: tuple[tuple[str, str], ...]) -> None:
    for term, said in pairs:
        paragraph = word.add_paragraph(style="Fact")
        paragraph.add_run(term, "Fact Term")
        paragraph.add_run(f"\t{said}")


def draw_quotes(word: WordDocument, items: tuple[tuple[str, str], ...]) -> None:
    for said, by in items:
        paragraph = word.add_paragraph(said, "Quote")
        if by:
            paragraph.paragraph_format.keep_with_next = True
            word.add_paragraph(by, "Quote Source")


def draw_figure(word: WordDocument, figure: Figure, number: int) -> None:
    """Number and finding, the picture with its text alternative, and the note."""
    caption = word.add_paragraph(style="Caption")
    add_phrase(caption, _("Figure {number}"), {"number": (r"SEQ Figure \* ARABIC", str(number))})
    for run in caption._p.iter(qn("w:r")):
        Run(run, caption).style = "Figure Number"
    caption.add_run("\n" + figure.title)
    paragraph = word.add_paragraph(style="Picture")
    png = draw_png(ROOT.sub(r"\1" + PAPER, figure.svg, count=1))
    inline = draw_picture(paragraph, png, measure_svg(figure.svg), figure.alt)
    inline.docPr.set("name", name_figure(number))
    word.add_paragraph(note_figure(figure), "Figure Note")


def draw_picture(
    paragraph: WordParagraph,
    data: bytes,
    size: tuple[float, float],
    alt: str,
    tallest: Length = TALLEST,
) -> CT_Inline:
    """No wider than the text, with its text alternative; `size` in pixels."""
    width, height = size
    factor = min(1, WIDEST / (width * PIXEL), tallest / (height * PIXEL))
    picture = paragraph.add_run().add_picture(BytesIO(data), Emu(int(width * factor * PIXEL)))
    for side in "TBLR":
        picture._inline.set(f"dist{side}", "0")
    picture._inline.docPr.set("descr", alt)
    return picture._inline


def note_figure(figure: Figure) -> str:
    last = [_("The numbers are in a table at the end.")] if figure.table else []
    return " ".join(filter(None, [figure.note, *last]))
