import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.table_types import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from pejl.interchange.tables import TableError, read_table

ROWS = [["Navn", "E-mail", "Enhed"], ["Åse Friis", "aase@x.dk", "Børnehuset, Ved Åen; nord"]]


def write_csv(rows: list[list[str]], delimiter: str) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


def refuse(data: bytes) -> str:
    with pytest.raises(TableError) as caught:
        read_table(data, "ledere.csv")
    assert str(caught.value).startswith("ledere.csv: ")
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_in_every_encoding(delimiter: str, encoding: str) -> None:
    table = read_table(write_csv(ROWS, delimiter).encode(encoding), "ledere.csv")
    assert table.rows == ROWS
    assert table.first_row_number == 1


def test_a_delimiter_named_on_the_first_line_is_used() -> None:
    table = read_table(b"sep=,\r\nNavn,Enhed\r\nIvan,A;B;C\r\nTina,D;E;F", "x.csv")
    assert table.rows[1:] == [["Navn", "Enhed"], ["Ivan", "A;B;C"], ["Tina", "D;E;F"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_a_spreadsheet_numbers_them(ending: str) -> None:
    text = ending.join(["", "Title;;", "", "Navn;Sted", f'Ivan;"over{ending}under"', "Tina;x"])
    table = read_table(text.encode(), "x.csv")
    assert table.rows[3] == ["Navn", "Sted"]
    assert table.rows[5] == ["Tina", "x"]
    assert table.rows[0] == table.rows[2] == []


def test_a_formula_stays_the_text_it_is() -> None:
    data = b"Navn;Sted\n=cmd|' /C calc'!A0;+45 1234\n@SUM(A1);-1"
    assert read_table(data, "x.csv").rows[1:] == [
        ["=cmd|' /C calc'!A0", "+45 1234"],
        ["@SUM(A1)", "-1"],
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7\nabc;def\nabc;def",
        b"a;b\nc;\x00d",
        b"\x81\x8d\x8f",
        b"\xff\xfeabc",
        b"<html><table><tr><td>Navn</td></tr></table>\n</html>",
        b"PK\x03\x04 and then nothing of a zip file",
    ],
)
def test_what_is_no_table_is_refused_with_a_way_out(data: bytes) -> None:
    assert ".xlsx" in refuse(data)


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xef\xbb\xbf", b" ; ;\n;;"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert refuse(data) == refuse(b"")


def test_headings_alone_are_not_enough() -> None:
    message = refuse(b"Navn;E-mail\n\n;\n")
    assert message not in {refuse(b""), refuse(b"\x81")}


def test_a_hundred_thousand_rows_are_refused_at_once() -> None:
    data = b"Navn;E-mail\n" + b"Ivan Thomsen;ivan@x.dk\n" * 100_000
    started = time.perf_counter()
    assert "20.000" in refuse(data) or "20,000" in refuse(data)
    assert time.perf_counter() - started < 5
    assert MAX_ROWS == 20_000


def test_the_last_allowed_row_is_read_and_blank_rows_after_it_do_not_count() -> None:
    data = b"Navn;E-mail\n" + b"Ivan;x\n" * (MAX_ROWS - 1) + b"\n;\n" * 10
    assert len(read_table(data, "x.csv").rows) == MAX_ROWS


def test_the_size_of_file_row_and_cell_is_limited() -> None:
    assert "10 MB" in refuse(b"a;b\n" * (MAX_BYTES // 4 + 1))
    assert str(MAX_COLUMNS) in refuse(b"a;b\n" + b"x;" * MAX_COLUMNS + b"x")
    wide = "a;b\n" + ";".join("x" * MAX_COLUMNS) + ";" * 50
    assert len(read_table(wide.encode(), "x").rows[1]) == MAX_COLUMNS
    assert str(MAX_CELL) in refuse(b"a;b\nc;" + b"x" * (MAX_CELL + 1))


def test_a_quotation_mark_left_open_is_named() -> None:
    message = refuse(b'Navn;E-mail\nIvan;x\n"Tina;' + b"y;z\n" * 50_000)
    assert "3" in message
    assert str(MAX_CELL) in message


def test_the_old_and_the_locked_format_are_told_apart() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    assert refuse(head) != refuse(head + "EncryptedPackage".encode("utf-16-le"))


def test_a_strange_file_name_does_no_harm() -> None:
    with pytest.raises(TableError) as caught:
        read_table(b"", "\x1b[31m\n" + "x" * 1000)
    assert len(str(caught.value)) < 300
    assert "\x1b" not in str(caught.value)


@given(st.binary(max_size=3000) | st.text(max_size=2000).map(str.encode))
def test_any_bytes_give_a_table_or_a_table_error(data: bytes) -> None:
    try:
        table = read_table(data, "x")
    except TableError:
        return
    assert any(table.rows)


@given(
    st.lists(
        st.lists(
            st.from_regex(r"[a-zæøå;,.\"' ]*[a-zæøå]", fullmatch=True), min_size=2, max_size=5
        ),
        min_size=2,
        max_size=20,
    ),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_with_a_named_delimiter_is_read(rows: list[list[str]], mark: str) -> None:
    text = f"sep={mark}\r\n{write_csv(rows, mark)}"
    assert read_table(text.encode("utf-8-sig"), "x").rows[1:] == rows
