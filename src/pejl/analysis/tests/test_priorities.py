"""Equal shares beside pabutools on real budgets, and what holds for all ballots."""

from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.analysis.pabulib import read_election
from pejl.analysis.priorities import Left, choose_by_points, equal_shares

DATA = Path(__file__).parents[5] / "shared" / "data" / "priorities"
FILES = (
    "Netherlands_Amsterdam_522",
    "Poland_Warszawa_2019_Stare_Miasto",
    "Switzerland_Zurich_D5",
    "Worldwide_Mechanical_Turk_Utilities_8",
)
WAYS = [
    (name, satisfaction)
    for name in FILES
    for satisfaction in ("cost", "cardinality", "additive")[: 2 if name in FILES[:2] else 3]
]


def find_file(name):
    path = DATA / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


class Peer:
    """pabutools on one file, and its indices of projects."""

    def __init__(self, path, names, satisfaction):
        self.election = pytest.importorskip("pabutools.election")
        self.rules = pytest.importorskip("pabutools.rules")
        self.instance, self.profile = self.election.parse_pabulib(str(path))
        measure = {"cost": "Cost_Sat", "cardinality": "Cardinality_Sat"}
        self.measure = getattr(self.election, measure.get(satisfaction, "Additive_Cardinal_Sat"))
        self.names = names

    def choose(self, budget, *, add=None, fill=False):
        self.instance.budget_limit = budget
        shares = {"sat_class": self.measure, "voter_budget_increment": add}
        if not fill:
            found = self.rules.method_of_equal_shares(self.instance, self.profile, **shares)
        else:
            found = self.rules.completion_by_rule_combination(
                self.instance,
                self.profile,
                [self.rules.method_of_equal_shares, self.rules.greedy_utilitarian_welfare],
                [shares, {"sat_class": self.measure}],
            )
        return [self.names.index(project.name) for project in found]


@pytest.mark.parametrize(("name", "satisfaction"), WAYS)
def test_real_budgets_come_out_as_with_pabutools(name, satisfaction):
    path = find_file(name)
    one = read_election(path)
    peer = Peer(path, one.names, satisfaction)
    budget, voters = one.budget, len(one.ballots)

    def choose(completion):
        return equal_shares(
            one.costs, one.ballots, budget, satisfaction=satisfaction, completion=completion
        )

    assert list(choose(None).chosen) == peer.choose(budget)
    assert list(choose("utilitarian").chosen) == peer.choose(budget, fill=True)
    grown = choose("add1")
    extra = grown.share - Fraction(budget, voters)
    assert list(grown.chosen) == peer.choose(budget + extra * voters)
    more = peer.choose(budget + (extra + 1) * voters)
    room = budget - grown.spent
    backed = {project for ballot in one.ballots for project in ballot}
    exhausted = all(one.costs[at] > room for at in backed - set(grown.chosen))
    assert exhausted or sum(one.costs[at] for at in more) > budget


@pytest.mark.parametrize("completion", ["add1", "add1u"])
def test_a_real_budget_grows_by_one_as_with_pabutools(completion):
    path = find_file(FILES[0])
    one = read_election(path)
    found = equal_shares(one.costs, one.ballots, one.budget, completion=completion)
    peer = Peer(path, one.names, "cost")
    assert list(found.chosen) == peer.choose(one.budget, add=1, fill=completion == "add1u")


def choose_slowly(costs, ballots, budget, satisfaction):
    """The same method in fractions, word for word, with no regard to time."""
    worth = {"cost": lambda at, _points: costs[at], "cardinality": lambda _at, _points: 1}
    value = worth.get(satisfaction, lambda _at, points: points)
    wants = [
        {at: value(at, points) for at, points in ballot.items() if points} for ballot in ballots
    ]
    left = [Fraction(budget, len(ballots))] * len(ballots)
    chosen = [at for at, cost in enumerate(costs) if not cost and any(at in one for one in wants)]
    while True:
        prices = {}
        for at in range(len(costs)):
            backers = [i for i, want in enumerate(wants) if at in want]
            if costs[at] and at not in chosen and sum(left[i] for i in backers) >= costs[at]:
                ratios = sorted((left[i] / wants[i][at], i) for i in backers)
                rest, weight = Fraction(costs[at]), sum(wants[i][at] for i in backers)
                for ratio, i in ratios:
                    if rest <= ratio * weight:
                        break
                    rest, weight = rest - left[i], weight - wants[i][at]
                prices[at] = rest / weight
        if not prices:
            return chosen
        best = min(prices, key=lambda at: (prices[at], at))
        for i, want in enumerate(wants):
            left[i] -= min(left[i], prices[best] * want.get(best, 0))
        chosen.append(best)


def grow_slowly(costs, ballots, budget, satisfaction):
    extra, before = 0, None
    while True:
        chosen = choose_slowly(costs, ballots, budget + extra * len(ballots), satisfaction)
        spent = sum(costs[at] for at in chosen)
        if spent > budget:
            return before
        backed = {at for ballot in ballots for at, points in ballot.items() if points}
        if all(costs[at] > budget - spent for at in backed - set(chosen)):
            return chosen
        extra, before = extra + 1, chosen


@st.composite
def budgets(draw, most_cost=12, most_projects=6, most_voters=8):
    """Small numbers, so that many things are equal."""
    costs = draw(st.lists(st.integers(0, most_cost), min_size=1, max_size=most_projects))
    projects = st.integers(0, len(costs) - 1)
    ballot = st.dictionaries(projects, st.integers(0, 3), max_size=len(costs))
    ballots = draw(st.lists(ballot, min_size=1, max_size=most_voters))
    return costs, ballots, draw(st.integers(0, sum(costs)))


satisfactions = st.sampled_from(["cost", "cardinality", "additive"])


@settings(deadline=None, max_examples=300)
@given(budgets(), satisfactions)
def test_it_is_the_method_word_for_word(budget, satisfaction):
    found = equal_shares(*budget, satisfaction=satisfaction)
    assert list(found.chosen) == choose_slowly(*budget, satisfaction)


@settings(deadline=None, max_examples=150)
@given(budgets(most_cost=60), satisfactions)
def test_passing_over_shares_that_change_nothing_changes_nothing(budget, satisfaction):
    found = equal_shares(*budget, satisfaction=satisfaction, completion="add1")
    assert list(found.chosen) == grow_slowly(*budget, satisfaction)


@settings(deadline=None, max_examples=150)
@given(budgets(), satisfactions, st.sampled_from([None, "add1", "add1u", "utilitarian"]))
def test_what_is_paid_adds_up(budget, satisfaction, completion):
    costs, ballots, limit = budget
    found = equal_shares(costs, ballots, limit, satisfaction=satisfaction, completion=completion)
    assert found.spent == sum(costs[at] for at in found.chosen) <= limit
    assert len(set(found.chosen)) == len(found.chosen)
    totals = np.zeros(len(ballots))
    for purchase in found.purchases:
        assert abs(purchase.paid.sum() - costs[purchase.project]) < 1e-9
        assert (purchase.paid > 0).all()
        assert all(ballots[voter].get(purchase.project) for voter in purchase.payers)
        totals[purchase.payers] += purchase.paid
    assert (totals <= float(found.share) + 1e-9).all()
    prices = [purchase.price for purchase in found.purchases]
    assert prices == sorted(prices)
    assert {one.project for one in found.left} == set(range(len(costs))) - set(found.chosen)
    for one in found.left:
        backers = sum(bool(ballot.get(one.project)) for ballot in ballots)
        assert one.backers == backers
        assert one.reason == "unbacked" if not backers else one.had < costs[one.project]
        assert (one.reason == "dear") == (backers > 0 and costs[one.project] > limit)


def list_wronged(costs, budget, ballots, chosen, satisfaction):
    """Groups that would have had right to more: every set of projects and of points such that
    enough voters give each project at least so many points, none of them having got as much, even
    with one project more."""
    value = {"cost": lambda at, points: costs[at] * bool(points), "cardinality": None}
    worth = value.get(satisfaction) or (
        lambda _at, points: bool(points) if satisfaction == "cardinality" else points
    )
    for size in range(1, len(costs) + 1):
        for projects in combinations(range(len(costs)), size):
            levels = [
                {worth(at, one[at]) for one in ballots if worth(at, one.get(at, 0))}
                for at in projects
            ]
            for asked in product(*levels):
                due = sum(asked)
                poor = 0
                for one in ballots:
                    got = {at: worth(at, one.get(at, 0)) for at in range(len(costs))}
                    if all(got[at] >= each for at, each in zip(projects, asked, strict=True)):
                        has = sum(got[at] for at in chosen)
                        more = max((got[at] for at in projects if at not in chosen), default=0)
                        poor += has < due and has + more <= due
                if poor and poor * budget >= sum(costs[at] for at in projects) * len(ballots):
                    yield projects, asked, poor


@settings(deadline=None, max_examples=200)
@given(budgets(most_projects=5), satisfactions)
def test_every_group_gets_its_part_up_to_one_project(budget, satisfaction):
    """Extended justified representation up to one project."""
    costs, ballots, limit = budget
    costs = [cost or 1 for cost in costs]
    chosen = equal_shares(costs, ballots, limit, satisfaction=satisfaction).chosen
    assert not list(list_wronged(costs, limit, ballots, chosen, satisfaction))


def test_most_points_wrong_the_few_and_equal_shares_do_not():
    """Fifty from schools outvote five from PPR, whose part of 110 is just the 10 of their project.
    So the test above can fail."""
    costs, ballots = [10] * 12, [dict.fromkeys(range(11), 1)] * 50 + [{11: 1}] * 5
    plain, fair = (choose(costs, ballots, 110) for choose in (choose_by_points, equal_shares))
    assert 11 not in plain
    assert 11 in fair.chosen
    few = [2, 2, 2], 6, [{0: 1, 1: 1}] * 2 + [{2: 1}]
    assert list(list_wronged(*few, (0, 1), "cost")) == [((2,), (2,), 1)]
    assert not list(list_wronged(*few, (0, 1, 2), "cost"))


def test_near_misses_are_decided_exactly():
    """Floats cannot tell a third and a third and a third from one."""
    costs = [10**15, 10**15 + 1, 3 * 10**15]
    found = equal_shares(costs, [{0, 1, 2}] * 3, 3 * 10**15, satisfaction="cardinality")
    assert found.chosen == (0, 1)
    assert equal_shares([7], [{0}] * 3, 7).chosen == (0,)
    assert equal_shares([2, 5], [{0, 1}] * 3, 7).chosen == (0, 1)
    many = equal_shares([1] * 49, [set(range(49))] * 49, 49)
    assert many.chosen == tuple(range(49))
    assert many.purchases[-1].price == Fraction(1, 49)


def test_equal_ones_come_by_index_and_whoever_could_not_pay_is_told():
    found = equal_shares([4, 4, 9, 1, 2], [{0, 1, 2}, {1, 0}, [4]], 6)
    assert found.chosen == (0, 4)
    assert found.left == (
        Left(1, "short", 2, Fraction(0)),
        Left(2, "dear", 1, Fraction(0)),
        Left(3, "unbacked", 0, Fraction(0)),
    )
    assert list(found.purchases[0].payers) == [0, 1]
    assert list(found.purchases[0].paid) == [2, 2]


def test_nobody_and_nothing():
    assert equal_shares([], [], 5).chosen == ()
    assert equal_shares([1, 0], [], 5, completion="add1u").chosen == ()
    assert equal_shares([1, 0], [{0, 1}], 0).chosen == (1,)
    assert equal_shares([1], [{}, set()], 5).left[0].reason == "unbacked"
    assert choose_by_points([1, 0], [{0: 2, 1: 0}], 1) == [0]


@pytest.mark.parametrize(
    ("costs", "ballots", "budget"),
    [
        ([-1], [{0}], 1),
        ([1.5], [{0}], 1),
        ([1], [{0}], -1),
        ([1], [{1}], 1),
        ([1], [{-1}], 1),
        ([1], [{0: -1}], 1),
        ([1], [{0: 0.5}], 1),
        ([1], [{0: 10**30}], 1),
    ],
)
def test_broken_numbers_are_refused(costs, ballots, budget):
    with pytest.raises(ValueError, match=r"whole numbers|not there|points"):
        equal_shares(costs, ballots, budget)


def test_who_names_a_project_twice_approves_it_once():
    assert equal_shares([3], [[0, 0], [0]], 3).left == ()
    assert equal_shares([2, 3], [[0, 0, 0], [1]], 4, satisfaction="additive").chosen == (0,)


def test_a_file_that_is_no_election_is_refused(tmp_path):
    path = tmp_path / "no.pb"
    for text in ("", "META\nkey;value\n", "META\nPROJECTS\nid;cost\nVOTES\nvoter_id;vote\n"):
        path.write_text(text)
        with pytest.raises(ValueError, match=r"sections|column"):
            read_election(path)


HEAD = """META
key;value
budget;9
PROJECTS
project_id;cost
{};4
{};5
VOTES
voter_id;vote;points
"""


@pytest.mark.parametrize(
    ("first", "second", "votes"),
    [
        ("17", "3", "1;3,17;2,5\n2;17;4\n\n3;;\n"),
        ("17", "3", "1;3,17;2,5\r\n2;17;4\r\n3;;"),
        ("17", "3", '1;"3,17";2,5\n2;17,;4\n3;;;\n'),
        ("17", "3", "1; 3, 17;2,5\n2;17;4\n3;;;more\n"),
        ("a", "03", "1;03,a;2,5\n2;a;4\n3;;\n"),
    ],
)
def test_votes_are_read_alike_however_they_are_written(tmp_path, first, second, votes):
    path = tmp_path / "votes.pb"
    path.write_bytes((HEAD.format(first, second) + votes).encode())
    one = read_election(path)
    assert one.names == (first, second)
    assert [*one.ballots] == [{1: 2, 0: 5}, {0: 4}, {}]
    assert equal_shares(one.costs, one.ballots, one.budget).chosen == (0,)


@pytest.mark.parametrize("votes", ["1;4;2\n", "1;3;\n", "1;3;x\n", "1;3\n1;3;1\n"])
def test_votes_that_cannot_be_are_refused(tmp_path, votes):
    path = tmp_path / "votes.pb"
    path.write_text(HEAD.format(17, 3) + votes)
    with pytest.raises(ValueError, match=r"project|points|invalid|short"):
        read_election(path)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), satisfactions)
def test_many_voters_and_near_prices_come_out_word_for_word(seed, satisfaction):
    """Floats decide most of it here, and whole numbers the rest."""
    rng = np.random.default_rng(seed)
    costs = rng.integers(1, 4, 8).tolist()
    wants = rng.random((40, 8)) < 0.4
    ballots = [{int(at): int(rng.integers(1, 4)) for at in np.flatnonzero(row)} for row in wants]
    found = equal_shares(costs, ballots, 9, satisfaction=satisfaction)
    assert list(found.chosen) == choose_slowly(costs, ballots, 9, satisfaction)
    left = [Fraction(9, 40)] * 40
    for one in found.purchases:
        for voter, paid in zip(one.payers, one.paid, strict=True):
            weight = ballots[voter][one.project] if satisfaction == "additive" else 1
            worth = costs[one.project] if satisfaction == "cost" else 1
            exact = min(left[voter], one.price * worth * weight)
            assert float(exact) == pytest.approx(paid, rel=1e-9)
            left[voter] -= exact
        assert sum(one.paid) == pytest.approx(costs[one.project])
