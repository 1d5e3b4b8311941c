"""Who is asked about whom, on any chain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.feedback.paths import (
    ENOUGH,
    PATHS,
    Side,
    find_side,
    gather,
    list_chain,
    map_paths,
)
from pejl.days.entries import Ground, Person
from pejl.days.places import list_places

LEVELS = ("Top", "Midt", "Bund")
AREAS = ("Skoler", "PPR", "Dagtilbud")


@st.composite
def chains(draw):
    """People whose leaders stand before them in the list, so that the chain has no circle."""
    people = draw(
        st.lists(
            st.tuples(st.sampled_from(LEVELS), st.sampled_from(["", *AREAS]), st.integers(-1, 60)),
            max_size=45,
        )
    )
    leaders = {
        f"p{at}": f"p{leader % at}"
        for at, (_level, _area, leader) in enumerate(people)
        if at and leader >= 0
    }
    ground = Ground(
        people=tuple(
            Person(f"p{at}", f"L{at}", "", level, area)
            for at, (level, area, _leader) in enumerate(people)
        ),
        levels=tuple(name for name in LEVELS if name in {one[0] for one in people}),
        areas=tuple(name for name in AREAS if name in {one[1] for one in people}),
        leaders=leaders,
    )
    return ground, list_chain(ground, list_places(ground))


KINDS = st.sets(st.sampled_from(PATHS)).map(lambda found: tuple(sorted(found, key=PATHS.index)))
ENDS = st.sampled_from(["level:Top", "level:Bund", "area:PPR", "person:p0", "person:p3", "unit:x"])
PICKED = st.lists(st.tuples(ENDS, ENDS), max_size=3).map(tuple)


@given(chains(), KINDS, PICKED, st.booleans())
def test_nobody_is_asked_about_oneself_or_twice_about_the_same(made, kinds, picked, crowd):
    ground, chain = made
    found = map_paths(chain, kinds, picked, crowd=crowd)
    number = {person.id: at for at, person in enumerate(ground.people)}
    for person in ground.people:
        gives, gets = found.gives.get(person.id, []), found.gets.get(person.id, [])
        assert not set(gives) & set(gets)
        assert all(number[person.id] not in found.about[key] for key in gives)
        about = [found.about[key] for key in gives]
        assert len(about) == len(set(about))


@given(chains(), KINDS, PICKED, st.booleans())
def test_every_route_has_its_givers_and_its_receivers(made, kinds, picked, crowd):
    ground, chain = made
    found = map_paths(chain, kinds, picked, crowd=crowd)
    for key, route in found.routes.items():
        givers = [one.id for one in ground.people if key in found.gives.get(one.id, [])]
        receivers = [one.id for one in ground.people if key in found.gets.get(one.id, [])]
        assert len(givers) == found.places[route.source].people > 0
        assert len(receivers) == found.places[route.target].people > 0
        assert len(key) <= 20


@given(chains())
def test_each_is_asked_about_the_own_leader_and_no_other(made):
    ground, chain = made
    found = map_paths(chain, ("leader",))
    for person in ground.people:
        keys = found.gives.get(person.id, [])
        about = [chain.people[one].id for key in keys for one in found.about[key]]
        assert about == [ground.leaders[one] for one in (person.id,) if one in ground.leaders]


@given(chains())
def test_who_leads_and_who_is_led_are_the_same_pairs_the_other_way(made):
    _ground, chain = made

    def pair(kind):
        found = map_paths(chain, (kind,))
        return {
            (giver, chain.people[one].id)
            for giver, keys in found.gives.items()
            for key in keys
            for one in found.about[key]
        }

    assert pair("led") == {(leader, led) for led, leader in pair("leader")}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_groups_are_put_together_until_each_is_large_enough(sizes):
    first = 0
    sides = []
    for at, size in enumerate(sizes):
        sides.append(Side(f"a{at}", "area", (f"A{at}",), tuple(range(first, first + size))))
        first += size
    found = gather(sides)
    assert sorted(one for side in found for one in side.members) == list(range(first))
    assert len(found) == 1 or all(len(side.members) >= ENOUGH for side in found)


def test_a_leader_who_moved_leads_where_one_leads_now():
    people = tuple(Person(f"p{at}", f"L{at}", "", "Bund", "") for at in range(3))
    before = Ground(people=people, levels=("Bund",), leaders={"p2": "p0"})
    after = Ground(people=people, levels=("Bund",), leaders={"p2": "p1"})
    about = [
        map_paths(list_chain(ground, ()), ("leader",)).about.values() for ground in (before, after)
    ]
    assert [list(one) for one in about] == [[(0,)], [(1,)]]


def test_the_whole_room_about_the_top():
    people = (Person("p0", "Chef", "", "Top", ""), *(
        Person(f"p{at}", f"L{at}", "", "Bund", "") for at in range(1, 13)
    ))  # fmt: skip
    chain = list_chain(Ground(people=people, levels=("Top", "Bund")), ())
    found = map_paths(chain, ("top",))
    (route,) = found.routes.values()
    assert (route.path, found.places[route.source].people) == ("up", 12)
    assert found.gets["p0"] == [route.key]


@pytest.mark.parametrize("end", ["", "level", "level:Ukendt", "person:nobody", "x:y"])
def test_an_end_that_is_not_there_holds_nobody(end):
    chain = list_chain(Ground(people=(Person("p0", "L", "", "Top", ""),), levels=("Top",)), ())
    assert find_side(chain, end).members == ()
    assert not map_paths(chain, ("picked",), ((end, "level:Top"),)).routes
