import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.ui.pictures.network import End, Link, Node, draw_network
from pejl.ui.pictures.network_drawing import BAD, GOOD, UNSEEN
from pejl.ui.pictures.network_layout import cut_curve, lay_out
from pejl.ui.pictures.sizes import SIZES

MARKUP = "<script>alert('1')</script> & \"så\" %(x)s"
LEVELS = [Node(f"l{at}", name) for at, name in enumerate(("Centerledelse", "Institutionsledelse"))]
AREAS = [Node(f"a{at}", name) for at, name in enumerate(("Skoler", "PPR", MARKUP))]
WELL, BADLY = End(0.9, 4.4, "virker 4,4"), End(0.4, 1.6, "virker 1,6")
LINKS = [
    Link("l0", "l1", WELL, BADLY, broken=True),
    Link("a0", "a1", WELL, None),
    Link("l1", "a2", None, WELL),
]


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def draw(links=LINKS, **more):
    return draw_network(LEVELS, AREAS, links, title="3 dialoger", **more)


def count_strokes(picture, colour):
    """The halves of lines in the picture, without those of the key."""
    return len(re.findall(rf'<path d="M[\d.,-]+C[^"]+" fill="none" stroke="{colour}"', picture.svg))


def test_each_half_of_a_line_is_what_its_own_end_says():
    picture = draw()
    assert [count_strokes(picture, colour) for colour in (GOOD, BAD, UNSEEN)] == [3, 1, 2]
    lines = {line.link.one: line for line in lay_out(LEVELS, AREAS, LINKS, SIZES["page"]).lines}
    across, arc = lines["l1"], lines["l0"]
    assert across.curve[0][0] < across.curve[3][0]
    assert arc.curve[0][1] < arc.curve[3][1]
    assert arc.curve[1][0] < arc.curve[0][0], "outside the column"


def test_the_alternative_says_both_ends_and_the_table_is_the_matrix():
    picture = draw(matrix=(("Fra", "1"), (("1 Skoler", "–"),)), left_out="3 er ikke vist.")
    assert "”Centerledelse” om ”Institutionsledelse”: virker 4,4; den anden vej: " in (picture.alt)
    assert "virker 1,6." in picture.alt
    assert "”Skoler” om ”PPR”: virker 4,4; den anden vej: kan ikke vises." in picture.alt
    assert (picture.header, picture.rows) == (("Fra", "1"), (("1 Skoler", "–"),))
    assert picture.note == "3 er ikke vist."


def test_markup_in_names_stays_text():
    tree = ElementTree.fromstring(draw().svg)
    assert "<script>" not in draw().svg
    assert any("<script>" in text for one in tree.iter() for text in one.itertext())


def test_where_there_is_no_room_for_all_those_that_matter_most_are_drawn():
    picture = draw(most=1)
    assert count_strokes(picture, BAD) == 1
    assert count_strokes(picture, UNSEEN) == 0
    assert picture.note == "2 flere står i tabellen."
    assert "PPR" in picture.alt


def test_a_network_of_nothing_can_be_drawn():
    picture = draw_network([], [], [], title="")
    ElementTree.fromstring(picture.svg)
    assert picture.alt == "Ingen dialog kan vises."


def test_the_screens_letters_can_be_read_from_the_back_and_the_picture_has_room():
    levels = [Node(f"l{at}", "Centerledelse og Områdeledelse") for at in range(5)]
    picture = draw_network(levels, AREAS, [Link("l0", "l4", WELL)], title="", size="beside")
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', picture.svg).groups())
    assert (width, height <= SIZES["beside"].tallest) == (SIZES["beside"].width, True)
    assert min(int(px) for px in re.findall(r'font-size="(\d+)px"', picture.svg)) >= 36
    assert "Områdeledelse</text>" in picture.svg, "the name stands whole, on two lines"


points = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


@given(st.tuples(points, points, points, points), st.floats(0.1, 0.9))
def test_the_halves_of_a_curve_meet_on_it(curve, part):
    there, back = cut_curve(curve, part)
    assert (there[0], back[0]) == (curve[0], curve[3])
    assert there[3] == back[3]
    left = 1 - part
    weights = (left**3, 3 * left**2 * part, 3 * left * part**2, part**3)
    for axis in (0, 1):
        on_it = sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True))
        assert there[3][axis] == pytest.approx(on_it, abs=1e-6)
