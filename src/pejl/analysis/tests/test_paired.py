import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from pejl.analysis.paired import sign_test


@given(st.integers(0, 300), st.integers(0, 300))
def test_it_is_the_exact_binomial_test(one_way, other_way):
    moved = one_way + other_way
    expected = binomtest(one_way, moved).pvalue if moved else 1.0
    assert sign_test(one_way, other_way) == pytest.approx(expected, rel=1e-9, abs=1e-300)
    assert sign_test(one_way, other_way) == sign_test(other_way, one_way)


def test_less_than_nobody_cannot_move():
    with pytest.raises(ValueError, match="from 0 up"):
        sign_test(-1, 3)
