"""The plan as a Word file: what one finds who opens it to edit it."""

import dataclasses
import io
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn
from PIL import Image

from pejl.documents.tests.example import STEPS, make_plan
from pejl.documents.word import render_docx
from pejl.ui.blocks import Bullets, Document, Facts, Figure, Heading, Paragraph, Section, Table


@cache
def draw_example() -> bytes:
    return render_docx(make_plan())


def open_word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def write_plan(*blocks: Any, **fields: Any) -> Document:
    section = Section("Afsnit", blocks, "afsnit")
    return dataclasses.replace(make_plan(), sections=(section,), **fields)


def list_texts(word: Any, style: str) -> list[str]:
    return [p.text for p in word.paragraphs if p.style.name == style]


def test_title_and_headings_are_styles() -> None:
    word = open_word(draw_example())
    assert list_texts(word, "Title") == ["Planen efter temadagen"]
    assert list_texts(word, "Heading 1") == [
        *(section.title for section in make_plan().sections),
        "Tallene bag figurerne",
    ]
    assert "1. Inklusion og nærhed" in list_texts(word, "Heading 2")
    assert list_texts(word, "Heading 3") == ["Det er vi enige om"]


def test_each_kind_of_block_has_its_style() -> None:
    word = open_word(render_docx(write_plan(Bullets(("Et", "To")), Facts((("Mål", "75 %"),)))))
    assert list_texts(word, "List Bullet") == ["Et", "To"]
    assert list_texts(word, "Fact")[-1] == "Mål\t75 %"
    quotes = list_texts(open_word(draw_example()), "Quote")
    assert "Kort sagt: ring først, skriv bagefter." in quotes


def test_properties_page_and_language() -> None:
    word = open_word(draw_example())
    properties = word.core_properties
    assert (properties.title, properties.author) == (
        "Planen efter temadagen",
        "Center for Børn og Familier",
    )
    assert properties.language == "da-DK"
    assert (round(word.sections[0].page_width.mm), round(word.sections[0].page_height.mm)) == (
        210,
        297,
    )
    languages = {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"}


def test_english_document_is_in_english() -> None:
    word = open_word(render_docx(dataclasses.replace(make_plan(), language="en")))
    assert next(word.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == "en-GB"
    assert "Page " in word.sections[0].footer.paragraphs[0].text


def test_footer_counts_pages_on_the_first_page_too() -> None:
    section = open_word(draw_example()).sections[0]
    for footer in (section.footer, section.first_page_footer):
        fields = [f.get(qn("w:instr")) for f in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    table = open_word(draw_example()).tables[1]
    assert len(table.rows) == len(STEPS) + 1
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True] + [False] * len(STEPS)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells] == list(STEPS[0])
    assert (
        table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "12 aftaler om næste skridt"
    )


def test_picture_has_its_text_alternative_and_paper_under_it() -> None:
    word = open_word(draw_example())
    (figure,) = (
        block
        for section in make_plan().sections
        for block in section.blocks
        if isinstance(block, Figure)
    )
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == figure.alt
    assert shape.width <= word.sections[0].page_width - 2 * word.sections[0].left_margin
    (part,) = (rel.target_part for rel in word.part.rels.values() if "image" in rel.reltype)
    with Image.open(io.BytesIO(part.blob)) as image:
        assert image.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)


def test_numbers_stand_to_the_right() -> None:
    rows = (("Bo", "12 %"), ("Lis", "8,5"), ("Ib", "–"))
    table = open_word(render_docx(write_plan(Table("", ("Navn", "Andel"), rows)))).tables[0]
    aligned = [cell.paragraphs[0].alignment for cell in table.rows[2].cells]
    assert aligned[0] is None
    assert aligned[1].name == "RIGHT"


def test_what_leads_to_a_table_stays_with_it() -> None:
    table = Table("Aftaler", ("Hvad",), (("Ringe",),))
    word = open_word(render_docx(write_plan(Paragraph("Se her"), table, Paragraph("Slut"))))
    kept = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs}
    assert kept["Se her"]
    assert not kept["Slut"]


def test_headings_never_skip_a_level() -> None:
    word = open_word(render_docx(write_plan(Heading("Dybt", 3), Heading("Dybere", 3))))
    assert list_texts(word, "Heading 2") == ["Dybt"]
    assert list_texts(word, "Heading 3") == ["Dybere"]


def test_no_style_keeps_a_font_of_the_plain_file() -> None:
    for fonts in open_word(draw_example()).styles.element.iter(qn("w:rFonts")):
        assert not [name for name in fonts.attrib if "Theme" in name]
