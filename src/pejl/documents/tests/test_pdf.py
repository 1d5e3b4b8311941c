"""The plan as PDF: what a reader, a screen reader and an archive find in it."""

import dataclasses
import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
import pypdf

from pejl.documents.tests.example import make_plan
from pejl.documents.typst import render_pdf
from pejl.ui.blocks import Document, Figure, Heading, Paragraph, Quotes, Section, Table


@cache
def draw_example() -> bytes:
    return render_pdf(make_plan())


@cache
def open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def read_pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def walk_tags(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from walk_tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from walk_tags(node.get("/K"))


def list_tags(data: bytes, kind: str) -> list[Any]:
    name = pikepdf.Name(f"/{kind}")
    return [tag for tag in walk_tags(open_pdf(data).Root.StructTreeRoot.K) if tag["/S"] == name]


def write_plan(*blocks: Any, **fields: Any) -> Document:
    section = Section("Afsnit", blocks, "afsnit")
    return dataclasses.replace(make_plan(), sections=(section,), **fields)


def test_claims_both_standards() -> None:
    found = open_pdf(draw_example()).open_metadata()
    assert found["pdfuaid:part"] == "1"
    assert (found["pdfaid:part"], found["pdfaid:conformance"]) == ("2", "A")


def test_says_its_title_author_and_language() -> None:
    pdf = open_pdf(draw_example())
    assert pdf.docinfo["/Title"] == "Planen efter temadagen"
    assert pdf.docinfo["/Author"] == "Center for Børn og Familier"
    assert str(pdf.Root.Lang) == "da-DK"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_outline_leads_to_each_section() -> None:
    with open_pdf(draw_example()).open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[-7:] == [
        *(section.title for section in make_plan().sections),
        "Tallene bag figurerne",
    ]


def test_figures_carry_their_text_alternative() -> None:
    figures = [
        block
        for section in make_plan().sections
        for block in section.blocks
        if isinstance(block, Figure)
    ]
    assert [str(tag.Alt) for tag in list_tags(draw_example(), "Figure")] == [
        figure.alt for figure in figures
    ]


def test_tables_have_real_header_cells_and_captions() -> None:
    table = Table("Aftaler", ("Hvad", "Hvem"), (("Ringe", "Bo"), ("Skrive", "Lis")))
    pdf = render_pdf(write_plan(table))
    assert [str(tag.A[0].Scope) for tag in list_tags(pdf, "TH")] == ["/Column"] * 2
    assert len(list_tags(pdf, "TD")) == 4
    assert len(list_tags(pdf, "Caption")) == 1


def test_headings_never_skip_a_level() -> None:
    pdf = render_pdf(write_plan(Heading("Dybt", 3), Heading("Dybere", 9), Heading("Op", 2)))
    assert [str(tag.T) for tag in list_tags(pdf, "H2")] == ["Dybt", "Op"]
    assert [str(tag.T) for tag in list_tags(pdf, "H3")] == ["Dybere"]


def test_quotes_are_quotes() -> None:
    pdf = render_pdf(write_plan(Quotes((("Det hjalp.", "Leder"), ("Tak", "")))))
    assert len(list_tags(pdf, "BlockQuote")) == 2


def test_text_can_be_taken_out_again() -> None:
    pages = read_pages(draw_example())
    text = " ".join(" ".join(pages).split())
    for said in ("Stærke børnefællesskaber", "47 af 50 ledere deltog.", "Anne Jørgensen", "27 %"):
        assert said in text
    assert "Indhold" in pages[0]
    assert f"Side 2 af {len(pages)}" in pages[1]


def test_speaks_the_documents_language() -> None:
    pdf = render_pdf(dataclasses.replace(make_plan(), language="en"))
    text = " ".join(read_pages(pdf))
    assert "Page 2 of" in text
    assert "12 February 2026" in text
    assert str(open_pdf(pdf).Root.Lang) == "en-GB"


def test_long_table_repeats_its_header_on_each_page() -> None:
    rows = tuple((f"Aftale {i}", "Bo Lund") for i in range(90))
    pages = read_pages(render_pdf(write_plan(Table("Aftaler", ("Hvad", "Ejeren"), rows))))[1:]
    assert len(pages) > 2
    assert all("Ejeren" in page for page in pages)
    text = "".join(pages)
    assert all(f"Aftale {i}\n" in text or f"Aftale {i} " in text for i in range(90))


def test_short_table_stays_on_one_page() -> None:
    rows = tuple((f"Aftale {i}", "Bo Lund") for i in range(6))
    table = Table("Aftaler", ("Hvad", "Hvem"), rows)
    for filling in range(20, 36):
        blocks = [Paragraph(f"Linje {i}") for i in range(filling)]
        pages = read_pages(render_pdf(write_plan(*blocks, table)))
        assert sum("Aftale " in page for page in pages) == 1


def test_markup_comes_out_as_it_was_written() -> None:
    said = '#import "x" $x$ *b* \\ <label> @ref // c /* d */ = e `f` "]) #panic()'
    pdf = render_pdf(write_plan(Paragraph(said), title=said))
    assert said in "".join(read_pages(pdf)[1:]).replace("\n", "")
    assert pdf_title(pdf) == said


def pdf_title(data: bytes) -> str:
    return str(open_pdf(data).docinfo["/Title"])


def test_only_fonts_of_ours_are_used_and_all_are_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(draw_example()))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("+IBMPlexSans" in font for font in fonts)


def test_unknown_letters_are_marked_and_known_ones_of_other_scripts_kept() -> None:
    pdf = render_pdf(write_plan(Paragraph("tak 漢 שלום Привет")))
    text = "".join(read_pages(pdf))
    assert "tak �" in text
    assert "שלום" in text
    assert "Привет" in text


def test_same_document_gives_the_same_file() -> None:
    assert render_pdf(make_plan()) == draw_example()


def test_section_may_be_empty_or_called_like_the_appendix() -> None:
    plan = dataclasses.replace(make_plan(), sections=(Section("", (), "tables"),), facts=())
    assert len(read_pages(render_pdf(plan))) == 2
