"""No text, however unkind, keeps the plan from being written."""

import io

import docx
import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, given, settings

from pejl.documents.glyphs import list_characters
from pejl.documents.tests.checking import list_failures
from pejl.documents.tests.example import make_plan
from pejl.documents.tests.hostile import DOCUMENTS, UNKIND, make_hostile
from pejl.documents.typst import render_pdf
from pejl.documents.word import render_docx
from pejl.ui.blocks import Document

SLOWLY = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
PLACES = range(len(UNKIND))


def make_unkind(place: int) -> Document:
    """Each text in each place over the run of all."""
    return make_hostile(UNKIND[place], UNKIND[place - 1], UNKIND[place - 2], place % 5 - 1)


@pytest.mark.parametrize("place", PLACES)
def test_pdf_is_written_for_all(place: int) -> None:
    assert list_failures(render_pdf(make_unkind(place))) == set()


@pytest.mark.parametrize("place", PLACES)
def test_word_file_opens(place: int) -> None:
    assert docx.Document(io.BytesIO(render_docx(make_unkind(place)))).tables


@pytest.mark.parametrize("place", PLACES)
def test_page_holds_no_markup_of_theirs(place: int) -> None:
    page = render_to_string("documents/blocks.html", {"document": make_unkind(place)})
    assert "<script" not in page
    assert "<w:p" not in page


@SLOWLY
@given(DOCUMENTS)
def test_any_text_becomes_a_pdf(document: Document) -> None:
    assert render_pdf(document).startswith(b"%PDF-")


@SLOWLY
@given(DOCUMENTS)
def test_any_text_becomes_a_word_file(document: Document) -> None:
    assert docx.Document(io.BytesIO(render_docx(document))).paragraphs


def test_each_character_we_promise_is_really_shown() -> None:
    """Typst fails on the first that it cannot show, in whichever cut of the letters."""
    all_of_them = " ".join(map(chr, sorted(list_characters())))
    assert render_pdf(make_hostile(all_of_them, all_of_them, all_of_them)).startswith(b"%PDF-")
    assert len(render_pdf(make_plan())) > 10_000
