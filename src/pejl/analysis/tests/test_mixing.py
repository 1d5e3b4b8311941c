"""The E-I index beside a count tie by tie, all deals of a small network, and what always holds."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pejl.analysis.mixing import ei_index

networks = st.integers(2, 7).flatmap(
    lambda n: st.tuples(
        arrays.arrays(np.int64, (n, n), elements=st.integers(0, 3)),
        st.lists(st.sampled_from("abc"), min_size=n, max_size=n),
    )
)


def measure(ties, groups, deals=200):
    return ei_index(ties, groups, rng=np.random.default_rng(7), permutations=deals)


def count_by_hand(ties, groups):
    pairs = [(i, j) for i in range(len(groups)) for j in range(len(groups)) if i != j]
    external = sum(ties[i][j] for i, j in pairs if groups[i] != groups[j])
    internal = sum(ties[i][j] for i, j in pairs if groups[i] == groups[j])
    return (external - internal) / (external + internal) if external + internal else np.nan


@settings(deadline=None)
@given(networks)
def test_it_is_what_a_count_tie_by_tie_gives(network):
    ties, groups = network
    found = measure(ties, groups, 20)
    assert found.index == pytest.approx(count_by_hand(ties, groups), nan_ok=True)
    assert np.isnan(found.index) or -1 <= found.index <= 1
    assert found.external + found.internal == ties.sum() - np.trace(ties)


@settings(deadline=None, max_examples=25)
@given(networks.filter(lambda one: len(one[1]) <= 5))
def test_what_is_expected_is_the_mean_of_all_deals(network):
    ties, groups = network
    deals = [count_by_hand(ties, deal) for deal in permutations(groups)]
    assert measure(ties, groups, 20).expected == pytest.approx(np.mean(deals), nan_ok=True)


@settings(deadline=None, max_examples=40)
@given(networks, st.integers(1, 5), st.randoms())
def test_weights_names_and_order_do_not_matter(network, times, random):
    ties, groups = network
    order = random.sample(range(len(groups)), len(groups))
    other = ties[np.ix_(order, order)] * times
    renamed = [groups[at] + "!" for at in order]
    first, second = measure(ties, groups, 20), measure(other, renamed, 20)
    assert second.index == pytest.approx(first.index, nan_ok=True)
    assert second.expected == pytest.approx(first.expected, nan_ok=True)


def test_worked_example():
    """Three departments of two. Six ties go between them, two inside: (6 - 2) / 8. Of the 15 pairs
    of people 3 share a department, so by chance it is 1 - 2 · 3/15."""
    ties = np.zeros((6, 6))
    for one, other in [(0, 1), (2, 3), (0, 2), (0, 4), (1, 3), (1, 5), (2, 5), (3, 4)]:
        ties[one, other] = ties[other, one] = 1
    found = measure(ties, ["x", "x", "y", "y", "z", "z"])
    assert found.index == pytest.approx(0.5)
    assert found.expected == pytest.approx(0.6)
    assert (found.external, found.internal) == (12, 4)
    assert found.low <= found.index <= found.high


def test_when_all_know_all_it_is_what_is_expected():
    found = measure(np.ones((9, 9)), list("aaaabbbcc"))
    assert found.index == pytest.approx(found.expected)
    assert found.low == pytest.approx(found.high)


def test_a_chain_that_talks_inside_its_levels_lies_below_chance():
    levels = np.repeat([0, 1, 2, 3], 6)
    inside = levels[:, None] == levels
    found = measure(np.where(inside, 3, 0.1), levels.tolist())
    assert found.index < found.low < found.expected
    across = measure(np.where(inside, 0.1, 3), levels.tolist())
    assert across.index > across.high > across.expected


@pytest.mark.parametrize("ties", [[[0, 0], [0, 0]], [[5, 0], [0, 5]], np.zeros((0, 0))])
def test_without_ties_there_is_nothing_to_say(ties):
    found = measure(ties, list("ab")[: len(ties)])
    assert np.isnan([found.index, found.expected, found.low, found.high]).all()


@pytest.mark.parametrize(
    ("ties", "groups"),
    [
        ([[0, 1]], "a"),
        ([0, 1], "ab"),
        ([[0, -1], [0, 0]], "ab"),
        ([[0, np.nan], [0, 0]], "ab"),
        ([[0, np.inf], [0, 0]], "ab"),
        ([[0, 1], [1, 0]], "a"),
    ],
)
def test_what_is_no_network_is_refused(ties, groups):
    with pytest.raises(ValueError, match=r"everyone|square"):
        measure(ties, groups)
