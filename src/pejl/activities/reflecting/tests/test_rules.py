from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.reflecting.casting import draw_observers, find_near
from pejl.activities.reflecting.rules import (
    Config,
    Leave,
    Note,
    Noted,
    Turn,
    check,
    find_turn,
    list_given,
    list_got,
    may_send,
    measure_turn,
    open_up,
    resolve,
    summarise,
)
from pejl.activities.reflecting.tests.making import AREAS, CONFIG, GROUND, LEADERS, MIDDLE, PEOPLE
from pejl.days.entries import Entry, Ground, Person, Refused

ids = st.integers(0, 20).map(lambda at: f"p{at}")


@st.composite
def chains(draw):
    """People in any chain, also one that goes in a circle."""
    people = draw(st.lists(st.sampled_from([(a, b) for a in "ABC" for b in "xyz"]), max_size=21))
    persons = tuple(
        Person(f"p{at}", f"L{at}", "", level, area) for at, (level, area) in enumerate(people)
    )
    return persons, draw(st.dictionaries(ids, ids, max_size=21))


@given(chains(), st.integers(3, 6), st.integers())
def test_no_observer_leads_the_one_in_the_middle_or_is_led_by_that_one(chain, count, seed):
    people, leaders = chain
    if not people:
        return
    middle = people[0]
    drawn = draw_observers(people, leaders, middle, count, Random(seed))
    assert len(drawn) == len(set(drawn))
    assert middle not in drawn
    for one in drawn:
        above, seen = one.id, set()
        while above not in seen:
            seen.add(above)
            above = leaders.get(above, above)
        assert middle.id not in seen
    near = find_near(leaders, middle.id)
    assert len(drawn) == min(count, len([one for one in people if one.id not in near]))


@given(st.integers())
def test_levels_and_areas_are_mixed(seed):
    drawn = draw_observers(PEOPLE, LEADERS, MIDDLE, 4, Random(seed))
    assert {one.area for one in (MIDDLE, *drawn)} == set(AREAS)
    assert len({one.level for one in drawn}) > 1


def test_those_picked_observe_in_their_order():
    config = resolve(Config(MIDDLE.id, ("p09", "p02", "p11")), GROUND)
    assert [one.id for one in config.observers] == ["p09", "p02", "p11"]


@pytest.mark.parametrize(
    ("config", "people"),
    [(Config(), PEOPLE), (Config("gone"), PEOPLE), (Config("p05"), PEOPLE[3:6])],
)
def test_without_enough_there_is_no_team(config, people):
    assert resolve(config, Ground(people=people, leaders=LEADERS)).cast is None


def test_only_observers_note_and_only_the_one_in_the_middle_says_who_it_was():
    observer = CONFIG.observers[0].id
    assert may_send(CONFIG, Note(0, "a"), observer)
    assert not may_send(CONFIG, Leave(on=True), observer)
    assert may_send(CONFIG, Leave(on=True), MIDDLE.id)
    assert not may_send(CONFIG, Note(0, "a"), MIDDLE.id)
    assert not may_send(CONFIG, Note(0, "a"), "stranger")
    assert list_got(CONFIG, MIDDLE.id) == list_given(CONFIG, observer) == ("middle",)
    assert not may_send(Config(), Note(0, "a"), observer)


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Note(3, "a"), "3", "unknown"),
        (Note(0, "a"), "1", "unknown"),
        (Note(0, "a" * 501), "0", "long"),
        (Leave(on=True), "0", "unknown"),
        (Turn(6), "turn", "unknown"),
        (Turn(1), "0", "unknown"),
    ],
)
def test_what_cannot_be_taken_is_refused(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code


def test_what_can_be_taken_is():
    for payload, item in ((Note(2, "a"), "2"), (Leave(on=False), "leave"), (Turn(5), "turn")):
        check(CONFIG, payload, item)


def make_entries(*payloads):
    return [
        Entry(at, f"g{at}", "k", "i", one, who=CONFIG.observers[at % 4].name)
        for at, one in enumerate(payloads)
    ]


def test_the_turn_is_what_the_facilitator_said_last_and_its_time_is_the_servers():
    assert find_turn(CONFIG, make_entries(Note(0, "a"))) == Turn(0)
    turn = find_turn(CONFIG, make_entries(Turn(1, 10), Turn(2, 200), Note(0, "a")))
    assert turn == Turn(2, 200)
    assert measure_turn(CONFIG, turn, 230) == 150
    assert measure_turn(CONFIG, turn, 400) == -20
    assert measure_turn(CONFIG, Turn(2, 3800), 230) == 180, "the clock was ahead then"
    assert measure_turn(CONFIG, Turn(0), 400) is None
    assert measure_turn(CONFIG, Turn(5, 300), 400) is None


def test_the_room_knows_that_there_are_notes_and_no_more():
    assert open_up(Note(0, "hemmeligt")) == Noted()
    assert open_up(Note(0)) is None
    whole = summarise(CONFIG, make_entries(Noted(), Noted(), Leave(on=False)))
    assert (whole.count, whole.told, whole.named) == (2, (), False)
    assert summarise(CONFIG, make_entries(Leave(on=True))).named


def test_notes_are_read_by_observer_in_the_order_of_the_turns():
    notes = make_entries(Note(1, "b"), Note(0, "c"), Note(0), Turn(1))[:2][::-1]
    result = summarise(CONFIG, notes)
    assert [one.text for one in result.told] == ["b", "c"]
    assert result.count == 2
