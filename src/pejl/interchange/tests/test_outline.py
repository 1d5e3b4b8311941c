import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from django.utils.translation import override
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.lines import Bullet, Heading, Line, OutlineError, Paragraph, TableRow
from pejl.interchange.outline import MAX_BYTES, read_outline

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
SECRET = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/hostname">]>'
SMALL = '<!DOCTYPE x [<!ENTITY a11 "gone unseen">]>'


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    with override("en"):
        yield


def read(text: str) -> list[Line]:
    return read_outline(text.encode(), "file.md")


def read_document(document: Document) -> list[Line]:
    return read_outline(save(document), "file.docx")


def save(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def replace_part(name: str, content: str) -> bytes:
    """An empty Word document with one part replaced."""
    file = BytesIO()
    with ZipFile(BytesIO(save(docx.Document()))) as source, ZipFile(file, "w", ZIP_DEFLATED) as out:
        for member in source.namelist():
            out.writestr(member, content if member == name else source.read(member))
    return file.getvalue()


def replace_body(body: str, doctype: str = "") -> bytes:
    root = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    return replace_part("word/document.xml", f'<?xml version="1.0"?>{doctype}{root}')


def zip_members(*names: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "text")
    return file.getvalue()


def test_markdown_becomes_headings_paragraphs_bullets_and_rows() -> None:
    text = "# A *day*\n\nFirst\nline\n\n- one\n- **two**\n\n3. three\n"
    assert read(f"{text}\n| a | b |\n|---|---|\n| c | |\n") == [
        Heading("line 1", 1, "A day"),
        Paragraph("line 3", "First\nline"),
        Bullet("line 6", "one"),
        Bullet("line 7", "two", strong=True),
        Bullet("line 9", "three", number=3),
        TableRow("line 11", ("a", "b")),
        TableRow("line 13", ("c", "")),
    ]


def test_a_bold_line_stands_alone_in_its_paragraph() -> None:
    assert read("**1. Title**\nmore\n• typed") == [
        Paragraph("line 1", "1. Title", strong=True),
        Paragraph("line 1", "more"),
        Bullet("line 1", "typed"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>x</b> & [name](javascript:alert)",
        "[Goal]: http://example.invalid",
        "    four blanks in front",
        "`code` and ~~crossed~~",
    ],
)
def test_what_is_not_of_use_stays_as_typed(text: str) -> None:
    assert read(text) == [Paragraph("line 1", text.strip())]


def test_cells_beyond_the_heading_row_are_kept() -> None:
    text = "| a | b |\n|---|---|\n| c | d | e \\| f |\n"
    assert read(text)[-1] == TableRow("line 3", ("c", "d", "e \\| f"))


@given(st.text(alphabet="ab *_-#>|[]()`~<&;:\n1.\\+=!", max_size=200))
def test_no_letter_is_lost_or_moved(text: str) -> None:
    letters = re.sub("[^ab]", "", text)
    lines = read(text) if text.strip() and letters else []
    found = "".join("".join(x.cells) if isinstance(x, TableRow) else x.text for x in lines)
    assert re.sub("[^ab]", "", found) == letters


def test_lists_nested_beyond_the_parser_are_kept() -> None:
    assert read("- " * 40 + "deep")[-1].text.endswith("deep")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(codec: str, end: str) -> None:
    data = f"# Mål{end}{end}Børn".encode(codec)
    assert read_outline(data, "a") == [Heading("line 1", 1, "Mål"), Paragraph("line 3", "Børn")]


def test_letters_are_composed() -> None:
    assert read("Ma\u030al") == [Paragraph("line 1", "Mål")]


def test_word_styles_lists_and_bold() -> None:
    document = docx.Document()
    document.add_heading("Title", level=0)
    document.add_heading("Area", level=2)
    document.add_paragraph("")
    document.add_paragraph("one", style="List Bullet")
    document.add_paragraph("- typed")
    document.add_paragraph().add_run("bold").bold = True
    document.add_paragraph().add_run("strong").style = "Strong"
    document.add_paragraph("half ").add_run("bold").bold = True
    assert read_document(document) == [
        Heading("paragraph 1", 0, "Title"),
        Heading("paragraph 2", 2, "Area"),
        Bullet("paragraph 3", "one"),
        Bullet("paragraph 4", "typed"),
        Paragraph("paragraph 5", "bold", strong=True),
        Paragraph("paragraph 6", "strong", strong=True),
        Paragraph("paragraph 7", "half bold"),
    ]


def test_a_style_of_ones_own_inherits_its_level() -> None:
    document = docx.Document()
    style = document.styles.add_style("Ours", 1)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Area", style="Ours")
    assert read_document(document) == [Heading("paragraph 1", 3, "Area")]


def test_styles_that_inherit_in_a_circle() -> None:
    document = docx.Document()
    one, two = (document.styles.add_style(name, 1) for name in ("One", "Two"))
    one.base_style, two.base_style = two, one
    document.add_paragraph("text", style="One")
    assert read_document(document) == [Paragraph("paragraph 1", "text")]


def test_word_tables_and_spanned_cells() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for i, cell in enumerate(table._cells):
        cell.text = str(i)
    table.cell(1, 0).merge(table.cell(1, 1))
    assert read_document(document) == [
        TableRow("table 1, row 1", ("0", "1", "2")),
        TableRow("table 1, row 2", ("3\n4", "", "5")),
    ]


def wrap(paragraph: str, *tags: str) -> str:
    for tag in tags:
        paragraph = f"<{tag}>{paragraph}</{tag}>"
    return paragraph


RUN = "<w:r><w:t>kept</w:t></w:r>"


@pytest.mark.parametrize(
    "body",
    [
        wrap(RUN, "w:p", "w:sdtContent", "w:sdt"),
        wrap(RUN, "w:sdtContent", "w:sdt", "w:p"),
        wrap(RUN, "w:ins", "w:p"),
        wrap(RUN, "w:smartTag", "w:p"),
        wrap(RUN, "w:p", "w:txbxContent", "w:pict", "w:r", "w:p"),
    ],
)
def test_text_in_controls_insertions_and_boxes_is_kept(body: str) -> None:
    assert read_outline(replace_body(body), "a.docx") == [Paragraph("paragraph 1", "kept")]


def test_a_box_drawn_twice_for_old_readers_is_read_once() -> None:
    box = wrap(RUN, "w:p", "w:txbxContent")
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    twice = f'<mc:AlternateContent xmlns:mc="{namespace}">{both}</mc:AlternateContent>'
    body = replace_body(wrap(twice, "w:r", "w:p"))
    assert read_outline(body, "a.docx") == [Paragraph("paragraph 1", "kept")]


def test_deleted_text_is_gone() -> None:
    body = wrap(RUN + wrap(RUN, "w:moveFrom"), "w:p")
    assert read_outline(replace_body(body), "a.docx") == [Paragraph("paragraph 1", "kept")]


def test_the_content_decides_and_not_the_name() -> None:
    document = docx.Document()
    document.add_paragraph("text")
    assert read_outline(save(document), "plan.md") == [Paragraph("paragraph 1", "text")]
    assert read_outline(b"PKU: text", "plan.docx") == [Paragraph("line 1", "PKU: text")]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: b"", "is empty"),
        (lambda: b" \n\t\r\n", "is empty"),
        (lambda: b"\xef\xbb\xbf", "is empty"),
        (lambda: b"- &nbsp;\n\n# &nbsp;\n\n---\n- \n", "is empty"),
        (lambda: save(docx.Document()), "is empty"),
        (lambda: b"a" * (MAX_BYTES + 1), "larger than 5 MB"),
        (lambda: b"a" * 200_001, "too long"),
        (lambda: b"a\n" * 10_001, "too long"),
        (lambda: b"\x00\x01\x02", "is not text"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00", "is not text"),
        (lambda: b"%PDF-1.7\nabc", "is not text"),
        (lambda: b"{\\rtf1 abc}", "is not text"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old Word file"),
        (lambda: zip_members("mimetype", "content.xml"), "could not be read as a Word document"),
        (lambda: zip_members(), "could not be read as a Word document"),
        (lambda: save(docx.Document())[:9000], "could not be read as a Word document"),
        (lambda: replace_body("<w:p>"), "could not be read as a Word document"),
        (lambda: replace_body("<w:p/>" * 10_001), "too long"),
        (lambda: replace_body("<w:tbl>" + "<w:tr/>" * 500_000 + "</w:tbl>"), "too long"),
        (lambda: replace_body(" " * 40_000_000), "too long"),
        (lambda: zip_members(*map(str, range(1001))), "too long"),
    ],
)
def test_what_cannot_be_read_is_told(make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(OutlineError, match=told):
        read_outline(make(), "plan.docx")


@pytest.mark.parametrize("doctype", [BOMB, SECRET, SMALL])
@pytest.mark.parametrize(
    "body", [wrap("&a11;", "w:t", "w:r", "w:p"), '<w:p w:rsidR="x"/><w:p><w:t>&a11;</w:t></w:p>']
)
def test_entities_are_refused(doctype: str, body: str) -> None:
    with pytest.raises(OutlineError, match="could not be read"):
        read_outline(replace_body(body, doctype), "plan.docx")


def test_a_bomb_in_another_part() -> None:
    styles = f'<?xml version="1.0"?>{BOMB}<w:styles xmlns:w="{NAMESPACE}" w:x="&a11;"/>'
    with pytest.raises(OutlineError, match="could not be read"):
        read_outline(replace_part("word/styles.xml", styles), "plan.docx")


def test_a_long_name_is_cut_in_the_message() -> None:
    with pytest.raises(OutlineError, match=r"^“x{119}…” is empty\.$"):
        read_outline(b"", "x" * 5000)


def read_or_refuse(data: bytes) -> None:
    with suppress(OutlineError):
        assert read_outline(data, "file")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
    read_or_refuse(b"PK\x03\x04" + data)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


WHOLE = save(docx.Document(None))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_document_is_read_or_refused(start: int, noise: bytes) -> None:
    read_or_refuse(WHOLE[:start] + noise + WHOLE[start + len(noise) :])
