"""Groups for several rounds: hard rules hold, everyone sits once, and what cannot be is named."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.analysis.groups import (
    Alike,
    Apart,
    Contradiction,
    Mixed,
    NoLeader,
    NoRepeats,
    NotFound,
    Person,
    Round,
    Stays,
    Together,
    compose,
    offer_tables,
    repair,
)
from pejl.analysis.groups.designs import list_lines, split_prime_power


def make_people(number, *, areas=4, span=5, away=()):
    """A chain in which person n is led by n // span, with areas dealt out."""
    return [
        Person(
            at,
            {"level": len(np.base_repr(at, span)), "area": at % areas},
            None if at == 0 else (at - 1) // span,
            frozenset(rounds for who, rounds in away if who == at),
        )
        for at in range(number)
    ]


def find_meetings(composition):
    return [
        frozenset(pair)
        for tables in composition.tables
        for table in tables
        for pair in combinations(table, 2)
    ]


def find_count(composition, kind):
    return next(count for count in composition.counts if isinstance(count.rule, kind))


def check_seats(people, rounds, composition):
    """Everyone who is there sits exactly once, and each table is within its bounds."""
    for at, (each, tables) in enumerate(zip(rounds, composition.tables, strict=True)):
        seated = [one for table in tables for one in table]
        assert sorted(seated) == [person.id for person in people if at not in person.absent]
        assert all(
            low <= len(table) <= high for table, (low, high) in zip(tables, each.seats, strict=True)
        )


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 49, 64])
def test_lines_of_a_design_meet_at_most_once(q):
    columns = min(q, 6)
    lines = list_lines(q, columns, min(q, 6))
    meetings = sum((row[:, None] == row).astype(int) for row in lines)
    np.fill_diagonal(meetings, 0)
    assert meetings.max() == 1
    assert all((np.bincount(row, minlength=q) == columns).all() for row in lines)


def test_prime_powers_are_told_from_other_numbers():
    found = [q for q in range(1, 30) if split_prime_power(q)]
    assert found == [2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29]
    assert split_prime_power(27) == (3, 3)


def test_the_better_number_of_tables_is_offered():
    assert offer_tables(50, 8, 5, 6) == (9,)
    assert offer_tables(50, 10, 5, 6) == ()


def test_fifty_people_meet_nobody_twice_and_never_their_leader():
    people, rounds = make_people(50), [Round(((5, 6),) * 9)] * 8
    rules = [NoRepeats(), NoLeader(), Mixed(trait="area")]
    found = compose(people, rounds, rules, seconds=1)
    check_seats(people, rounds, found)
    meetings = find_meetings(found)
    assert len(meetings) == len(set(meetings))
    assert find_count(found, NoLeader).found == 0
    mixed = find_count(found, Mixed)
    assert mixed.bound <= mixed.found <= 1.6 * mixed.bound  # a random deal has twice


def test_nobody_can_be_without_those_below_when_all_are():
    rules = [NoRepeats(), NoLeader(anyone_above=True)]
    with pytest.raises(Contradiction) as refused:
        compose(make_people(50), [Round(((5, 6),) * 9)] * 2, rules, seconds=0.1)
    assert refused.value.rules == (NoLeader(anyone_above=True),)


def test_the_counts_are_those_of_the_tables():
    people, rounds = make_people(23), [Round(((3, 5),) * 5)] * 4
    rules = [
        Mixed(trait="area"),
        Alike(trait="level", weight=0.1),
        NoRepeats(weight=0.5),
        NoLeader(weight=2.0),
        Apart(people=frozenset({1, 2, 3}), weight=0.2),
        Together(people=frozenset({4, 5}), weight=0.2, rounds=frozenset({1})),
        Stays(person=7, table=2, weight=1.0),
    ]
    found = compose(people, rounds, rules, seconds=0.2)
    check_seats(people, rounds, found)
    meetings = find_meetings(found)
    at = {person.id: person for person in people}
    assert find_count(found, Mixed).found == sum(
        len({at[one].traits["area"] for one in pair}) == 1 for pair in meetings
    )
    assert find_count(found, Alike).found == sum(
        len({at[one].traits["level"] for one in pair}) == 2 for pair in meetings
    )
    assert find_count(found, NoRepeats).found == len(meetings) - len(set(meetings))
    assert find_count(found, NoLeader).found == sum(
        at[one].leader == other or at[other].leader == one for one, other in map(tuple, meetings)
    )
    assert find_count(found, Apart).found == sum(pair <= {1, 2, 3} for pair in meetings)
    assert find_count(found, Together).found == (found.find_table(4, 1) != found.find_table(5, 1))
    assert find_count(found, Stays).found == sum(found.find_table(7, r) != 2 for r in range(4))
    assert found.unmet == sum(
        at[one].traits["area"] != at[other].traits["area"]
        for one, other in combinations(at, 2)
        if frozenset((one, other)) not in set(meetings)
    )
    for gave in found.gave_way:
        assert not gave.rule.hard
        assert not gave.because or not gave.by_numbers


def test_level_groups_are_alike():
    people = [Person(at, {"level": at % 3}) for at in range(18)]
    found = compose(people, [Round(((6, 6),) * 3)], [Alike(trait="level")], seconds=0.3)
    assert find_count(found, Alike).found == 0


chains = st.integers(8, 30)


@settings(deadline=None, max_examples=30)
@given(chains, st.integers(1, 3), st.data())
def test_no_hard_rule_is_ever_broken(number, several, data):
    missing = data.draw(
        st.lists(st.tuples(st.integers(0, number - 1), st.integers(0, several - 1)), max_size=4)
    )
    people = make_people(number, away=missing)
    tables = max(2, number // 4)
    rounds = [Round(((1, 6),) * tables)] * several
    pair = data.draw(st.sets(st.integers(0, number - 1), min_size=2, max_size=3))
    rules = [
        NoLeader(),
        Apart(people=frozenset(pair)),
        Stays(person=0, table=1),
        Mixed(trait="area"),
    ]
    try:
        found = compose(people, rounds, rules, seconds=0.05, seed=number)
    except (Contradiction, NotFound):
        return
    check_seats(people, rounds, found)
    assert all(count.found == 0 for count in found.counts if count.rule.hard)
    assert all(count.found >= count.bound for count in found.counts)
    assert compose(people, rounds, rules, seconds=0.05, seed=number) == found


def test_rules_that_contradict_are_named_and_no_others():
    people, rounds = make_people(12), [Round(((4, 4),) * 3)] * 2
    together, apart = Together(people=frozenset({1, 2, 3})), Apart(people=frozenset({2, 3, 9}))
    rules = [NoLeader(), together, Stays(person=5, table=0), apart]
    with pytest.raises(Contradiction) as refused:
        compose(people, rounds, rules, seconds=0.05)
    assert set(refused.value.rules) == {together, apart}


def test_more_meetings_than_people_contradict_by_themselves():
    with pytest.raises(Contradiction) as refused:
        compose(make_people(9), [Round(((3, 3),) * 3)] * 5, [NoRepeats(), NoLeader()], seconds=0.05)
    assert refused.value.rules == (NoRepeats(),)


def test_the_fewest_are_named_where_several_sets_contradict():
    people, rounds = make_people(8), [Round(((4, 4), (4, 4)))]
    here, there = Stays(person=1, table=0), Stays(person=2, table=1)
    three, both = Apart(people=frozenset({4, 5, 6})), Together(people=frozenset({1, 2}))
    with pytest.raises(Contradiction) as refused:
        compose(people, rounds, [both, here, there, three], seconds=0.05)
    assert refused.value.rules == (three,)


def test_tables_that_cannot_seat_those_present_are_named_by_round():
    people = make_people(8, away=[(1, 1)])
    with pytest.raises(Contradiction) as refused:
        compose(people, [Round(((4, 4), (4, 4)))] * 2, [], seconds=0.05)
    assert (refused.value.rules, refused.value.at) == ((), 1)


@pytest.mark.parametrize(
    ("rounds", "rules", "message"),
    [
        ([Round(((5, 4),))], [], "at the least"),
        ([Round(((1, 9),))], [Mixed(trait="area", weight=None)], "a wish"),
        ([Round(((1, 9),))], [Stays(person="nobody", table=0)], "nobody"),
        ([Round(((1, 9),))], [Stays(person=1, table=1)], "no table"),
    ],
)
def test_rules_about_what_is_not_there_are_refused(rounds, rules, message):
    with pytest.raises(ValueError, match=message):
        compose(make_people(4), rounds, rules, seconds=0.01)


def test_two_of_the_same_id_are_refused():
    with pytest.raises(ValueError, match="same id"):
        compose([Person(1), Person(1)], [Round(((1, 2),))], [])


def test_those_missing_leave_the_past_as_it_was_and_few_move():
    people, rounds = make_people(50), [Round(((5, 6),) * 9)] * 8
    rules = [NoRepeats(), NoLeader(), Mixed(trait="area")]
    before = compose(people, rounds, rules, seconds=0.5)
    gone = {3, 11, 19, 27, 33, 48}
    here = [
        Person(
            one.id, one.traits, one.leader, frozenset(range(2, 8)) if one.id in gone else one.absent
        )
        for one in people
    ]
    smaller = rounds[:2] + [Round(((3, 6),) * 9)] * 6
    after = repair(before, here, smaller, rules, first=2, seconds=0.3)
    check_seats(here, smaller, after)
    assert after.tables[:2] == before.tables[:2]
    assert find_count(after, NoRepeats).found == find_count(after, NoLeader).found == 0
    assert count_moved(before, after, here, range(2, 8)) <= 3  # of 264


def count_moved(before, after, people, rounds):
    return sum(
        before.find_table(one.id, at) != after.find_table(one.id, at)
        for one in people
        for at in rounds
        if at not in one.absent
    )


@settings(deadline=None, max_examples=10)
@given(st.sets(st.integers(0, 59), max_size=8), st.integers(0, 9))
def test_no_more_move_than_small_tables_lack(gone, seed):
    people, rounds = make_people(60), [Round(((5, 6),) * 11)] * 3
    rules = [NoRepeats(), NoLeader(), Mixed(trait="area")]
    before = compose(people, rounds, rules, seconds=0.1, seed=seed)
    here = make_people(60, away=[(one, at) for one in gone for at in (1, 2)])
    smaller = rounds[:1] + [Round(((4, 6),) * 11)] * 2
    after = repair(before, here, smaller, rules, first=1, seconds=0.3)
    check_seats(here, smaller, after)
    assert after.tables[0] == before.tables[0]
    lacking = sum(
        max(0, 4 - sum(one not in gone for one in table))
        for tables in before.tables[1:]
        for table in tables
    )
    assert lacking <= count_moved(before, after, here, range(1, 3)) <= 2 * lacking


def test_a_newcomer_gets_a_table_for_what_is_left():
    people, rounds = make_people(12), [Round(((3, 5),) * 3)] * 3
    before = compose(people, rounds, [NoLeader()], seconds=0.1)
    late = [*people, Person(99, {"area": 0}, None, frozenset({0}))]
    after = repair(before, late, rounds, [NoLeader()], first=1, seconds=0.1)
    check_seats(late, rounds, after)
    assert after.tables[0] == before.tables[0]
    assert after.find_table(99, 0) is None
    assert after.find_table(99, 1) is not None


def test_large_chains_are_seated_without_repeats_leaders_or_neighbours():
    people = make_people(600, areas=20)
    tables = offer_tables(600, 4, 5, 6)[0]
    rounds = [Round(((5, 6),) * tables)] * 4
    rules = [NoRepeats(), NoLeader(), Mixed(trait="area")]
    found = compose(people, rounds, rules, seconds=1)
    check_seats(people, rounds, found)
    assert [count.found for count in found.counts] == [0, 0, 0]
