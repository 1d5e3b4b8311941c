import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.analysis.dialogues import (
    APART_FROM,
    Reciprocity,
    Sight,
    choose_inviter,
    compare_ends,
    is_broken,
    mean_of_people,
    reciprocity,
)

groups = st.integers(0, 6)
ties = st.lists(st.tuples(groups, groups), max_size=30)
steps = st.floats(1, 5)
ends = st.none() | steps
said = st.lists(st.tuples(groups, steps), min_size=1, max_size=30)


def test_two_of_three_pairs_are_named_from_both_ends():
    found = reciprocity([("a", "b"), ("b", "a"), ("a", "c"), ("c", "b"), ("b", "c"), ("a", "a")])
    assert found == Reciprocity(2, 3)
    assert reciprocity([("a", "a")]).share is None


@given(ties)
def test_reciprocity_is_a_share_whatever_the_direction_the_order_and_the_names(found):
    base = reciprocity(found)
    assert 0 <= base.mutual <= base.pairs
    assert reciprocity([(other, one) for one, other in found]) == base
    assert reciprocity([*reversed(found), *found]) == base
    assert reciprocity([(f"g{one}", f"g{other}") for one, other in found]) == base


@given(ties)
def test_all_pairs_are_mutual_exactly_when_every_tie_is_returned(found):
    base = reciprocity(found)
    returned = all((other, one) in found for one, other in found)
    assert (base.mutual == base.pairs) == returned
    both = reciprocity([*found, *((other, one) for one, other in found)])
    assert both == Reciprocity(base.pairs, base.pairs)


@given(ties, groups, groups)
def test_a_returned_tie_never_lowers_it(found, one, other):
    if (one, other) not in found or one == other:
        return
    before, after = reciprocity(found), reciprocity([*found, (other, one)])
    assert after.pairs == before.pairs
    assert after.mutual >= before.mutual


@given(said)
def test_a_mean_of_people_lies_among_what_they_said_in_any_order(found):
    values = [value for _giver, value in found]
    mean = mean_of_people(found)
    assert min(values) - 1e-9 <= mean <= max(values) + 1e-9
    assert mean_of_people(sorted(found, key=str)) == pytest.approx(mean)


@given(said, st.integers(1, 5))
def test_one_who_says_the_same_several_times_counts_once(found, times):
    repeated = [*found, *(pair for pair in found for _again in range(times))]
    assert mean_of_people(repeated) == pytest.approx(mean_of_people(found))


def test_each_person_weighs_the_same():
    assert mean_of_people([("a", 1), ("a", 1), ("a", 1), ("b", 5)]) == 3
    with pytest.raises(ValueError, match="somebody"):
        mean_of_people([])


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
def test_the_end_that_sees_least_of_the_trouble_invites(there, back):
    inviter = choose_inviter(there, back)
    if there is not None and back is not None:
        assert (there, back)[inviter] == max(there, back)
    elif (there, back) != (None, None):
        assert (there, back)[inviter] is None
    if there != back:
        assert choose_inviter(back, there) == 1 - inviter
