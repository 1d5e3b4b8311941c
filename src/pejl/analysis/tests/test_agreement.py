"""Known results, other people's programs, and what must hold for any answers."""

import csv
from math import isnan, nan
from pathlib import Path

import krippendorff
import numpy as np
import pingouin
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pandas import DataFrame

from pejl.analysis.agreement import (
    average_deviation,
    awg,
    icc1,
    icc2,
    krippendorff_alpha,
    rwg,
    rwg_j,
    rwg_j_star,
)

pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning:pejl")
KNOWN = Path(__file__).parents[4].parent / "shared/data/agreement"
MEASURES = ["nominal", "ordinal", "interval", "ratio"]
STEPS = 7


def read_known(name):
    path = KNOWN / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def columns(rows, *names):
    return np.array([[float(row[name]) for name in names] for row in rows])


def answers(max_people=9, max_items=5, gaps=True):
    """People by items on a scale of seven, about a fifth not answered."""
    steps = st.sampled_from([*range(1, STEPS + 1), *([nan, nan] if gaps else [])])
    shape = st.tuples(st.integers(1, max_people), st.integers(1, max_items))
    return arrays.arrays(np.float64, shape, elements=steps)


INDICES = {
    "rwg_j": lambda ratings: rwg_j(ratings, STEPS),
    "rwg_j_star": lambda ratings: rwg_j_star(ratings, STEPS),
    "ad_mean": average_deviation,
    "ad_median": lambda ratings: average_deviation(ratings, "median"),
    "awg": lambda ratings: awg(ratings, 1, STEPS),
}
any_index = pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)


def same(one, other):
    return one == pytest.approx(other, abs=1e-12, nan_ok=True)


# known results


def test_lq2002_company_by_company():
    rows = read_known("lq2002.csv")
    items = [f"LEAD{number:02}" for number in range(1, 12)]
    ratings, company = columns(rows, *items), columns(rows, "COMPID")[:, 0]
    expected = read_known("lq2002-expected.csv")
    assert len(expected) == 49
    for known in expected:
        group = ratings[company == float(known["group"])]
        assert len(group) == int(known["n"])
        found = {
            "rwg_j": rwg_j(group, 5),
            "rwg_j_lindell": rwg_j_star(group, 5),
            "ad_mean": average_deviation(group),
            "ad_median": average_deviation(group, "median"),
            "awg": awg(group, 1, 5),
        }
        assert found == pytest.approx({name: float(known[name]) for name in found}, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [("HRS", 0.1331066791, 0.9196731954), ("LEAD", 0.12702755, 0.9156129693)],
)
def test_bh1996(name, first, second):
    rows = read_known("bh1996.csv")
    values, groups = columns(rows, name)[:, 0], columns(rows, "GRP")[:, 0]
    assert icc1(values, groups) == pytest.approx(first, abs=1e-8)
    assert icc2(values, groups) == pytest.approx(second, abs=1e-9)


def test_bh1996_first_group():
    rows = [row for row in read_known("bh1996.csv") if row["GRP"] == "1"]
    assert rwg(columns(rows, "LEAD")[:, 0], 5) == pytest.approx(0.7521410, abs=5e-8)


def test_krippendorffs_own_example():
    """Four observers, twelve units: "Computing Krippendorff's alpha-reliability", section C."""
    ratings = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
    known = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
    assert {m: krippendorff_alpha(ratings, m) for m in MEASURES} == pytest.approx(known, abs=6e-4)


# other people's programs


@given(answers(), st.sampled_from(MEASURES))
def test_alpha_is_that_of_the_package(ratings, level):
    try:
        expected = krippendorff.alpha(ratings, level_of_measurement=level)
    except ValueError:  # no more than one answer was ever used
        expected = nan
    pairable = ratings[:, np.count_nonzero(~np.isnan(ratings), axis=0) > 1]
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        expected = nan
    assert same(krippendorff_alpha(ratings, level), expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pingouin")
@pytest.mark.parametrize("seed", range(5))
def test_icc_is_pingouins_for_groups_of_one_size(seed):
    rng = np.random.default_rng(seed)
    groups, places = np.divmod(np.arange(60), 5)
    values = rng.integers(1, 8, 60) + rng.normal(size=12)[groups]
    frame = DataFrame({"group": groups, "place": places, "value": values})
    table = pingouin.intraclass_corr(frame, "group", "place", "value")
    known = dict(zip(table["Type"], table["ICC"], strict=True))
    assert icc1(values, groups) == pytest.approx(known["ICC(1,1)"], abs=1e-9)
    assert icc2(values, groups) == pytest.approx(known["ICC(1,k)"], abs=1e-9)


# what must hold for any answers


@any_index
@given(ratings=answers(), data=st.data())
def test_order_does_not_matter(index, ratings, data):
    people = data.draw(st.permutations(range(ratings.shape[0])))
    items = data.draw(st.permutations(range(ratings.shape[1])))
    assert same(index(ratings[people][:, items]), index(ratings))


@any_index
@given(ratings=answers())
def test_who_answers_nothing_changes_nothing(index, ratings):
    silent = np.full((1, ratings.shape[1]), nan)
    unasked = np.full((len(ratings) + 1, 1), nan)
    unasked[0] = 3  # one answer says nothing about agreement
    assert same(index(np.hstack([np.vstack([ratings, silent]), unasked])), index(ratings))


@any_index
@given(ratings=answers())
def test_turning_the_scale_around_changes_nothing(index, ratings):
    assert same(index(STEPS + 1 - ratings), index(ratings))


@given(answers(), st.integers(-20, 20))
def test_shifting_the_scale_changes_nothing(ratings, shift):
    for name in ("rwg_j", "rwg_j_star", "ad_mean", "ad_median"):
        assert same(INDICES[name](ratings + shift), INDICES[name](ratings))
    assert same(awg(ratings + shift, 1 + shift, STEPS + shift), awg(ratings, 1, STEPS))


@given(answers())
def test_bounds(ratings):
    found = {name: index(ratings) for name, index in INDICES.items()}
    if not np.any(np.count_nonzero(~np.isnan(ratings), axis=0) > 1):
        assert all(isnan(value) for value in found.values())
        return
    assert 0 <= found["rwg_j"] <= 1
    assert found["rwg_j_star"] <= found["rwg_j"] or found["rwg_j"] == 0
    assert 1 - (STEPS - 1) ** 2 / 2 / ((STEPS**2 - 1) / 12) <= found["rwg_j_star"] <= 1
    assert -1 - 1e-12 <= found["awg"] <= 1
    assert 0 <= found["ad_median"] <= found["ad_mean"] + 1e-12
    assert found["ad_mean"] <= (STEPS - 1) / 2


@given(st.integers(1, STEPS), st.integers(2, 9), st.integers(1, 5))
def test_all_say_the_same(step, people, items):
    ratings = np.full((people, items), step)
    found = {name: index(ratings) for name, index in INDICES.items()}
    assert found == {"rwg_j": 1, "rwg_j_star": 1, "ad_mean": 0, "ad_median": 0, "awg": 1}


def test_a_group_split_between_the_ends():
    split = [1, 1, 1, 7, 7, 7]
    assert rwg(split, STEPS) == 0
    assert rwg_j_star(split, STEPS) == pytest.approx(1 - 10.8 / 4)
    assert awg(split, 1, STEPS) == pytest.approx(-1)
    assert average_deviation(split) == 3


@given(answers(max_items=1))
def test_rwg_j_of_one_item_is_rwg(ratings):
    assert same(rwg_j(ratings, STEPS), rwg(ratings[:, 0], STEPS))


@given(answers(), st.sampled_from(MEASURES), st.data())
def test_alpha_does_not_know_the_order(ratings, level, data):
    people = data.draw(st.permutations(range(ratings.shape[0])))
    items = data.draw(st.permutations(range(ratings.shape[1])))
    found = krippendorff_alpha(ratings, level)
    assert same(krippendorff_alpha(ratings[people][:, items], level), found)
    assert isnan(found) or found <= 1


@given(answers(), st.sampled_from([-3, 0.5, 12]), st.sampled_from([-2, 0.1, 3]))
def test_alpha_knows_what_its_level_means(ratings, shift, factor):
    interval = krippendorff_alpha(ratings, "interval")
    assert same(krippendorff_alpha(shift + factor * ratings, "interval"), interval)
    ordinal = krippendorff_alpha(ratings, "ordinal")
    assert same(krippendorff_alpha(np.exp(ratings), "ordinal"), ordinal)
    nominal = krippendorff_alpha(ratings, "nominal")
    assert same(krippendorff_alpha((ratings * 3) % 11, "nominal"), nominal)
    ratio = krippendorff_alpha(ratings, "ratio")
    assert same(krippendorff_alpha(ratings * abs(factor), "ratio"), ratio)


def group_answers():
    return st.lists(
        st.tuples(st.sampled_from([*range(1, STEPS + 1), nan]), st.sampled_from("abcd")),
        min_size=1,
        max_size=30,
    )


@given(group_answers(), st.integers(-30, 30), st.sampled_from([-2.0, 0.5, 3.0]), st.randoms())
def test_icc_does_not_know_order_place_or_unit(people, shift, factor, random):
    def find(pairs, shift=0, factor=1):
        values = [shift + factor * value for value, _ in pairs]
        groups = [name for _, name in pairs]
        return icc1(values, groups), icc2(values, groups)

    found = find(people)
    shuffled = random.sample(people, len(people))
    for other in (find(shuffled, shift, factor), find([p for p in people if not isnan(p[0])])):
        for one, two in zip(found, other, strict=True):
            assert one == pytest.approx(two, rel=1e-6, abs=1e-6, nan_ok=True)
    assert isnan(found[0]) or found[0] <= 1
    assert isnan(found[1]) or found[1] <= 1


def test_icc_at_its_ends():
    assert icc1([1, 1, 5, 5], list("aabb")) == 1
    assert icc2([1, 1, 5, 5], list("aabb")) == 1
    assert icc1([1, 5, 1, 5], list("aabb")) == -1
    assert isnan(icc2([1, 5, 1, 5], list("aabb")))
    for values, groups in [([1, 2], "ab"), ([1, 2], "aa"), ([3, 3, 3, 3], "aabb"), ([], "")]:
        assert isnan(icc1(values, list(groups)))
        assert isnan(icc2(values, list(groups)))


@given(group_answers())
def test_icc2_is_icc1_of_the_mean_group(people):
    """Spearman-Brown at the mean size of a group leads from one to the other."""
    answered = [(value, name) for value, name in people if not isnan(value)]
    groups = {name for _, name in answered}
    first, second = icc1(*zip(*people, strict=True)), icc2(*zip(*people, strict=True))
    assume(not isnan(first) and not isnan(second))
    size = len(answered) / len(groups)
    assert second * (1 + (size - 1) * first) == pytest.approx(size * first, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: rwg([1, 2], 1),
        lambda: rwg([[1, 2], [2, 3]], 5),
        lambda: rwg_j([[[1]]], 5),
        lambda: average_deviation([1, 2], "mode"),
        lambda: awg([1, 6], 1, 5),
        lambda: awg([1, np.inf], 1, 5),
        lambda: icc1([1, 2, 3], [1, 1]),
        lambda: icc1([[1, 2]], [[1, 1]]),
        lambda: krippendorff_alpha([[1, 2], [2, 1]], "guess"),
        lambda: krippendorff_alpha([[-1, 2], [2, 1]], "ratio"),
    ],
)
def test_what_makes_no_sense_is_refused(refused):
    with pytest.raises(ValueError, match=r"\w"):
        refused()
