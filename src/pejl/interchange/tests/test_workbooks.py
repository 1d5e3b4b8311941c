import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.interchange.tables import TableError, read_table

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
Cell = str | int | float | bool | date | None


def write_workbook(*sheets: list[list[Cell]], hidden: int = 0) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Ark {number}")
        for row in rows:
            sheet.append(row)
        if number < hidden:
            sheet.sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_parts(parts: dict[str, str | bytes], *, keep: bool = True) -> bytes:
    """A sound workbook with some of its parts replaced."""
    source = zipfile.ZipFile(io.BytesIO(write_workbook([["a"]])))
    found = {name: source.read(name) for name in source.namelist() if keep}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (found | parts).items():
            archive.writestr(name, content)
    return target.getvalue()


def write_sheet(cells: str) -> bytes:
    return write_parts({SHEET: HEAD + cells + TAIL})


def refuse(data: bytes) -> str:
    with pytest.raises(TableError) as caught:
        read_table(data, "")
    return str(caught.value)


UNREADABLE = b"PK\x03\x04 no zip"


def test_cells_come_as_the_text_a_person_sees() -> None:
    row: list[Cell] = ["Åse", 12, 12.5, True, date(2026, 11, 12), datetime(2026, 1, 2, 3, 4)]
    table = read_table(write_workbook([["a"], row]), "whatever.csv")
    assert table.rows[1] == ["Åse", "12", "12.5", "TRUE", "2026-11-12", "2026-01-02 03:04:00"]


def test_leading_noughts_and_formula_like_texts_stay() -> None:
    cell = '<c r="{0}1" t="inlineStr"><is><t>{1}</t></is></c>'
    texts = ["00000012", "=HYPERLINK(1)", "@x"]
    row = "".join(cell.format(letter, text) for letter, text in zip("ABC", texts, strict=True))
    data = write_sheet(f'<row r="1">{row}</row><row r="2"><c r="A2"><v>1</v></c></row>')
    assert read_table(data, "x").rows[0] == texts


def test_a_formula_gives_what_was_last_calculated() -> None:
    data = write_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>A1</f><v>hej</v></c></row>'
    )
    assert read_table(data, "x").rows == [["1"], ["2", "hej"]]


def test_rows_are_numbered_as_in_the_spreadsheet() -> None:
    table = read_table(write_workbook([[], [], ["Navn", "Mail"], [], ["Ivan", "x"]]), "x")
    assert table.rows == [["Navn", "Mail"], [], ["Ivan", "x"]]
    assert [table.number(i) for i in range(3)] == [3, 4, 5]


def test_the_first_visible_sheet_with_content_is_read() -> None:
    data = write_workbook([["hidden"], ["x"]], [], [["Navn"], ["Ivan"]], [["b"], ["c"]], hidden=1)
    assert read_table(data, "x").rows == [["Navn"], ["Ivan"]]


def test_a_large_second_sheet_does_not_matter_but_a_large_first_does() -> None:
    small: list[list[Cell]] = [["Navn"], ["Ivan"]]
    large: list[list[Cell]] = [[i] for i in range(20_001)]
    assert read_table(write_workbook(small, large), "x").rows == [["Navn"], ["Ivan"]]
    assert "20" in refuse(write_workbook(large, small))


def test_a_hundred_thousand_rows_are_refused_at_once() -> None:
    data = write_sheet("".join(f'<row r="{i}"><c><v>1</v></c></row>' for i in range(1, 100_001)))
    started = time.perf_counter()
    message = refuse(data)
    assert time.perf_counter() - started < 5
    assert message == refuse(write_workbook([[i] for i in range(20_001)]))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFC1"/><c><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="4294967295"><c><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
    ],
)
def test_cells_far_out_are_refused_before_room_is_made_for_them(cells: str) -> None:
    assert refuse(write_sheet(cells))


def test_a_sheet_in_disguise_is_not_read() -> None:
    """Only looked-through parts reach the reader, so a link to another part leads nowhere."""
    far = HEAD + '<row r="9"><c r="XFD1048576"><v>1</v></c></row>' + TAIL
    links = zipfile.ZipFile(io.BytesIO(write_workbook([["a"]]))).read("xl/_rels/workbook.xml.rels")
    moved = links.replace(b"worksheets/sheet1.xml", b"media/picture.png")
    data = write_parts({"xl/media/picture.png": far, "xl/_rels/workbook.xml.rels": moved})
    assert refuse(data) == refuse(UNREADABLE)


def test_a_declared_encoding_cannot_hide_cells() -> None:
    far = (
        '<?xml version="1.0" encoding="cp037"?>'
        + HEAD
        + '<row><c r="XFD9999999"><v>1</v></c></row>'
    )
    assert refuse(write_parts({SHEET: far + TAIL}))


def test_looks_without_values_do_not_make_a_sheet_large() -> None:
    data = write_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    )
    assert read_table(data, "x").rows == [["1"], ["2"]]


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = write_parts({SHEET: b" " * (200 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    started = time.perf_counter()
    message = refuse(bomb)
    assert time.perf_counter() - started < 5
    assert message != refuse(UNREADABLE)
    assert refuse(write_parts({"xl/other.bin": b" " * (9 * 1024 * 1024)})) == message
    assert refuse(write_parts({f"xl/{i}.bin": b"" for i in range(3000)})) == message


def test_a_size_that_is_declared_too_small_is_not_believed() -> None:
    data = bytearray(write_parts({SHEET: b" " * (20 * 1024 * 1024)}))
    true, small = (20 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(true) == 2
    assert refuse(bytes(data.replace(true, small))) == refuse(UNREADABLE)


def test_one_long_text_in_many_cells_is_refused() -> None:
    cells = "".join(f'<row r="{i}"><c t="s"><v>0</v></c></row>' for i in range(1, 15_000))
    strings = f"<sst><si><t>{'x' * 100_000}</t></si></sst>"
    data = write_parts({SHEET: HEAD + cells + TAIL, "xl/sharedStrings.xml": strings})
    assert refuse(data) != refuse(UNREADABLE)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": "<workbook"},
        {SHEET: HEAD + "<row>" + TAIL},
        {SHEET: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + HEAD + "&a;" + TAIL},
        {SHEET: HEAD + '<row r="1"><c t="s"><v>99</v></c></row>' + TAIL},
        {SHEET: HEAD + '<row r="1"><c t="zzz"><v>99</v></c></row>' + TAIL},
        {SHEET: b"\xff\xfe\x00"},
    ],
)
def test_a_broken_part_is_no_crash(parts: dict[str, str | bytes]) -> None:
    assert refuse(write_parts(parts))


def test_another_zip_is_no_spreadsheet() -> None:
    assert refuse(write_parts({"word/document.xml": "<w/>"}, keep=False)) == refuse(UNREADABLE)
    assert refuse(write_parts({}, keep=False)) == refuse(UNREADABLE)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_workbook_gives_a_table_or_a_table_error(
    place: int, noise: bytes, cut: bool
) -> None:
    sound = write_workbook([["Navn", "Mail"], ["Ivan", "x"], ["Tina", "y"]])
    place %= len(sound)
    damaged = sound[:place] + noise + (b"" if cut else sound[place + len(noise) :])
    try:
        table = read_table(damaged, "x")
    except TableError:
        return
    assert any(table.rows)


PIECES = [
    *("<row>", "</row>", '<row r="3">', "<c>", "</c>", '<c r="B2" t="s">', '<c r="CV7">'),
    *("<v>", "1", "</v>", "<is><t>", "</t></is>", "<f/>", "<v/>", "é", '<c r="A1"/>'),
    *('<c r="A20001"><v>1</v></c>', '<row r="7"><c r="C7"><v>1</v></c></row>'),
]
SNIPPET = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=200, deadline=None)
@given(SNIPPET)
def test_any_sheet_gives_a_table_or_a_table_error(cells: str) -> None:
    try:
        table = read_table(write_sheet(cells), "x")
    except TableError:
        return
    assert any(table.rows)
