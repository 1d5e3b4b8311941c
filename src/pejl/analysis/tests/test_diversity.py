"""The most diverse groups: beside all there are, and beside the best that is known."""

import gzip
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.analysis.groups import max_diversity, sum_within

DATA = Path(__file__).parents[5] / "shared" / "data" / "groups"


def make_distances(people, seed):
    table = np.random.default_rng(seed).integers(0, 100, (people, people)).astype(float)
    return table + table.T


@settings(deadline=None, max_examples=25)
@given(
    st.integers(0, 1000),
    st.sampled_from(
        [[(3, 3), (3, 3)], [(1, 3), (2, 4)], [(2, 3), (2, 3), (1, 2)], [(0, 7), (0, 7)]]
    ),
)
def test_the_best_of_all_groupings_is_found(seed, sizes):
    people = sum(low for low, _high in sizes) + (seed % 2 if sizes[0] != (3, 3) else 0)
    people = max(people, 5)
    distances = make_distances(people, seed)
    bounds = np.array(sizes)
    best = max(
        sum_within(distances, np.array(labels))
        for labels in product(range(len(sizes)), repeat=people)
        if (counts := np.bincount(labels, minlength=len(sizes))).tolist()
        and (counts >= bounds[:, 0]).all()
        and (counts <= bounds[:, 1]).all()
    )
    found = max_diversity(distances, sizes, seconds=0.1, seed=seed)
    assert sum_within(distances, found) == pytest.approx(best * (1 - 1e-9))


@settings(deadline=None, max_examples=15)
@given(st.integers(2, 40), st.integers(1, 6), st.integers(0, 9))
def test_sizes_hold_and_a_seed_gives_the_same_groups(people, groups, seed):
    sizes = [(people // groups, people // groups + 1)] * groups
    distances = make_distances(people, seed)
    found = max_diversity(distances, sizes, seconds=0.01, seed=seed)
    again = max_diversity(distances, sizes, seconds=0.01, seed=seed)
    assert found.tolist() == again.tolist()
    counts = np.bincount(found, minlength=groups)
    assert all(low <= count <= high for count, (low, high) in zip(counts, sizes, strict=True))


@pytest.mark.parametrize(
    ("distances", "sizes"),
    [
        (np.zeros((4, 3)), [(2, 2), (2, 2)]),
        (np.zeros((4, 4)), [(3, 3), (2, 2)]),
        (np.zeros((4, 4)), [(1, 1), (2, 2)]),
        (np.zeros((4, 4)), [(3, 2), (2, 2)]),
        (np.full((2, 2), np.nan), [(2, 2)]),
    ],
)
def test_what_cannot_be_is_refused(distances, sizes):
    with pytest.raises(ValueError, match=r"square table|cannot hold"):
        max_diversity(distances, sizes, seconds=0.01)


@pytest.mark.parametrize(
    ("name", "best"), [("RanReal_n240_ss_01", 155_185), ("Geo_n240_ss_01", 188_880)]
)
def test_the_best_that_is_known_is_nearly_reached(name, best):
    path = DATA / f"{name}.txt.gz"
    if not path.exists():
        pytest.skip(f"no {path.name}: the instances are not shipped")
    distances, sizes = read_instance(path)
    found = max_diversity(distances, sizes, seconds=2, seed=1)
    assert sum_within(distances, found) > 0.997 * best


def read_instance(path):
    with gzip.open(path, "rt") as file:
        people, groups, _kind, *bounds = file.readline().split()
        rows = np.array([line.split() for line in file if line.strip()], float)
    distances = np.zeros((int(people), int(people)))
    one, other = rows[:, 0].astype(int), rows[:, 1].astype(int)
    distances[one, other] = distances[other, one] = rows[:, 2]
    edges = np.array(bounds, int).reshape(int(groups), 2)
    return distances, [(int(low), int(high)) for low, high in edges]
