import choix
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.prioritising.activity import ACTIVITY
from pejl.activities.prioritising.results import (
    coarsen,
    find_share,
    list_known,
    read_values,
    summarise,
)
from pejl.activities.prioritising.rules import (
    Approved,
    Config,
    Item,
    Points,
    Preferred,
    Priced,
    Ranked,
    Rated,
    resolve,
)
from pejl.activities.prioritising.words import list_backers, list_gets, say_missing, say_why
from pejl.days.contract import Earlier, Entry, Ground, Part, Released

ITEMS = tuple(Item(at, name) for at, name in enumerate("ABCD", 1))
# Five projects of 12 days that the schools want, and one of 10 that PPR wants; room for 60.
SCHOOLS = Config(
    (*(Item(at, f"Skole {at}", cost=12) for at in range(1, 6)), Item(6, "PPR i huset", cost=10)),
    way="shares",
    capacity=60,
)


def say(*payloads):
    return [Entry(at, str(at), "x", "all", payload) for at, payload in enumerate(payloads)]


def order(result):
    return [(total.item.text, total.points, total.rank) for total in result.totals]


def test_approval_counts_each_yes_once():
    config = Config(ITEMS, way="approval")
    result = summarise(config, say(Approved((1, 2, 2)), Approved((2,)), Approved(())))
    assert order(result) == [("B", 2, 1), ("A", 1, 2), ("C", 0, 0), ("D", 0, 0)]
    assert result.n == 2


def test_a_first_place_counts_as_many_points_as_there_are_places():
    config = Config(ITEMS, way="ranking", ranked=3)
    result = summarise(config, say(Ranked((1, 2, 3, "")), Ranked(("", 1, "", 2))))
    assert order(result) == [("B", 5, 1), ("A", 3, 2), ("D", 2, 3), ("C", 1, 4)]


def test_pairs_rank_by_strength_as_choix_does():
    config, rng = Config(ITEMS, way="pairs", pairs=6), np.random.default_rng(3)
    said, data = [], []
    for who in range(40):
        for one in range(4):
            for other in range(one + 1, 4):
                first, last = (one, other) if rng.random() < 0.5 + 0.12 * (other - one) else (
                    other, one,
                )  # fmt: skip
                data.append((first, last))
                payload = Preferred(one + 1, other + 1, first + 1)
                said.append(Entry(len(said), str(who), "preferred", "", payload))
    result = summarise(config, said)
    strengths = choix.ilsr_pairwise(4, data, alpha=0.01)
    assert [one.item.id - 1 for one in result.totals] == np.argsort(-strengths).tolist()
    assert result.n == 40


def test_nobody_counts_for_more_pairs_than_one_is_asked():
    config = Config(ITEMS, way="pairs", pairs=1)
    said = [Entry(at, "a", "preferred", "", Preferred(1, at, at)) for at in (2, 3, 4)]
    assert [one.item.text for one in summarise(config, said).chosen] == ["B", "A"]


def test_most_effect_for_least_effort_comes_first():
    config = Config(ITEMS, way="effect")
    said = say(Rated(1, 5, 4), Rated(2, 4, 1), Rated(3, 2, ""))
    result = summarise(config, said)
    assert [(one.item.text, one.rank) for one in result.totals] == [
        ("B", 1), ("A", 2), ("C", 0), ("D", 0),
    ]  # fmt: skip
    assert result.chosen[0].effect.mean == 4


def vote(givers, *points):
    return [Points(points)] * givers


def test_fifty_from_the_schools_do_not_outvote_five_from_ppr():
    votes = vote(25, 3, 2, 2, 2, 1, 0) + vote(20, 2, 2, 2, 2, 2, 0) + vote(10, 0, 0, 0, 0, 0, 5)
    result = summarise(SCHOOLS, say(*votes))
    assert 6 in result.fair.ids
    assert result.fair.plain == (1, 2, 3, 4, 5)
    assert result.fair.spent == 58
    ppr = summarise(SCHOOLS, say(*vote(10, 0, 0, 0, 0, 0, 5)))
    assert find_share(ppr, result.fair.ids) == 90
    assert find_share(ppr, result.fair.plain) == 10


def test_each_choice_says_who_paid_and_each_other_why_not():
    votes = vote(25, 3, 2, 2, 2, 1, 0) + vote(20, 2, 2, 2, 2, 2, 0) + vote(10, 0, 0, 0, 0, 0, 5)
    whole, ppr = summarise(SCHOOLS, say(*votes)), summarise(SCHOOLS, say(*votes[45:]))
    released = Released(whole, areas=(Part("PPR", 10, ppr),), answered=55)
    at, one = next((at, one) for at, one in enumerate(whole.fair.chosen, 1) if one.id == 6)
    said = say_why(at, one, list_backers(released, 6))
    assert said == f"Valgt som nr. {at}: betalt af 10 deltagere, størst støtte i PPR."
    assert list_gets(released) == [("PPR", 10, "mindst 90 %", "højst 10 %")]
    (missing,) = whole.fair.missing
    assert say_missing(SCHOOLS, whole, missing).startswith("De, der støtter det, havde ")


def test_of_few_only_what_came_first_and_what_was_chosen_is_said():
    result = summarise(SCHOOLS, say(*vote(6, 3, 0, 0, 0, 0, 5)))
    coarse = coarsen(SCHOOLS, result, ())
    assert [(one.item.id, one.rank, one.points, one.givers) for one in coarse.totals] == [
        (6, 1, 0, 0), *((at, 0, 0, 0) for at in range(1, 6)),
    ]  # fmt: skip
    assert coarse.fair.ids == result.fair.ids
    assert not any(one.payers for one in coarse.fair.chosen)
    assert say_missing(SCHOOLS, coarse, coarse.fair.missing[0]) == "Ikke valgt."
    assert list(list_known(SCHOOLS, coarse)) == []
    assert coarsen(SCHOOLS, result, ("points",)) is result


BALLOTS = st.lists(
    st.tuples(*[st.integers(0, 5)] * 4).filter(lambda row: sum(row) <= 10), min_size=1, max_size=12
)


@given(BALLOTS, st.lists(st.integers(0, 30), min_size=4, max_size=4), st.integers(1, 60))
def test_a_fair_choice_keeps_the_capacity_and_explains_everything(rows, costs, capacity):
    config = Config(ITEMS, way="shares", capacity=capacity)
    priced = Entry(99, "console", "priced", "prices", Priced(tuple(costs)))
    result = summarise(config, [*say(*map(Points, rows)), priced])
    if not any(map(sum, rows)):
        assert result.fair is None
        return
    fair, by_id = result.fair, {one.item.id: one.item.cost for one in result.totals}
    assert sum(by_id[at] for at in fair.ids) == fair.spent <= capacity
    assert sum(by_id[at] for at in fair.plain) <= capacity
    assert sorted([*fair.ids, *(one.id for one in fair.missing)]) == [1, 2, 3, 4]
    for at, one in enumerate(fair.chosen, 1):
        assert say_why(at, one, [])
    drafts = ACTIVITY.outcomes(config, Released(result))
    assert [one.data["rank"] for one in drafts] == [*range(1, len(fair.ids) + 1)]


@given(BALLOTS)
def test_what_a_reader_learns_holds_for_the_answers(rows):
    config = Config(ITEMS)
    payloads = [Points(row) for row in rows]
    result = summarise(config, say(*payloads))
    values = [read_values(config, payload) for payload in payloads if payload.used]
    for known in list_known(config, result):
        total = sum(known.weights[each[known.figure]] for each in values)
        assert known.low <= total <= known.high


@pytest.mark.parametrize("unit", ["days", "kroner", "number"])
def test_priorities_carry_what_they_cost(unit):
    config = Config(SCHOOLS.items, way="shares", capacity=60, unit=unit)
    first = ACTIVITY.outcomes(config, Released(summarise(config, say(*vote(12, 5, 0, 0, 0, 0, 0)))))
    assert first[0].data == {"rank": 1, "points": 60, "cost": 12, "unit": unit}


def test_a_priority_keeps_where_it_came_from_and_its_early_warnings():
    data = {"dilemma": "Tæt på eller ens for alle", "warnings": ["Ingen spørger længere"]}
    earlier = (
        Earlier(1, "action", "Mødes ofte", None, "Dilemmaer", data),
        Earlier(2, "action", "Besøg", None, "Behov", {"need": "Kendskab"}),
    )
    config = resolve(Config(), Ground(earlier=earlier))
    drafts = ACTIVITY.outcomes(config, Released(summarise(config, say(*[Points((5, 2))] * 10))))
    assert [one.data.get("from") for one in drafts] == ["Tæt på eller ens for alle", "Kendskab"]
    assert [one.data.get("warnings") for one in drafts] == [["Ingen spørger længere"], None]
