from hypothesis import given
from hypothesis import strategies as st

from pejl.ui.screen_room import count_fitting, fit_size, measure_room, measure_rows

texts = st.lists(st.integers(0, 300).map("x".__mul__), max_size=12)


def test_a_longer_title_and_a_longer_sentence_leave_less_room():
    rooms = [
        measure_room("Kort"),
        measure_room("x" * 60),
        measure_room("x" * 60, "Kort"),
        measure_room("x" * 60, "x" * 100),
    ]
    assert rooms == sorted(set(rooms), reverse=True)
    assert min(rooms) > measure_rows(["x" * 280]), "even then the longest note fits"


def test_seven_lines_at_most_stand_under_a_short_title():
    assert 4 <= count_fitting(["Kort"] * 20, measure_room("Kort", "Kort")) <= 7


@given(texts, st.integers(-100, 1200))
def test_what_is_taken_fits_and_the_next_does_not(found, room):
    taken = count_fitting(found, room)
    assert taken == 0 or measure_rows(found[:taken]) <= room
    assert taken == len(found) or measure_rows(found[: taken + 1]) > room


def test_the_longer_a_text_the_smaller_it_stands():
    sizes = [fit_size("x" * length) for length in (0, 208, 209, 370, 371, 600)]
    assert sizes == ["quote", "quote", "lead", "lead", "", ""]
