from hypothesis import given
from hypothesis import strategies as st

from pejl.ui.pictures.lettering import clip_text, read_advances, text_width, wrap_text

words = st.text(st.sampled_from("abcdefghijklmnoWMiæøåÆØÅéß -–"), max_size=120)


def test_every_danish_letter_has_its_own_width():
    advances = read_advances("IBMPlexSans-Regular.ttf")
    assert all(0.2 < advances[ord(char)] < 1 for char in "abcæøåÆØÅéüö0123456789.,–…")
    assert advances[ord("m")] > advances[ord("i")]


def test_letters_that_another_font_draws_count_as_a_full_em():
    assert text_width("漢字", 10) == 20


def test_a_long_word_breaks_and_a_long_text_ends_in_dots():
    lines = wrap_text("Specialpædagogikkonsulentordningsudvalgsarbejdet i alle områder", 120, 16)
    assert lines[0].endswith("-")
    assert len(lines) == 3
    assert lines[-1].endswith("…")


@given(words, st.floats(60, 400), st.integers(10, 30), st.booleans())
def test_no_line_is_wider_than_its_room(text: str, width: float, px: int, bold: bool):
    assert all(
        text_width(line, px, bold=bold) <= width for line in wrap_text(text, width, px, bold=bold)
    )


@given(words)
def test_wrapping_with_room_enough_loses_nothing(text: str):
    assert " ".join(wrap_text(text, 100_000, 16)) == " ".join(text.split())


@given(words, st.floats(40, 400))
def test_clipped_text_fits(text: str, width: float):
    clipped = clip_text(text, width, 16)
    assert text_width(clipped, 16) <= width
    assert text_width(text, 16) > width or clipped == text
