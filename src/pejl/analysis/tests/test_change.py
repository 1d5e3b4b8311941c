import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pejl.analysis.change import Verdict, find_changes

STEPS = st.integers(1, 7)
ANSWER = st.one_of(STEPS, st.just(np.nan))
PEOPLE = st.lists(st.tuples(ANSWER, ANSWER), min_size=1, max_size=30)
REAL = (Verdict.RISEN, Verdict.FALLEN)
NOBODY = np.nan


def find(table, **options):
    (found,) = find_changes([table], **options)
    return found


def draw(n, seed, shift=0.0, own=1.5):
    """People who differ more from each other than from themselves."""
    rng = np.random.default_rng(seed)
    before = rng.normal(4, own, n)
    return np.column_stack([before, before + shift + rng.normal(0, 0.5, n)])


def take_apart(before, now):
    return np.array([(one, NOBODY) for one in before] + [(NOBODY, one) for one in now])


@pytest.mark.parametrize("n", [10, 11, 40])
def test_the_same_people_are_scipys_test_of_pairs(n):
    table = draw(n, n, shift=0.4)
    there = stats.ttest_rel(table[:, 1], table[:, 0])
    here, interval = find(table), there.confidence_interval()
    assert (here.shift, here.p, here.both) == pytest.approx(
        (np.diff(table).mean(), there.pvalue, n)
    )
    assert (here.low, here.high) == pytest.approx((interval.low, interval.high))


@pytest.mark.parametrize(("earlier", "later"), [(10, 10), (80, 12)])
def test_other_people_are_scipys_test_of_two_groups(earlier, later):
    rng = np.random.default_rng(earlier)
    before, now = rng.normal(4, 1, earlier), rng.normal(4.3, 1.4, later)
    there = stats.ttest_ind(now, before, equal_var=False)
    here, interval = find(take_apart(before, now)), there.confidence_interval()
    assert (here.p, here.low, here.high) == pytest.approx(
        (there.pvalue, interval.low, interval.high)
    )
    assert here.both == 0


def test_a_change_that_is_real_in_the_same_people_is_noise_between_others():
    table = draw(30, 3, shift=0.4)
    assert find(table).verdict is Verdict.RISEN
    assert find(table[:, ::-1]).verdict is Verdict.FALLEN
    assert find(take_apart(*table.T)).verdict is Verdict.NOISE


def test_what_is_real_is_scipys_false_discovery_rule():
    tables = [draw(25, seed, shift=seed % 3 * 0.15) for seed in range(20)]
    found = find_changes(tables)
    adjusted = stats.false_discovery_control([one.p for one in found])
    real = [one.verdict in REAL for one in found]
    assert real == list(adjusted <= 0.05)
    assert 0 < sum(real) < 20


def draw_steps(rng, n, both, shift=0.0):
    """Answers on seven steps; `both` of `n` come again, and as many new ones as are gone."""
    people = np.clip(np.round(rng.normal(4, 1.2, 2 * n - both)), 1, 7)
    again = np.clip(np.round(people + shift + rng.normal(0, 0.8, len(people))), 1, 7)
    table = np.column_stack([people, again])
    table[n:, 0], table[: n - both, 1] = NOBODY, NOBODY
    return table


@pytest.mark.parametrize("both", [0, 6, 12])
def test_chance_is_seldom_called_real(both):
    """Of 400 days where nothing changed, one in twenty would have any change called real."""
    rng = np.random.default_rng(both)
    days = [[draw_steps(rng, 12, both) for _group in range(6)] for _day in range(400)]
    wrong = sum(any(one.verdict in REAL for one in find_changes(day)) for day in days)
    assert wrong <= 400 * 0.05 + 3 * np.sqrt(400 * 0.05 * 0.95)


def test_a_step_up_in_twelve_is_found_as_a_rule():
    rng = np.random.default_rng(1)
    found = [find(draw_steps(rng, 12, 12, shift=1.0)).verdict for _day in range(200)]
    assert found.count(Verdict.RISEN) > 150
    assert Verdict.FALLEN not in found


@given(PEOPLE, st.randoms(use_true_random=False))
def test_order_tells_nothing_and_turning_time_turns_the_change(people, rng):
    shuffled = list(people)
    rng.shuffle(shuffled)
    first, again = find(people), find(shuffled)
    back = find([(now, before) for before, now in people])
    turned = {Verdict.RISEN: Verdict.FALLEN, Verdict.FALLEN: Verdict.RISEN}
    assert first.verdict == again.verdict == turned.get(back.verdict, back.verdict)
    figures = (first.shift, first.low, first.high, first.p)
    assert figures == pytest.approx((again.shift, again.low, again.high, again.p), nan_ok=True)
    assert figures == pytest.approx((-back.shift, -back.high, -back.low, back.p), nan_ok=True)
    assert first.both == sum(before == before and now == now for before, now in people)


@given(st.lists(STEPS, min_size=10, max_size=30))
def test_who_all_say_the_same_as_before_have_not_changed(answers):
    found = find([(one, one) for one in answers])
    assert (found.shift, found.low, found.high, found.p) == (0, 0, 0, 1)
    assert found.verdict is Verdict.NOISE


@given(st.lists(st.integers(1, 6), min_size=10, max_size=30))
def test_where_all_moved_a_step_it_is_real(answers):
    assert find([(one, one + 1) for one in answers]).verdict is Verdict.RISEN


def test_fewer_than_asked_for_say_nothing():
    found = find([(1, 7)] * 9)
    assert (found.verdict, found.shift) == (Verdict.TOO_FEW, 6)
    assert find([(1, 7)] * 10).verdict is Verdict.RISEN
    assert find_changes([]) == ()


@pytest.mark.parametrize("table", [[1, 2], [[1, 2, 3]], [[1, np.inf]]])
def test_what_is_no_table_is_refused(table):
    with pytest.raises(ValueError, match="a table is people by two answers"):
        find(table)
