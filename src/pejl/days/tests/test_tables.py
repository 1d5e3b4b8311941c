from hypothesis import given
from hypothesis import strategies as st

from pejl.days.places import SMALLEST, list_tables


@given(st.dictionaries(st.integers(0, 80).map(str), st.integers(1, 9)))
def test_tables_are_put_together_until_none_is_small(seats):
    places = list_tables(seats)
    named = [name for place in places for name in place.names]
    assert named == [str(number) for number in sorted(set(seats.values()))] or not places
    assert all(place.people >= SMALLEST for place in places)
    assert sum(place.people for place in places) == (len(seats) if places else 0)


def test_a_small_table_joins_its_neighbour():
    seats = {f"p{at}": 1 + at // 5 for at in range(12)}  # tables of 5, 5 and 2
    assert [place.names for place in list_tables(seats)] == [("1",), ("2", "3")]
