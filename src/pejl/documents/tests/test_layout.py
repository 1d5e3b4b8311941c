from hypothesis import given
from hypothesis import strategies as st

from pejl.documents.layout import (
    LINE_LENGTH,
    list_number_columns,
    measure_svg,
    need_width,
    share_widths,
    shorten_title,
)
from pejl.documents.tests.example import STEPS
from pejl.ui.blocks import Table

WORDS = st.text(max_size=60)


def make_table(rows: list[list[str]]) -> Table:
    cells = [tuple(row) for row in rows]
    return Table("", cells[0], tuple(cells[1:]))


TABLES = (
    st.integers(1, 8)
    .flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=1, max_size=6))
    .map(make_table)
)


@given(TABLES)
def test_shares_fill_the_breadth_with_room_for_the_longest_word_of_each(table: Table) -> None:
    shares = share_widths(table)
    assert abs(sum(shares) - 1) < 1e-9
    columns = zip(table.header, *table.rows, strict=True)
    needed = [need_width(list(cells)) for cells in columns]
    breadth = max(LINE_LENGTH, sum(needed))
    assert all(share * breadth > need - 1e-9 for share, need in zip(shares, needed, strict=True))


def test_long_texts_get_more_room_than_names_and_dates() -> None:
    shares = share_widths(Table("", ("Hvad", "Område", "Ejer", "Med", "Senest", "Støtter"), STEPS))
    assert shares[0] == max(shares)
    assert shares[2] == min(shares)


def test_asked_for_widths_are_kept() -> None:
    assert share_widths(Table("", ("a", "b"), (), (3, 1))) == (0.75, 0.25)


def test_number_columns() -> None:
    rows = (
        ("12", "12 %", "1.200,5", "−3", "12. maj", "", "4,1"),
        ("–", "8 %", "7", "+2", "1", "", "uge 3"),
    )
    table = Table("", tuple("abcdefg"), rows)
    assert list_number_columns(table) == (True, True, True, True, False, False, False)
    assert list_number_columns(Table("", ("a",), ())) == (False,)


def test_svg_sizes() -> None:
    assert measure_svg('<?xml version="1.0"?><svg width="300" height="40px">') == (300, 40)
    assert measure_svg('<svg viewBox="0 0 120 80" width="100%">') == (120, 80)
    assert measure_svg('<svg><rect width="3" height="4"/></svg>') == (600, 340)
    assert measure_svg('<svg stroke-width="2" width="0" height="0">') == (600, 340)


def test_running_title_fits_a_line() -> None:
    assert shorten_title("Planen") == "Planen"
    assert len(shorten_title("Planen " * 40)) <= 71
