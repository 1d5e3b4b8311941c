"""The gaps against scipy's bootstrap, by hand, and what must hold for any answers."""

from math import nan
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import bootstrap

from pejl.analysis.agreement import Band, level_gaps, prediction_gap, self_other
from pejl.analysis.resampling import find_tails, resample_means

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning:pejl")


def find_gaps(ratings, levels, seed=1, **options):
    return level_gaps(ratings, levels, rng=np.random.default_rng(seed), **options)


@st.composite
def chains(draw, max_people=14):
    """Ratings on a scale of seven with a few not answered, and each person's level."""
    steps = st.sampled_from([*range(1, 8), nan])
    shape = st.tuples(st.integers(1, max_people), st.integers(1, 4))
    ratings = draw(arrays.arrays(np.float64, shape, elements=steps))
    levels = draw(arrays.arrays(np.int64, len(ratings), elements=st.integers(0, 3)))
    return ratings, levels


def simulate(people, questions, seed=3, missing=0.0):
    rng = np.random.default_rng(seed)
    levels = rng.integers(0, 5, people)
    ratings = rng.integers(1, 8, (people, questions)).astype(float)
    ratings[rng.random(ratings.shape) < missing] = nan
    return ratings, levels


def assert_same(one, other, tolerance=0.0):
    for name in ("levels", "gap", "low", "high", "answers"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=tolerance)
    assert one.bands == other.bands


# the intervals


def test_intervals_are_those_of_scipy():
    """Its percentile bootstrap, question by question, of answers widened as ours are."""
    ratings, levels = simulate(60, 4, missing=0.2)
    found = find_gaps(ratings, levels)
    for pair in range(4):
        for question in range(4):
            samples = []
            for level in (pair, pair + 1):
                answers = ratings[levels == level, question]
                answers = answers[~np.isnan(answers)]
                count, mean = len(answers), answers.mean()
                samples.append(mean + (answers - mean) * np.sqrt(count / (count - 1)))
            known = bootstrap(
                samples,
                lambda upper, lower, axis: lower.mean(axis) - upper.mean(axis),
                n_resamples=10_000,
                method="percentile",
                rng=np.random.default_rng(question),
            )
            close = 0.2 * known.standard_error
            interval = known.confidence_interval
            assert found.low[pair, question] == pytest.approx(interval.low, abs=close)
            assert found.high[pair, question] == pytest.approx(interval.high, abs=close)


@pytest.mark.parametrize(("people", "least"), [(6, 0.90), (10, 0.92), (40, 0.935)])
def test_intervals_hold_the_truth_about_as_often_as_they_say(people, least):
    rng = np.random.default_rng(people)
    ratings = rng.normal(0, 1, (2 * people, 1500))
    ratings[people:] += 1
    found = find_gaps(ratings, np.repeat([0, 1], people), resamples=2000)
    held = np.mean((found.low <= 1) & (found.high >= 1))
    assert least < held < 0.965


def test_intervals_in_small_levels_are_widened():
    """By √(6 / 5) for six people, against the standard error that divides by n."""
    ratings = np.random.default_rng(6).normal(0, 1, (12, 400))
    found = find_gaps(ratings, np.repeat([0, 1], 6), resamples=4000)
    narrow = np.sqrt(ratings[:6].var(axis=0) / 6 + ratings[6:].var(axis=0) / 6)
    ratio = np.median((found.high - found.low) / (2 * 1.96 * narrow))
    assert ratio == pytest.approx(np.sqrt(6 / 5), rel=0.03)


def test_a_higher_confidence_gives_a_wider_interval():
    ratings, levels = simulate(80, 3)
    wide, narrow = (find_gaps(ratings, levels, confidence=c) for c in (0.99, 0.8))
    assert np.all(wide.low < narrow.low)
    assert np.all(wide.high > narrow.high)


def test_levels_that_each_agree_have_an_interval_of_no_width():
    found = find_gaps([[4.1]] * 6 + [[5.2]] * 7, [1] * 6 + [2] * 7)
    assert found.gap[0, 0] == pytest.approx(1.1)
    assert found.low[0, 0] == found.gap[0, 0] == found.high[0, 0]
    assert found.bands == ((Band.FAR_APART,),)


@given(
    arrays.arrays(
        np.float32, st.integers(1, 400), elements=st.integers(-9, 9) | st.floats(-3, 3, width=32)
    ),
    st.data(),
)
def test_tails_are_those_of_a_sorted_list(gaps, data):
    tail = data.draw(st.integers(1, len(gaps)))
    means = np.stack([np.zeros_like(gaps), gaps])[:, None]
    found = find_tails(means, tail)[0, 0]
    assert found.tolist() == [np.sort(gaps)[tail - 1], np.sort(gaps)[-tail]]


def test_means_of_resamples_vary_as_they_must():
    """Of n drawn from n the mean has the sample's mean, and its variance over n."""
    rng = np.random.default_rng(5)
    group = rng.integers(1, 8, (12, 6)).astype(float)
    means = resample_means([group], 40_000, 9)[0]
    assert means.mean(axis=1) == pytest.approx(group.mean(axis=0), abs=0.02)
    assert means.var(axis=1) == pytest.approx(group.var(axis=0) / 12, rel=0.05)
    together = np.corrcoef(means)  # whole people are drawn: questions stay connected
    assert together == pytest.approx(np.corrcoef(group.T), abs=0.03)


def test_groups_are_drawn_independently():
    group = np.arange(8.0)[:, None]
    one, other = resample_means([group, group], 40_000, 9)[:, 0]
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.02
    assert abs(np.corrcoef(one[:-1], one[1:])[0, 1]) < 0.02


def test_resamples_where_nobody_answered_take_the_one_before():
    """With 2 of 9 answered, a tenth of the draws hold neither; the mean must not tend to 0."""
    group = np.full((9, 1), nan)
    group[:2, 0] = 5, 6
    means = resample_means([group], 20_000, 2)[0, 0]
    assert set(np.unique(means)) <= {np.float32(0), *means[means >= 5]}
    assert np.count_nonzero(means == 0) <= 4
    assert means.mean() == pytest.approx(5.5, abs=0.02)


# what must hold for any answers


@settings(max_examples=50)
@given(chains(), st.randoms())
def test_people_in_any_order_give_the_same(chain, random):
    ratings, levels = chain
    order = random.sample(range(len(levels)), len(levels))
    found = find_gaps(ratings, levels, resamples=200)
    assert_same(find_gaps(ratings[order], levels[order], resamples=200), found)


@settings(max_examples=50)
@given(chains())
def test_the_gap_is_that_of_the_means_and_lies_in_its_interval(chain):
    ratings, levels = chain
    found = find_gaps(ratings, levels, resamples=200)
    assert found.levels.tolist() == sorted(set(levels.tolist()))
    assert found.gap.shape == (len(found.levels) - 1, ratings.shape[1])
    for pair, (upper, lower) in enumerate(zip(found.levels[:-1], found.levels[1:], strict=True)):
        for question in range(ratings.shape[1]):
            means, counts = [], []
            for level in (upper, lower):
                said = [x for x in ratings[levels == level, question] if x == x]
                counts.append(len(said))
                means.append(sum(said) / len(said) if said else nan)
            gap = means[1] - means[0]
            assert found.answers[pair, question] == min(counts)
            assert found.gap[pair, question] == pytest.approx(gap, nan_ok=True)
            low, high = found.low[pair, question], found.high[pair, question]
            if min(counts) < 2:
                assert np.isnan(low)
                assert np.isnan(high)
            else:
                assert low <= high
            if min(counts) < 5:
                assert found.bands[pair][question] is Band.TOO_FEW


@settings(max_examples=50)
@given(chains(), st.integers(-5, 5))
def test_moving_all_answers_moves_no_gap(chain, shift):
    ratings, levels = chain
    found = find_gaps(ratings, levels, resamples=200)
    assert_same(find_gaps(ratings + shift, levels, resamples=200), found, tolerance=1e-5)


@settings(max_examples=50)
@given(chains(), st.integers(-5, 5))
def test_moving_the_lower_level_moves_the_gap(chain, shift):
    ratings, levels = chain
    levels = np.minimum(levels, 1)
    found = find_gaps(ratings, levels, resamples=200)
    moved = find_gaps(ratings + shift * levels[:, None], levels, resamples=200)
    for name in ("gap", "low", "high"):
        expected = getattr(found, name) + shift
        np.testing.assert_allclose(getattr(moved, name), expected, atol=1e-5)


def test_the_same_seed_gives_the_same_and_another_nearly():
    ratings, levels = simulate(50, 8, missing=0.1)
    found = find_gaps(ratings, levels)
    assert_same(find_gaps(ratings, levels), found)
    other = find_gaps(ratings, levels, seed=2)
    assert not np.array_equal(other.low, found.low)
    width = found.high - found.low
    assert np.all(np.abs(other.low - found.low) < 0.06 * width)


def test_a_question_alone_and_with_a_silent_person():
    ratings, levels = simulate(40, 2)
    found = find_gaps(ratings, levels)
    more = find_gaps(np.vstack([ratings, [nan, nan]]), [*levels, 2])
    np.testing.assert_allclose(more.gap, found.gap)
    np.testing.assert_allclose(more.low, found.low, atol=0.1)


def test_one_level_has_no_gap():
    found = find_gaps([[1.0, 2], [3, 4]], [7, 7])
    assert found.levels.tolist() == [7]
    assert found.gap.shape == found.low.shape == (0, 2)
    assert found.bands == ()


# the words


def choose(upper, lower, **options):
    levels = [0] * len(upper) + [1] * len(lower)
    return find_gaps([[float(x)] for x in [*upper, *lower]], levels, **options).bands[0][0]


def test_the_rule():
    fours, split = [4] * 20, [1, 7] * 10
    assert choose(fours, [4] * 18 + [5] * 2) is Band.AGREE
    assert choose(fours, [4] * 8 + [5] * 12) is Band.SOMEWHAT_APART
    assert choose([*fours, 3], [5] * 20) is Band.FAR_APART
    assert choose([5] * 20, fours) is Band.FAR_APART
    assert choose(fours, split) is Band.TOO_FEW  # as wide as it is, all is possible
    assert choose([4] * 4, [6] * 20) is Band.TOO_FEW
    assert choose([4] * 4, [6] * 20, least=4) is Band.FAR_APART
    assert choose([4] * 5, [nan] * 9) is Band.TOO_FEW
    assert choose([4], [6] * 9, least=1) is Band.TOO_FEW


def test_bounds_that_are_met_but_for_rounding_are_met():
    assert choose([0.1] * 9, [1.1] * 9) is Band.FAR_APART
    assert choose([4.4] * 9, [5.4] * 9) is Band.FAR_APART
    assert choose([2.3] * 9, [2.8] * 9) is Band.SOMEWHAT_APART
    assert choose([0.1] * 9, [0.4] * 9, near=0.3) is Band.SOMEWHAT_APART


@settings(max_examples=100)
@given(chains(max_people=40))
def test_agree_and_far_apart_rule_each_other_out(chain):
    ratings, levels = chain
    levels = levels % 2
    found = find_gaps(ratings, levels, resamples=400)
    for pair, row in enumerate(found.bands):
        for question, band in enumerate(row):
            low, high = found.low[pair, question], found.high[pair, question]
            if band is Band.AGREE:
                assert low > -1
                assert high < 1
            if band is Band.FAR_APART:
                assert low >= 0.499 or high <= -0.499


@pytest.mark.parametrize(
    "refused",
    [
        lambda: find_gaps([[1.0]], [0, 1]),
        lambda: find_gaps([1.0], [0]),
        lambda: find_gaps([[1.0]], [0.5]),
        lambda: find_gaps([[np.inf]], [0]),
        lambda: find_gaps(np.empty((0, 2)), []),
        lambda: find_gaps([[1.0]], [0], resamples=20),
        lambda: find_gaps([[1.0]], [0], confidence=1.0),
        lambda: find_gaps([[1.0]], [0], near=2),
        lambda: self_other([[1.0]], [0], [[1.0, 2]], [0]),
        lambda: self_other([[1.0]], [0], [[1.0]], [0, 1]),
        lambda: prediction_gap([[1.0]], [[1.0, 2]], [0]),
        lambda: prediction_gap([[1.0]], [[1.0]], [0], "aside"),
    ],
)
def test_what_makes_no_sense_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()


# self and others, guess and truth


def test_self_and_others():
    found = self_other(
        own=[[6, 3], [4, 4], [5, nan]],
        who=[2, 1, 2],
        ratings=[[4, 5], [5, nan], [3, 3], [7, 7]],
        whom=[2, 2, 1, 9],
    )
    assert found.whom.tolist() == [1, 2, 9]
    np.testing.assert_array_equal(found.own, [[4, 4], [5.5, 3], [nan, nan]])
    np.testing.assert_array_equal(found.others, [[3, 3], [4.5, 5], [7, 7]])
    np.testing.assert_array_equal(found.gap, [[1, 1], [1, -2], [nan, nan]])
    assert found.raters.tolist() == [[1, 1], [2, 1], [1, 1]]


@given(chains(), st.integers(-4, 4))
def test_who_rates_as_the_others_do_has_no_gap(chain, above):
    ratings, people = chain
    found = self_other(ratings + above, people, ratings, people)
    np.testing.assert_allclose(found.gap, found.others * 0 + above, atol=1e-12)


RATINGS = [[2, 2], [4, 4], [5, nan], [6, 1]]
GUESSES = [[3, 5], [7, nan], [1, 1], [4, 4]]
LEVELS = [0, 1, 1, 3]


def test_each_level_guesses_the_one_below():
    found = prediction_gap(GUESSES, RATINGS, LEVELS)
    assert found.guessing.tolist() == [0, 1]
    assert found.guessed.tolist() == [1, 3]
    np.testing.assert_array_equal(found.guess, [[3, 5], [4, 1]])
    np.testing.assert_array_equal(found.truth, [[4.5, 4], [6, 1]])
    np.testing.assert_array_equal(found.gap, [[-1.5, 1], [-2, 0]])
    assert found.guesses.tolist() == [[1, 1], [2, 1]]
    assert found.answers.tolist() == [[2, 1], [1, 1]]


def test_each_level_guesses_the_one_above():
    found = prediction_gap(GUESSES, RATINGS, LEVELS, "above")
    assert found.guessing.tolist() == [1, 3]
    assert found.guessed.tolist() == [0, 1]
    np.testing.assert_array_equal(found.gap, [[2, -1], [-0.5, 0]])


@given(chains(), st.integers(-4, 4))
def test_looking_down_mirrors_looking_up(chain, error):
    """Turn the chain around, and above is below; who is wrong by so much has that gap."""
    ratings, levels = chain
    down = prediction_gap(ratings, ratings, levels, "below")
    up = prediction_gap(ratings, ratings, -levels, "above")
    np.testing.assert_array_equal(down.gap, up.gap[::-1])
    np.testing.assert_array_equal(down.guessing, -up.guessing[::-1])
    wrong = prediction_gap(ratings + error, ratings, levels, "below")
    np.testing.assert_allclose(wrong.gap, down.gap + error, atol=1e-12)


# time


@pytest.mark.parametrize(("people", "questions", "seconds"), [(50, 8, 0.1), (5000, 40, 5)])
def test_ten_thousand_resamples_in_time(people, questions, seconds):
    ratings, levels = simulate(people, questions, missing=0.05)
    find_gaps(ratings, levels, resamples=100)  # compiles
    times = []
    for _ in range(3):
        began = perf_counter()
        find_gaps(ratings, levels)
        times.append(perf_counter() - began)
    assert min(times) < seconds
