"""Bradley-Terry beside choix, and what holds for all comparisons."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pejl.analysis.pairs import bradley_terry

tables = st.integers(1, 6).flatmap(
    lambda n: arrays.arrays(np.int64, (n, n), elements=st.integers(0, 4))
)


@settings(deadline=None, max_examples=60)
@given(tables, st.sampled_from([0.01, 0.1, 1.0]))
def test_strengths_are_those_of_choix(wins, penalty):
    choix = pytest.importorskip("choix")
    np.fill_diagonal(wins, 0)
    pairs = [(i, j) for i, j in np.argwhere(wins) for _time in range(wins[i, j])]
    expected = choix.opt_pairwise(len(wins), pairs, alpha=penalty) if pairs else np.zeros(len(wins))
    assert np.abs(bradley_terry(wins, penalty=penalty) - expected).max() < 1e-4


def test_strengths_are_found_again_in_many_comparisons():
    rng = np.random.default_rng(2)
    true = np.array([1.0, 0.4, 0, -0.4, -1])
    chance = 1 / (1 + np.exp(true - true[:, None]))
    upper = np.triu(rng.binomial(4000, chance), 1)
    wins = upper + np.tril(4000 - upper.T, -1)
    assert np.abs(bradley_terry(wins) - true).max() < 0.1


def test_what_always_won_is_strong_but_not_without_end():
    strengths = bradley_terry([[0, 1000, 1000], [0, 0, 5], [0, 5, 0]])
    assert 4 < strengths[0] < 20
    assert strengths[1] == pytest.approx(strengths[2])
    assert strengths.sum() == pytest.approx(0)


def test_nothing_compared_makes_all_equal():
    assert list(bradley_terry(np.zeros((3, 3)))) == [0, 0, 0]
    assert len(bradley_terry(np.zeros((0, 0)))) == 0


@pytest.mark.parametrize(
    ("wins", "penalty"), [([1, 2], 0.1), ([[1, 2]], 0.1), ([[0, -1], [0, 0]], 0.1), ([[0]], 0)]
)
def test_what_is_no_table_of_counts_is_refused(wins, penalty):
    with pytest.raises(ValueError, match="square table"):
        bradley_terry(wins, penalty=penalty)
