"""Each rule of the adviser: fires where it is to, and is silent where the day is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.days.advice import (
    ANSWERING,
    LAST,
    LATEST,
    LISTENING,
    TOGETHER,
    Item,
    Rule,
    Trait,
    find_all,
)


def plan(*parts, start=8 * 60 + 30, **fields):
    """Items one after another, of (minutes, traits); a trait may be named as a string."""
    items, at = [], start
    for number, (minutes, *traits) in enumerate(parts, 1):
        items.append(Item(number, at, minutes, frozenset(map(Trait, traits)), **fields))
        at += minutes
    return items


def rules(items, areas=()):
    return [finding.rule for finding in find_all(items, areas)]


def test_an_empty_programme_gets_no_advice():
    assert find_all([], [1, 2]) == []


def test_listening_counts_over_items_and_is_broken_by_what_the_room_does():
    (found,) = find_all(plan((LISTENING, "listens"), (1, "listens"), (30,)))
    assert (found.rule, found.items, found.amount) == (Rule.LISTENING, (1, 2), LISTENING + 1)
    assert rules(plan((LISTENING, "listens"), (30,))) == []
    assert rules(plan((LISTENING, "listens"), (5,), (LISTENING, "listens"))) == []
    assert rules(plan((5,), (LISTENING + 1, "listens"))) == [Rule.LISTENING]


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=12))
def test_listening_is_found_where_a_minute_by_minute_count_finds_it(parts):
    items = plan(*((minutes, "listens") if hears else (minutes,) for minutes, hears in parts))
    longest, run = 0, 0
    for minute in [hears for minutes, hears in parts for _ in range(minutes)]:
        run = run + 1 if minute else 0
        longest = max(longest, run)
    assert (Rule.LISTENING in rules(items)) == (longest > LISTENING)


def test_feedback_upwards_comes_after_working_together():
    up = (30, "upward")
    assert rules(plan((15,), up)) == [Rule.UPWARD]
    assert rules(plan((TOGETHER - 1, "together"), up)) == [Rule.UPWARD]
    assert rules(plan((TOGETHER, "together"), up, up)) == []
    assert rules(plan((10, "together"), (10, "together"), up)) == []
    assert rules(plan((15,), up, (50, "together"), up)) == [Rule.UPWARD]


def test_receivers_have_free_time_after_the_feedback():
    given_ = (30, "answered")
    assert rules(plan(given_, (30,))) == [Rule.ANSWERING]
    assert rules(plan((60, "free"), given_)) == [Rule.ANSWERING]
    assert rules(plan(given_, (ANSWERING - 1, "free"), (5,))) == [Rule.ANSWERING]
    assert rules(plan(given_, (30,), (ANSWERING, "free"))) == []
    assert rules(plan(given_, (5,), lasting=True)) == []


def test_people_agree_before_the_first_leave():
    agree = (30, "agrees")
    assert rules(plan((60,), agree)) == [Rule.LEAVING]
    assert rules(plan(agree, (LAST - 1,))) == [Rule.LEAVING]
    assert rules(plan(agree, (LAST,))) == []
    early = LATEST - (8 * 60 + 30) - 30
    assert rules(plan((early,), agree, (60,))) == []
    assert rules(plan((early + 1,), agree, (60,))) == [Rule.LEAVING]
    assert rules(plan((30,), agree, (15,), start=15 * 60 + 30)) == []  # an afternoon meeting


def tables(*names):
    return tuple(frozenset(table) for table in names)


def seat(*seatings):
    return [
        Item(number, 600 + number, 1, tables=tables(*names))
        for number, names in enumerate(seatings)
    ]


def test_the_same_tables_are_seen_and_new_ones_are_not():
    same = seat(("abcd", "efgh"), ("efgh", "abcd"), ("dcba", "efgh"))
    (found,) = find_all(same)
    assert (found.rule, found.items, found.amount) == (Rule.TABLES, (0, 1, 2), 3)
    assert rules(seat(("abcd", "efgh"), ("abef", "cdgh"))) == []
    assert rules(seat(("abcd", "efgh"))) == []
    assert rules(seat(("abcd", "efgh"), ())) == []


@given(st.permutations("abcdefgh"), st.integers(2, 5))
def test_renumbered_tables_are_the_same_tables(people, times):
    first, second = people[:4], people[4:]
    seatings = [(first, second) if at % 2 else (second[::-1], first) for at in range(times)]
    assert rules(seat(*seatings)) == [Rule.TABLES]


@given(st.sets(st.integers(1, 9)), st.lists(st.sets(st.integers(1, 9)), min_size=1, max_size=5))
def test_each_focus_area_that_nothing_takes_up_is_named_once(areas, taken):
    items = [Item(n, 600, 1, about=frozenset(about)) for n, about in enumerate(taken)]
    found = find_all(items, areas)
    assert [one.amount for one in found] == sorted(areas - set().union(*taken))
    assert len({one.key for one in found}) == len(found)


@pytest.mark.parametrize("more", [0, 40])
def test_a_key_stays_while_what_it_is_about_stays(more):
    before = find_all(plan((LISTENING + 5, "listens"), (60,)))
    after = find_all(plan((LISTENING + 5 + more, "listens"), (90,)))
    assert [one.key for one in before] == [one.key for one in after]


def beside(items, *parts):
    """Each further part beside the item of that place; all else as it was."""
    for place, minutes, *traits in parts:
        head = items[place]
        extra = Item(90 + place, head.start, minutes, frozenset(map(Trait, traits)), beside=True)
        items.insert(place + 1, extra)
    return items


def test_what_runs_side_by_side_counts_once_and_for_those_who_fare_worst():
    half = LISTENING // 2
    two = beside(plan((half, "listens"), (30,)), (0, half, "listens"))
    assert rules(two) == []
    (found,) = find_all(beside(plan((half, "listens"), (30,)), (0, LISTENING + 1, "listens")))
    assert (found.items, found.amount) == ((90,), LISTENING + 1)
    worked = ((TOGETHER, "together"), (30, "upward"))
    assert rules(plan(*worked)) == []
    assert rules(beside(plan(*worked), (0, 20))) == [Rule.UPWARD]
    assert rules(beside(plan(*worked), (0, TOGETHER, "together"))) == []
    answered = ((30, "answered"), (ANSWERING, "free"))
    assert rules(plan(*answered)) == []
    assert rules(beside(plan((30, "answered")), (0, ANSWERING, "free"))) == [Rule.ANSWERING]
    assert rules(beside(plan(*answered), (1, ANSWERING))) == [Rule.ANSWERING]
