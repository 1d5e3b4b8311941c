from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.joint.rules import (
    Config,
    Merged,
    Proposed,
    Sent,
    Took,
    Yes,
    check,
    count_asked,
    list_given,
    list_got,
    may_send,
    open_up,
    resolve,
)
from pejl.activities.joint.tests.making import AREAS, CONFIG, GROUND, LEVELS, PEOPLE, UP
from pejl.days.entries import Ground, Person, Refused
from pejl.days.places import SMALLEST
from pejl.days.replies import Answer, Heard, Helped

BETWEEN = ("up", "down", "areas", "tables")


@st.composite
def grounds(draw):
    people = draw(
        st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(["", *AREAS])), max_size=60)
    )
    tables = draw(st.integers(1, 12))
    return Ground(
        people=tuple(
            Person(f"p{at}", f"L{at}", "", level, area) for at, (level, area) in enumerate(people)
        ),
        levels=tuple(name for name in LEVELS if name in {level for level, _area in people}),
        areas=tuple(name for name in AREAS if name in {area for _level, area in people}),
        seats={f"p{at}": 1 + at % tables for at in range(len(people))},
    )


@given(grounds(), st.sampled_from(BETWEEN))
def test_each_writes_in_one_group_to_one_other_and_none_is_small(ground, between):
    config = resolve(Config(between), ground)
    for person in ground.people:
        gives, gets = list_given(config, person.id), list_got(config, person.id)
        assert len(gives) <= 1
        assert len(gets) <= 1
        assert not set(gives) & set(gets)
    for route in config.routes:
        givers = [one.id for one in ground.people if route.key in list_given(config, one.id)]
        assert len(givers) == count_asked(config, route.key) >= SMALLEST
        assert any(route.key in list_got(config, one.id) for one in ground.people)


def name_routes(config):
    return [
        (config.find_place(one.source).names, config.find_place(one.target).names)
        for one in config.routes
    ]


def test_levels_write_up_or_down_and_areas_to_the_next():
    up = [((lower,), (upper,)) for upper, lower in pairwise(LEVELS)]
    assert name_routes(CONFIG) == up
    assert name_routes(resolve(Config("down"), GROUND)) == [pair[::-1] for pair in up]
    areas = name_routes(resolve(Config("areas"), GROUND))
    assert areas == [
        (("Dagtilbud",), ("Skoler",)),
        (("Skoler",), ("PPR",)),
        (("PPR",), ("Dagtilbud",)),
    ]


def test_tables_write_to_the_next_table():
    seats = {person.id: 1 + at % 3 for at, person in enumerate(PEOPLE)}
    config = resolve(Config("tables"), Ground(people=PEOPLE, seats=seats))
    assert name_routes(config) == [(("1",), ("2",)), (("2",), ("3",)), (("3",), ("1",))]
    assert list_given(config, "p0") == ("t0-t1",)


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Proposed("l1-l9", 0, "a"), "l1-l9.0.1", "unknown"),
        (Proposed(UP, 0, "a"), f"{UP}.1.1", "unknown"),
        (Proposed(UP, 0, "a"), f"{UP}.0.6", "unknown"),
        (Proposed(UP, 3, "a"), f"{UP}.3.1", "unknown"),
        (Proposed(UP, 0, "a" * 301), f"{UP}.0.1", "long"),
        (Merged(UP, 4, 4, "a"), f"{UP}.m4", "itself"),
        (Merged(UP, 4, 5, "a"), f"{UP}.4", "unknown"),
        (Merged(UP, 4, 5, "a"), "l2-l1.m4", "unknown"),
        (Merged(UP, 4, 5, "a" * 301), f"{UP}.m4", "long"),
        (Yes(UP, 4, on=True), f"{UP}.5", "unknown"),
        (Answer(UP, 0, "wont"), f"{UP}.0", "because"),
        (Heard(UP), UP, "unknown"),
    ],
)
def test_what_cannot_be_taken_is_refused(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code


def test_what_can_be_taken_is():
    check(CONFIG, Proposed(UP, 2, "Ring"), f"{UP}.2.5")
    check(CONFIG, Merged(UP, 4, 5), f"{UP}.m4")
    check(CONFIG, Yes(UP, 4, on=False), f"{UP}.4")
    check(CONFIG, Helped(UP, "no"), f"{UP}.helped")


def test_only_the_group_works_on_what_it_sends():
    writer, reader, other = "p1", "p0", "p2"
    for payload in (Proposed(UP, 0, "a"), Merged(UP, 1, 2), Yes(UP, 1, on=True), Helped(UP, "yes")):
        assert may_send(CONFIG, payload, writer)
        assert not may_send(CONFIG, payload, reader)
        assert not may_send(CONFIG, payload, other)
    assert may_send(CONFIG, Answer(UP, 0), reader)
    assert not may_send(CONFIG, Heard(UP), writer)


def test_the_room_knows_no_words():
    assert open_up(Proposed(UP, 0, "hemmeligt")) == Took(UP)
    assert open_up(Merged(UP, 1, 2, "hemmeligt")) == Took(UP)
    assert open_up(Sent(UP, 1, "hemmeligt")) == Sent(UP, 1)
    assert open_up(Answer(UP, 0, "do", "for jer")).text == ""
    assert open_up(Answer(UP, 0, "do", "for alle", "1")).text == "for alle"
