import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.clock_times import find_span, format_clock, read_length, read_span


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8.30", (510, None)),
        ("08:30", (510, None)),
        ("kl. 9", (540, None)),
        ("Kl 9.05", (545, None)),
        ("9 – 10.15", (540, 615)),
        ("9 til kl. 10", (540, 600)),
        ("24.00", None),
        ("8.75", None),
        ("9 a", None),
        ("", None),
    ],
)
def test_clock_times(text: str, told: tuple[int, int | None] | None) -> None:
    assert read_span(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("15", 15),
        ("15 min", 15),
        ("15 Minutter", 15),
        ("45'", 45),
        ("1 t.", 60),
        ("1,5 time", 90),
        ("1 hour and 5 minutes", 65),
        ("1:15", 75),
        ("0", None),
        ("721", None),
        ("-5", None),
        ("t", None),
        ("", None),
    ],
)
def test_lengths(text: str, told: int | None) -> None:
    assert read_length(text) == told


@given(st.integers(0, 24 * 60 - 1))
def test_a_clock_time_reads_back(clock: int) -> None:
    assert read_span(format_clock(clock)) == (clock, None)
    assert find_span(f"Torsdag den 12. fra kl. {format_clock(clock)} ca.") == (clock, None)
