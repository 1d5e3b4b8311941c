import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.analysis.ratings import rate
from pejl.ui.colours import FOCUS
from pejl.ui.pictures.answers import find_mean, say_number
from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.overview import draw_overview
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.profile import ProfileRow, draw_profile
from pejl.ui.pictures.render import Frame, draw_json, draw_layers, draw_png, warm_up
from pejl.ui.pictures.scale import draw_scale
from pejl.ui.pictures.sizes import SIZES, Use
from pejl.ui.pictures.strips import Strip

ENDS = ("Langt fra målet", "Målet er nået")
MARKUP = "<script>alert('1')</script> & \"så\" %(x)s {y}"
ROWS = (
    ProfileRow("Områdeledelse", (0, 0, 0, 1, 3, 2, 0)),
    ProfileRow("Afdelingsledelse", (1, 4, 6, 5, 2, 0, 0)),
    ProfileRow("Koordinator", None),
)


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def profile(rows: tuple[ProfileRow, ...] = ROWS, size: Use = "page") -> Picture:
    colour, shape = FOCUS[0]
    return draw_profile(rows, subject="Inklusion", ends=ENDS, colour=colour, shape=shape, size=size)


def list_texts(picture: Picture) -> list[str]:
    tree = ElementTree.fromstring(picture.svg)
    return [text for one in tree.iter() if one.tag.endswith("}text") for text in one.itertext()]


def test_a_profile_states_its_finding_its_numbers_and_what_is_left_out():
    picture = profile()
    assert picture.title == "Inklusion: ”Afdelingsledelse” ligger 2,0 trin under ”Områdeledelse”"
    assert picture.note == "24 svar i billedet. 1 gruppe er ikke vist, så ingen kan genkendes."
    assert "Afdelingsledelse: gennemsnit 3,2 af 18 svar, fra 1 til 5." in picture.alt
    assert picture.header[:4] == ("Niveau", "Svar", "Gennemsnit", "1")
    assert picture.rows[0] == ("Områdeledelse", "6", "5,2", "0", "0", "0", "1", "3", "2", "0")
    assert all(len(row) == len(picture.header) for row in picture.rows)


def test_a_withheld_group_shows_no_figure_anywhere():
    picture = profile()
    assert picture.rows[2] == ("Koordinator", "for få svar", *["–"] * 8)
    assert "Koordinator: for få svar." in picture.alt
    texts = list_texts(picture)
    assert "for få svar" in texts
    assert [text for text in texts if "," in text] == ["5,2", "3,2", "5,2", "3,2"]  # with a halo


def test_the_line_between_means_does_not_bridge_a_withheld_group():
    broken = (ROWS[0], ProfileRow("Institutionsledelse", None), ROWS[1])
    whole = (ROWS[0], ProfileRow("Institutionsledelse", (0, 0, 4, 0, 0, 0, 0)), ROWS[1])

    def count_links(rows: tuple[ProfileRow, ...]) -> int:
        return len(re.findall(r'd="M[\d.,-]+(?:L[\d.,-]+)+"', profile(rows).svg))

    assert count_links(broken) == 0
    assert count_links(whole) == 1


def test_groups_that_agree_are_said_to_agree():
    same = ProfileRow("Koordinator", (0, 0, 1, 3, 1, 0, 0))
    assert profile((same, same)).title == "Inklusion: alle grupper ser nogenlunde ens på det"
    assert profile((ROWS[2],)).title == "Inklusion: for få svar"
    assert profile((ROWS[0],)).title == "Inklusion: gennemsnit 5,2"


def test_an_overview_has_each_focus_area_in_its_own_colour_in_the_given_order():
    counts = ((0, 1, 2, 3, 0, 0, 0), (0, 0, 0, 1, 2, 3, 0), (1, 1, 1, 1, 1, 1, 1))
    strips = [Strip(f"Område {at}", count, *FOCUS[at]) for at, count in enumerate(counts)]
    picture = draw_overview(strips, ends=ENDS)
    assert picture.title == "Område 1 ligger højest (5,3), Område 0 lavest (3,3)"
    assert [row[0] for row in picture.rows] == ["Område 0", "Område 1", "Område 2"]
    assert all(colour in picture.svg for colour, _shape in FOCUS[:3])


def test_bars_are_ranked_and_equal_ones_keep_their_order():
    bars = [Bar("a", 3), Bar("b", 8), Bar("c", 3), Bar("d", 0)]
    picture = draw_bars(bars, what="Handling", unit="Point", answers=7)
    assert picture.rows == (("b", "8"), ("a", "3"), ("c", "3"), ("d", "0"))
    assert picture.title == "”b” fik flest: 8 point"
    assert picture.note == "7 svar."


def test_bars_without_a_single_answer_can_be_drawn():
    assert draw_bars([], what="Svar", unit="Svar", answers=0).title == "Ingen svar endnu"
    assert draw_bars([Bar("a", 0)], what="Svar", unit="Svar", answers=0).rows == (("a", "0"),)


def test_twenty_long_labels_fit_the_screen_and_the_table_has_them_whole():
    label = "Ledelsesmøder på tværs med pejlemærkerne som fast punkt på dagsordenen"
    bars = [Bar(f"{label} {at}", at) for at in range(20)]
    picture = draw_bars(bars, what="Handling", unit="Point", answers=48, size="screen")
    assert list_letters(picture) == {36}
    assert picture.rows[0][0] == f"{label} 19"
    assert any(text.endswith("…") for text in list_texts(picture))


def test_a_scale_says_its_mean():
    picture = draw_scale((0, 0, 1, 3, 6), "Slet ikke", "I høj grad", subject="Min tid værd")
    assert picture.title == "Min tid værd: gennemsnit 4,5 ud af 5"
    assert "gennemsnit 4,5" in list_texts(picture)
    empty = draw_scale((0, 0, 0), "Slet ikke", "I høj grad", subject="Min tid værd")
    assert empty.title == "Min tid værd: ingen svar endnu"


@pytest.mark.parametrize("size", list(SIZES))
def test_each_size_has_its_width_and_no_letter_below_its_smallest(size: Use):
    picture = profile(size=size)
    assert measure(picture)[0] == SIZES[size].width
    assert min(list_letters(picture)) == SIZES[size].small


def list_letters(picture: Picture) -> set[int]:
    return {int(px) for px in re.findall(r'font-size="(\d+)px"', picture.svg)}


@pytest.mark.parametrize("size", ["screen", "beside"])
def test_letters_on_the_screen_can_be_read_from_the_back(size: Use):
    long = "Resurselandskabet og de fælles overgange mellem dagtilbud og skole"
    strips = [Strip(f"{long} {at}", (1, 4, 9, 5, 2, 1, 3), *FOCUS[at]) for at in range(4)]
    bars = [Bar(f"{long} {at}", 20 - at) for at in range(7)]
    scale = draw_scale((3, 8, 20, 9, 2), "Slet ikke", "I høj grad", subject="Tid", size=size)
    drawn = (
        draw_overview(strips, ends=ENDS, size=size),
        draw_bars(bars, what="Handling", unit="Point", answers=48, size=size),
        scale,
    )
    for picture in drawn:
        assert measure(picture)[1] <= SIZES[size].tallest + 36
        assert min(list_letters(picture)) >= 36


def test_a_picture_with_room_to_spare_has_large_letters():
    bars = [Bar("Besøg", 3), Bar("Møder", 8)]
    picture = draw_bars(bars, what="Handling", unit="Point", answers=7, size="screen")
    assert max(list_letters(picture)) == SIZES["screen"].text


def measure(picture: Picture) -> tuple[float, float]:
    root = ElementTree.fromstring(picture.svg)
    return float(root.attrib["width"]), float(root.attrib["height"])


@pytest.mark.parametrize("size", list(SIZES))
def test_markup_is_only_text(size: Use):
    picture = draw_profile(
        [ProfileRow(MARKUP, ROWS[0].counts)],
        subject=MARKUP, ends=(MARKUP, MARKUP), colour=FOCUS[0].hex, size=size,
    )  # fmt: skip
    bars = draw_bars([Bar(MARKUP, 3)], what="a", unit="b", answers=1, size=size)
    scale = draw_scale((1, 2), MARKUP, MARKUP, subject=MARKUP, size=size)
    for drawn in (picture, bars, scale):
        tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(drawn.svg).iter()}
        assert tags <= {"svg", "g", "path", "line", "text", "tspan", "rect", "defs", "clipPath"}
        assert "&lt;script" in drawn.svg


def test_the_source_carries_the_letters_and_still_is_the_picture():
    picture = profile()
    head, _comma, data = picture.src.partition(",")
    assert head == "data:image/svg+xml"
    assert not set('"<>#') & set(data)
    tree = ElementTree.fromstring(unquote(data))
    style = tree[0].text or ""
    assert style.count("@font-face") == 2
    assert "url(data:font/woff2;base64," in style
    assert len(list(tree.iter())) == len(list(ElementTree.fromstring(picture.svg).iter())) + 1


def test_a_layer_that_vega_lite_does_not_understand_is_refused():
    with pytest.raises(ValueError, match=r"."):
        draw_layers([{"mark": {"type": "no such mark"}}], Frame(10, 10))


def test_many_threads_draw_the_same_as_one():
    warm_up()
    rows = [(ProfileRow("a", (at, 1, 2, 3, 0, 0, 1)), ROWS[1]) for at in range(12)]
    alone = [profile(pair).svg for pair in rows]
    draw_json.cache_clear()
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda pair: profile(pair).svg, rows)) == alone


def test_a_picture_becomes_a_png():
    assert draw_png(profile().svg).startswith(b"\x89PNG")


@given(st.lists(st.integers(0, 500), min_size=2, max_size=10))
def test_the_mean_lies_on_the_scale(counts: list[int]):
    mean = find_mean(counts)
    assert (mean is None) == (sum(counts) == 0)
    assert mean is None or 1 <= mean <= len(counts)


@given(st.floats(0, 100))
@settings(max_examples=50)
def test_numbers_are_rounded_and_written_as_in_danish(number: float):
    with translation.override("da"):
        assert say_number(number) == f"{number:.1f}".replace(".", ",")


RATED = ProfileRow("Centerledelse", rate((0, 0, 0, 1, 3, 2, 0)))


def test_a_group_of_few_is_drawn_by_its_mean_alone():
    both = draw_profile((RATED, ROWS[1]), subject="Nærhed", ends=ENDS, colour="#333333")
    assert both.header == ("Niveau", "Svar", "Gennemsnit", "Spredning", *"1234567")
    assert both.rows[0] == ("Centerledelse", "6", "5,2", "tæt samlet", *["–"] * 7)
    assert both.rows[1][2:5] == ("3,2", "–", "1")
    assert "6 svar" in both.svg
    assert "Hvor få har svaret" in both.note
    assert "tæt samlet" in both.alt


def test_where_all_are_few_the_table_has_no_steps():
    only = draw_profile((RATED, RATED), subject="Nærhed", ends=ENDS, colour="#333333")
    assert only.header == ("Niveau", "Svar", "Gennemsnit", "Spredning")
    assert all(len(row) == 4 for row in only.rows)


def test_the_ends_of_a_scale_are_not_said_to_the_last_decimal():
    top = rate((0, 0, 0, 0, 0, 0, 6))
    shown = draw_scale(top, "uenig", "enig", subject="Dagen")
    assert shown.rows == (("Dagen", "6", "mindst 6,5", "–"),)
    assert "mindst 6,5" in shown.title
    assert "mindst 6,5" in shown.alt
