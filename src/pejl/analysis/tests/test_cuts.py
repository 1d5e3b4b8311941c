from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pejl.analysis.cuts import min_cut


def connect(size, edges):
    weights = [[0] * size for _ in range(size)]
    for (one, other), weight in edges.items():
        weights[one][other] = weights[other][one] = weight
    return weights


def cut_weight(weights, side):
    others = [vertex for vertex in range(len(weights)) if vertex not in side]
    return sum(weights[one][other] for one in side for other in others)


@st.composite
def graphs(draw):
    size = draw(st.integers(0, 7))
    weight = st.sampled_from([0, 0, 1, 2, 3, 9])
    return connect(size, {pair: draw(weight) for pair in combinations(range(size), 2)})


@given(graphs())
def test_is_the_smallest_of_all_cuts_that_are_not_zero(weights):
    vertices = range(len(weights))
    sides = [side for count in vertices for side in combinations(vertices, count)]
    cuts = [weight for side in sides if (weight := cut_weight(weights, side))]
    found = min_cut(weights)
    assert (found.weight if found else None) == min(cuts, default=None)


@given(graphs(), st.integers(0, 12))
def test_parts_one_component_and_only_below_the_bound(weights, below):
    smallest, found = min_cut(weights), min_cut(weights, below)
    assert (found is None) == (smallest is None or smallest.weight >= below)
    if found:
        assert cut_weight(weights, found.inside) == found.weight == smallest.weight
        assert cut_weight(weights, found.inside | found.outside) == 0
        assert not found.inside & found.outside


def test_the_example_of_stoer_and_wagner():
    edges = {(1, 2): 2, (1, 5): 3, (2, 3): 3, (2, 5): 2, (2, 6): 2, (3, 4): 4, (3, 7): 2}
    edges |= {(4, 7): 2, (4, 8): 2, (5, 6): 3, (6, 7): 1, (7, 8): 3}
    found = min_cut(connect(9, edges))
    assert found.weight == 4
    assert {found.inside, found.outside} == {frozenset({3, 4, 7, 8}), frozenset({1, 2, 5, 6})}


def test_nothing_to_cut():
    assert min_cut([]) is None
    assert min_cut([[5]]) is None
    assert min_cut([[0, 0], [0, 0]]) is None
