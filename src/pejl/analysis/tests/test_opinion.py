"""Opinion maps beside red-dwarf on real conversations, and what holds for all votes."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from pejl.analysis.opinion import (
    compare_across,
    compare_groups,
    next_statement,
    opinion_map,
    tabulate_votes,
    weigh_statements,
)

DATA = Path(__file__).parents[5] / "shared" / "data" / "opinion"
CONVERSATIONS = ("15-per-hour-seattle", "canadian-electoral-reform", "vtaiwan.uberx")

tables = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 30), st.integers(1, 12)),
    elements=st.sampled_from([1.0, 0.0, -1.0, np.nan]),
)


def read_conversation(name):
    """People and statements with at least one vote."""
    path = DATA / name / "participants-votes.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as file:
        rows = [row[6:] for row in csv.reader(file)][1:]
    votes = np.array([[float(vote) if vote else np.nan for vote in row] for row in rows])
    votes = votes[:, ~np.isnan(votes).all(axis=0)]
    return votes[~np.isnan(votes).all(axis=1)]


def ask_red_dwarf(votes):
    polis = pytest.importorskip("reddwarf.implementations.polis")
    rows = [
        {"participant_id": int(i), "statement_id": int(j), "vote": votes[i, j], "modified": 0}
        for i, j in zip(*np.nonzero(~np.isnan(votes)), strict=True)
    ]
    return polis.run_pipeline(votes=rows, random_state=0)


def read_groups(found):
    return found.participants_df.cluster_id.to_numpy(dtype=float, na_value=-1).astype(int)


def is_stable(votes, groups):
    """Whether red-dwarf itself groups nine of ten people as it does all."""
    again = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        some = np.sort(rng.choice(len(votes), int(0.9 * len(votes)), replace=False))
        found = read_groups(ask_red_dwarf(votes[some]))
        both = (found >= 0) & (groups[some] >= 0)
        again.append(compare_groups(groups[some][both], found[both]))
    return np.mean(again) > 0.9


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_real_conversations_come_out_as_with_red_dwarf(name):
    votes = read_conversation(name)
    ours, peer = opinion_map(votes), ask_red_dwarf(votes)
    places = peer.participants_df[["x", "y"]].to_numpy()
    left, _values, right = np.linalg.svd(places.T @ ours.positions)
    assert np.abs(places @ (left @ right) - ours.positions).max() < 1e-3 * np.abs(places).max()
    groups = read_groups(peer)
    assert ((groups >= 0) == (ours.groups >= 0)).all()
    placed = groups >= 0
    if is_stable(votes, groups):
        assert ours.stable
        assert compare_groups(groups[placed], ours.groups[placed]) > 0.9
    else:
        assert not ours.stable


@pytest.mark.parametrize("name", CONVERSATIONS[1:2])
def test_group_informed_consensus_is_that_of_red_dwarf(name):
    votes = read_conversation(name)
    ours, peer = opinion_map(votes), ask_red_dwarf(votes)
    expected = peer.statements_df["group-aware-consensus-agree"].to_numpy(dtype=float)
    assert np.abs(ours.consensus - expected).max() < 1e-9


def test_weights_are_the_priorities_of_red_dwarf():
    votes = read_conversation("15-per-hour-seattle")
    frame = ask_red_dwarf(votes).statements_df
    stats = pytest.importorskip("reddwarf.utils.stats")
    expected = stats.priority_metric(
        is_meta=np.zeros(votes.shape[1], bool),
        n_agree=(votes == 1).sum(axis=0),
        n_disagree=(votes == -1).sum(axis=0),
        n_total=(~np.isnan(votes)).sum(axis=0),
        extremity=frame["extremity"].to_numpy(dtype=float),
    )
    assert np.allclose(weigh_statements(votes), expected, rtol=1e-6)


def make_two_camps(people=40):
    """Half agree to the first four statements and half disagree; all agree to the last."""
    votes = np.ones((people, 9))
    votes[::2, :4] = -1
    votes[1::2, 4:8] = -1
    return votes


def test_two_camps_are_found_and_what_marks_them():
    found = opinion_map(make_two_camps())
    assert found.stable
    assert found.stability == 1
    assert sorted(np.bincount(found.groups)) == [20, 20]
    signs = [set(found.signs_of(group)) for group in (0, 1)]
    assert {(at, -sign) for at, sign in signs[0]} == signs[1]
    assert {at for at, _sign in signs[0]} == set(range(8))
    assert found.consensus.argmax() == 8


def test_random_votes_are_said_not_to_hold():
    rng = np.random.default_rng(3)
    assert not opinion_map(rng.choice([1.0, 0.0, -1.0, np.nan], (60, 20))).stable


def test_those_with_few_votes_are_not_placed():
    votes = np.vstack([make_two_camps(), np.full((2, 9), np.nan)])
    votes[-1, :3] = 1
    groups = opinion_map(votes).groups
    assert list(groups[-2:]) == [-1, -1]
    assert (groups[:-2] >= 0).all()


@settings(deadline=None, max_examples=40)
@given(tables)
def test_any_votes_make_a_map_and_the_same_one_each_time(votes):
    found, again = opinion_map(votes), opinion_map(votes)
    assert found.positions.shape == (len(votes), 2)
    assert np.isfinite(found.positions).all()
    assert ((found.groups >= -1) & (found.groups < 5)).all()
    assert (found.positions == again.positions).all()
    assert (found.groups == again.groups).all()
    assert ((found.consensus > 0) & (found.consensus <= 1)).all()


@settings(deadline=None, max_examples=30)
@given(tables, st.randoms(use_true_random=False))
def test_people_in_another_order_have_the_same_groups(votes, random):
    order = list(range(len(votes)))
    random.shuffle(order)
    before, after = opinion_map(votes), opinion_map(votes[order])
    assert np.allclose(np.abs(before.positions[order]), np.abs(after.positions), atol=1e-6) or (
        before.silhouette == pytest.approx(after.silhouette, abs=0.2)
    )


@pytest.mark.parametrize("votes", [np.zeros((0, 3)), np.ones((1, 1)), np.full((4, 2), np.nan)])
def test_nothing_to_tell_apart_is_one_group_or_none(votes):
    found = opinion_map(votes)
    assert found.groups.max(initial=0) <= 0
    assert (found.positions == 0).all()


def test_what_is_no_vote_is_refused():
    with pytest.raises(ValueError, match="-1, 0, 1"):
        opinion_map([[2.0]])
    with pytest.raises(ValueError, match="dimensions"):
        opinion_map([1.0])


def test_bridging_is_agreed_to_in_each_level_and_area_not_only_on_the_whole():
    levels = np.repeat([0, 1], 20)
    areas = np.tile([0, 1], 20)
    votes = np.ones((40, 3))
    votes[20:, 1] = -1  # the lower level is against
    votes[:20:2, 2] = np.nan
    votes[20:26, 0] = -1
    found = compare_across(votes, [levels, areas])
    assert found.bridging == (2, 0)
    assert found.dividing == (1,)
    assert found.least[1] == pytest.approx(1 / 22)


def test_a_group_with_few_votes_is_not_asked():
    levels = np.array([0] * 20 + [1] * 4)
    votes = np.ones((24, 1))
    votes[20:] = -1
    found = compare_across(votes, [levels])
    assert np.isnan(found.least[0])
    assert found.bridging == found.dividing == ()


def test_who_votes_again_has_changed_their_mind():
    """red-dwarf makes a table with pandas' pivot, which fails there."""
    rows = [("Ida", "a", 1), ("Bo", "a", -1), ("Ida", "b", 0), ("Ida", "a", -1)]
    table, people, statements = tabulate_votes(rows)
    assert (people, statements) == (("Ida", "Bo"), ("a", "b"))
    assert np.array_equal(table, [[-1, 0], [-1, np.nan]], equal_nan=True)
    matrix = pytest.importorskip("reddwarf.utils.matrix")
    named = [
        {"participant_id": who, "statement_id": what, "vote": vote} for who, what, vote in rows
    ]
    with pytest.raises(ValueError, match="duplicate"):
        matrix.generate_raw_matrix(votes=named)


def test_the_next_statement_is_one_not_voted_on_and_new_ones_come_often():
    votes = np.full((30, 3), np.nan)
    votes[:, 0], votes[:2, 1] = 1, 1
    weights = weigh_statements(votes)
    assert min(weights[1:]) > weights[0] > 0
    rng = np.random.default_rng(0)
    drawn = [next_statement([1, np.nan, np.nan], weights, rng) for _ in range(200)]
    assert set(drawn) == {1, 2}
    assert next_statement([1, 0, -1], weights, rng) is None
