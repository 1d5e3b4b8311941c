from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.peers.rules import Peer, make_trios


@st.composite
def chains(draw):
    """People in up to six areas; each may lead some who come after."""
    number = draw(st.integers(0, 60))
    return [
        Peer(at, draw(st.integers(0, 5)), draw(st.integers(0, at - 1)) if at > 1 else 0)
        for at in range(1, number + 1)
    ]


def find(people):
    return {one.id: one for one in people}


@given(chains(), st.integers(0, 99))
@settings(deadline=None)
def test_everyone_is_in_one_group_of_three_or_four(people, seed):
    groups = make_trios(people, seed)
    if len(people) < 3:
        assert groups == []
        return
    assert sorted(one for group in groups for one in group) == sorted(one.id for one in people)
    sizes = {len(group) for group in groups}
    assert sizes <= ({3, 4} if len(people) != 5 else {5})
    assert sum(len(group) == 4 for group in groups) <= 2


@given(chains(), st.integers(0, 99))
@settings(deadline=None)
def test_areas_differ_wherever_they_can(people, seed):
    """Leaders put aside: keeping them apart comes first."""
    people = [Peer(one.id, one.area) for one in people]
    groups, known = make_trios(people, seed), find(people)
    if groups and max(Counter(one.area for one in people).values()) <= len(groups):
        for group in groups:
            assert len({known[one].area for one in group}) == len(group)


@given(chains(), st.integers(0, 99))
@settings(deadline=None)
def test_the_same_seed_gives_the_same_groups_in_whatever_order_they_come(people, seed):
    assert make_trios(people, seed) == make_trios(people[::-1], seed)


def test_nobody_of_a_whole_chain_sits_with_own_leader():
    people = [Peer(at, at % 5, at // 4) for at in range(1, 51)]
    known = find(people)
    for seed in range(50):
        for group in make_trios(people, seed):
            assert len({known[one].area for one in group}) == len(group)
            for one, other in combinations(group, 2):
                assert other not in (known[one].leader,)
                assert one != known[other].leader
