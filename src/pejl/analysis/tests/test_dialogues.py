import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.analysis.dialogues import (
    APART_FROM,
    Sight,
    choose_inviter,
    compare_ends,
    is_broken,
    reciprocity,
)

groups = st.integers(0, 6)
shares = st.integers(0, 20).map(lambda people: people / 20)
networks = st.dictionaries(st.tuples(groups, groups), shares, max_size=30)
steps = st.floats(1, 5)
ends = st.none() | steps


def test_what_comes_back_is_the_smaller_of_what_goes_each_way():
    assert reciprocity({("a", "b"): 0.6, ("b", "a"): 0.2, ("a", "a"): 1.0}) == pytest.approx(0.5)
    assert reciprocity({("a", "b"): 0.6, ("c", "a"): 0.2}) == 0
    assert reciprocity({("a", "a"): 1.0}) is None
    with pytest.raises(ValueError, match="at least 0"):
        reciprocity({("a", "b"): -0.1})


def test_of_ties_it_is_the_share_that_is_returned():
    ties = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "b"), ("b", "c")]
    assert reciprocity(dict.fromkeys(ties, 1.0)) == 4 / 5


@given(networks)
def test_reciprocity_is_a_share_whatever_the_direction_and_the_names(weights):
    base = reciprocity(weights)
    assert base is None or 0 <= base <= 1
    turned = {(f"g{j}", f"g{i}"): weight for (i, j), weight in weights.items()}
    assert reciprocity(turned) == pytest.approx(base)


@given(networks, st.floats(0.01, 100))
def test_the_unit_of_the_weights_does_not_matter(weights, factor):
    scaled = {pair: weight * factor for pair, weight in weights.items()}
    assert reciprocity(scaled) == pytest.approx(reciprocity(weights))


@given(networks)
def test_all_comes_back_where_both_ways_weigh_the_same(weights):
    mirrored = {(j, i): weight for (i, j), weight in weights.items()}
    both = {pair: max(weights.get(pair, 0), mirrored.get(pair, 0)) for pair in weights | mirrored}
    assert reciprocity(both) == (None if reciprocity(weights) is None else pytest.approx(1))


@given(networks, groups, groups, shares)
def test_more_of_the_weaker_way_never_lowers_it(weights, i, j, more):
    if i == j or weights.get((i, j), 0) > weights.get((j, i), 0):
        return
    after = min(weights.get((i, j), 0) + more, weights.get((j, i), 0))
    base = reciprocity(weights)
    assert base is None or reciprocity(weights | {(i, j): after}) >= base - 1e-9


@given(steps, steps, st.floats(0, 4))
def test_what_is_broken_stays_so_when_it_matters_more_or_works_less(important, works, change):
    if is_broken(important, works):
        assert is_broken(important + change, works)
        assert is_broken(important, works - change)


@given(ends, ends)
def test_both_ends_are_compared_alike_from_either_side(there, back):
    sight = compare_ends(there, back)
    assert compare_ends(back, there) is sight
    assert (sight is Sight.ONE_END) == (there is None or back is None)
    if sight is Sight.ALIKE:
        assert abs(there - back) < APART_FROM


@given(ends, ends)
def test_the_end_that_says_least_of_the_trouble_invites(there, back):
    inviter = choose_inviter(there, back)
    if there is not None and back is not None:
        assert (there, back)[inviter] == max(there, back)
    elif (there, back) != (None, None):
        assert (there, back)[inviter] is None
    if there != back:
        assert choose_inviter(back, there) == 1 - inviter
