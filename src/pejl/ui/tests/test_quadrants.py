from hypothesis import given
from hypothesis import strategies as st

from pejl.ui.pictures.quadrants import Spot, draw_quadrants, part_spots
from pejl.ui.pictures.sizes import SIZES

PLACES = st.lists(st.tuples(st.floats(10, 700), st.floats(10, 400)), max_size=12)


@given(PLACES)
def test_spots_stay_inside_and_do_not_hide_one_another(places):
    placed = part_spots(places, 20, (10, 10, 700, 400))
    assert all(9.9 <= x <= 700.1 and 9.9 <= y <= 400.1 for x, y in placed)
    near = [
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for i, (ax, ay) in enumerate(placed)
        for bx, by in placed[:i]
    ]
    assert min(near, default=20) > 10


def test_the_numbers_and_the_fields_stand_in_the_picture():
    spots = [Spot(1, 0.5, 0.5, "#123456"), Spot(2, 0.5, 0.5, "#123456")]
    for size in SIZES.values():
        svg = draw_quadrants(spots, ("Begynd", "Plan", "Med", "Lad"), ("op", "ud"), size)
        assert all(f">{text}<" in svg for text in ("1", "2", "Begynd", "Plan", "Med", "Lad"))
