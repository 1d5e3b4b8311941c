"""The plan as a page."""

from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from pejl.documents.tests.example import make_plan
from pejl.documents.tests.test_word import write_plan
from pejl.ui.blocks import Document, Figure, Paragraph, Quotes, Table

VOID = {"img", "br"}
PLAIN = ("div", "section", "table", "td", "th", "img", "p", "dl", "details", "blockquote")


class Outline(HTMLParser):
    """Keeps each start tag with its attributes, and fails on tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def draw_page(document: Document) -> str:
    with translation.override("da"):
        return render_to_string("documents/blocks.html", {"document": document})


def read_tags(page: str, *names: str) -> list[tuple[str, dict[str, Any]]]:
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    return [(tag, attributes) for tag, attributes in outline.tags if tag in names]


def test_headings_come_in_order() -> None:
    levels = [int(tag[1]) for tag, _ in read_tags(draw_page(make_plan()), "h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels.count(2) == len(make_plan().sections)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_are_named_by_their_headings() -> None:
    tags = read_tags(draw_page(make_plan()), "section", "h2")
    named = [attributes["aria-labelledby"] for tag, attributes in tags if tag == "section"]
    assert named == [attributes["id"] for tag, attributes in tags if tag == "h2"]


def test_figure_has_alternative_and_numbers_behind_it() -> None:
    page = draw_page(make_plan())
    (_, image), *_ = read_tags(page, "img")
    (figure,) = (b for s in make_plan().sections for b in s.blocks if isinstance(b, Figure))
    assert image["alt"] == figure.alt
    assert image["src"].startswith("data:image/svg+xml,")
    assert "font-face" in image["src"]
    assert "Tallene som tabel" in page


def test_no_style_and_no_handlers() -> None:
    for _, attributes in read_tags(draw_page(make_plan()), *PLAIN):
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_cells_are_marked_as_headers_and_numbers() -> None:
    table = Table("Point", ("Forslag", "Point"), (("PPR", "12"), ("Møder", "8")))
    page = draw_page(write_plan(table))
    scopes = [attributes.get("scope") for _, attributes in read_tags(page, "th")]
    assert scopes == ["col", "col", "row", "row"]
    assert '<td role="cell" data-label="Point" class="number">12</td>' in page


def test_lines_stay_and_markup_does_not_come_alive() -> None:
    page = draw_page(write_plan(Paragraph("Et\n<b>to</b>"), Quotes((("Ja\nnej", "<i>Bo</i>"),))))
    assert "Et<br>&lt;b&gt;to&lt;/b&gt;" in page
    assert "Ja<br>nej" in page
    assert "<footer>&lt;i&gt;Bo&lt;/i&gt;</footer>" in page


def test_table_without_caption_still_has_a_name() -> None:
    page = draw_page(write_plan(Table("", ("Hvad",), (("Ringe",),))))
    (region,) = (a for _, a in read_tags(page, "div") if a.get("role") == "region")
    assert region["aria-label"] == "Hvad"
    assert "<caption>" not in page
