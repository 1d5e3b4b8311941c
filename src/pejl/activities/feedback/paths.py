"""Who is asked about whom: the routes of a round, built from the chain. Pure.

A route carries everyone who is asked about the same people along the same path. Nobody is asked
about oneself, nobody both gives and gets on one route, and nobody is asked twice about the same
people. Where the promise is not to name, neighbouring groups that are asked about the same people
are put together until each is large enough for its words to be shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from pejl.days.entries import Ground
from pejl.days.places import Place

ENOUGH = 10  # as in the gate: words of a group of fewer are known by who could have written them

PathKind = Literal["levels", "areas", "top", "leader", "leaders_leader", "led", "peers", "picked"]
Direction = Literal["up", "down", "across", "both"]
PATHS: tuple[PathKind, ...] = (
    "levels",
    "areas",
    "top",
    "leader",
    "leaders_leader",
    "led",
    "peers",
    "picked",
)


class Someone(Struct, frozen=True, array_like=True):
    """One of the day's people; level, area and unit by number, `leader` by place in the list, -1
    for none."""

    id: str
    name: str
    level: int
    area: int
    unit: int
    leader: int


class Chain(Struct, frozen=True, cache_hash=True):
    """The day's people with who leads them; `places` are the levels and areas, put together until
    each has five."""

    people: tuple[Someone, ...] = ()
    levels: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class Route(Struct, frozen=True):
    """Everyone of the place `source` is asked about the place `target`. `path` is seen from who
    gives: up or down the chain, across, or both up and down where such groups were put together;
    `kind` is the kind of path. `merged`: the source is several groups, put together."""

    key: str
    path: Direction
    source: str
    target: str
    kind: PathKind = "levels"
    merged: bool = False


@dataclass
class Map:
    """All routes in their order, and those of each person, by public id. `about` are the receivers
    of each route, and `taken` those asked about them already, as places in the chain's list."""

    places: dict[str, Place] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    gives: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    gets: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    about: dict[str, tuple[int, ...]] = field(default_factory=dict)
    taken: dict[frozenset[int], set[int]] = field(default_factory=lambda: defaultdict(set))


class Side(Struct, frozen=True):
    """One end of a route before it is laid."""

    key: str
    kind: str
    names: tuple[str, ...]
    members: tuple[int, ...]
    path: Direction = "across"


Leg = tuple[PathKind, Sequence[Side], Side]  # those who are asked about the last


def list_chain(ground: Ground, places: Sequence[Place]) -> Chain:
    """Levels and so on that a person has none of are numbered -1."""
    at = {person.id: place for place, person in enumerate(ground.people)}
    number = {
        kind: {name: place for place, name in enumerate(names)}
        for kind, names in (("l", ground.levels), ("a", ground.areas), ("u", ground.units))
    }
    people = tuple(
        Someone(
            person.id,
            person.name,
            number["l"].get(person.level, -1),
            number["a"].get(person.area, -1),
            number["u"].get(person.unit, -1),
            at.get(ground.leaders.get(person.id, ""), -1),
        )
        for person in ground.people
    )
    return Chain(people, ground.levels, ground.areas, ground.units, tuple(places))


@lru_cache(maxsize=32)
def map_paths(
    chain: Chain,
    paths: tuple[PathKind, ...],
    picked: tuple[tuple[str, str], ...] = (),
    *,
    crowd: bool = True,
) -> Map:
    """The routes of these kinds of path, in the order of PATHS. `picked` are pairs of ends as
    `find_side` knows them; `crowd`: words are shown together only, so groups have to be large."""
    found = Map()
    for kind, sources, target in list_legs(chain, paths, picked):
        for source in gather(sources) if crowd else sources:
            lay(found, chain, kind, source, target, merged=len(source.key.split("+")) > 1)
    return found


def lay(
    found: Map, chain: Chain, kind: PathKind, source: Side, target: Side, *, merged: bool
) -> None:
    """Adds a route, without those who are its target or asked about the same people already."""
    about = frozenset(target.members)
    givers = [one for one in source.members if one not in about | found.taken[about]]
    if not givers or not about:
        return
    key = str(len(found.routes)) if kind not in ("levels", "areas") or merged else ""
    key = f"{kind[0]}{key}" if key else f"{source.key}-{target.key}"
    found.taken[about].update(givers)
    whence = Place(f"{key}.from", source.kind, source.names, len(givers))
    whither = Place(f"{key}.to", target.kind, target.names, len(about))
    found.places |= {whence.key: whence, whither.key: whither}
    found.about[key] = tuple(sorted(about))
    found.routes[key] = Route(key, source.path, whence.key, whither.key, kind, merged)
    for one in givers:
        found.gives[chain.people[one].id].append(key)
    for one in sorted(about):
        found.gets[chain.people[one].id].append(key)


def gather(sources: Sequence[Side]) -> list[Side]:
    """Neighbours put together, the smallest first, until each has ENOUGH or one is left."""
    sides = list(sources)
    while len(sides) > 1 and min(len(one.members) for one in sides) < ENOUGH:
        at = min(range(len(sides)), key=lambda one: len(sides[one].members))
        beside = [one for one in (at - 1, at + 1) if 0 <= one < len(sides)]
        other = min(beside, key=lambda one: len(sides[one].members))
        low, high = sorted((at, other))
        sides[low : high + 1] = [join(sides[low], sides[high])]
    return sides


def join(one: Side, other: Side) -> Side:
    path = one.path if one.path == other.path else "both"
    members = tuple(dict.fromkeys((*one.members, *other.members)))
    names = (*one.names, *other.names)
    return Side(f"{one.key}+{other.key}", one.kind, names, members, path)


def list_legs(
    chain: Chain, paths: Sequence[str], picked: Iterable[tuple[str, str]]
) -> Iterator[Leg]:
    makers = {
        "levels": list_level_legs,
        "areas": list_area_legs,
        "top": list_top_legs,
        "leader": list_leader_legs,
        "leaders_leader": list_leaders_leader_legs,
        "led": list_led_legs,
        "peers": list_peer_legs,
    }
    for kind, make in makers.items():
        if kind in paths:
            yield from make(chain)
    if "picked" in paths:
        for one, other in picked:
            yield "picked", [find_side(chain, one)], find_side(chain, other)


def list_sides(chain: Chain, kind: str) -> list[Side]:
    """The chain's places of a kind, with their members."""
    names = chain.levels if kind == "level" else chain.areas
    inside: dict[str, list[int]] = defaultdict(list)
    for at, person in enumerate(chain.people):
        number = person.level if kind == "level" else person.area
        if number >= 0:
            inside[names[number]].append(at)
    return [
        Side(place.key, kind, place.names, tuple(at for name in place.names for at in inside[name]))
        for place in chain.places
        if place.kind == kind
    ]


def list_level_legs(chain: Chain) -> Iterator[Leg]:
    """Neighbouring levels about each other, from the top."""
    asked: dict[str, list[Side]] = defaultdict(list)
    sides = list_sides(chain, "level")
    for above, below in pairwise(sides):
        asked[below.key].append(turn(above, "down"))
        asked[above.key].append(turn(below, "up"))
    for target in sides:
        if asked[target.key]:
            yield "levels", asked[target.key], target


def turn(side: Side, path: Direction) -> Side:
    return Side(side.key, side.kind, side.names, side.members, path)


def list_area_legs(chain: Chain) -> Iterator[Leg]:
    sides = list_sides(chain, "area")
    for target in sides:
        yield "areas", [one for one in sides if one != target], target


def list_top_legs(chain: Chain) -> Iterator[Leg]:
    """The whole room about the top level."""
    ranks = [person.level for person in chain.people if person.level >= 0]
    top = min(ranks, default=0)
    inside = tuple(at for at, person in enumerate(chain.people) if person.level == top)
    rest = tuple(at for at in range(len(chain.people)) if at not in set(inside))
    if inside and rest:
        yield (
            "top",
            [Side("room", "room", (), rest, "up")],
            Side("top", "level", (chain.levels[top],), inside),
        )


def list_led(chain: Chain) -> dict[int, tuple[int, ...]]:
    led: dict[int, list[int]] = defaultdict(list)
    for at, person in enumerate(chain.people):
        if person.leader >= 0 and person.leader != at:
            led[person.leader].append(at)
    return {leader: tuple(people) for leader, people in led.items()}


def make_one(chain: Chain, at: int, kind: str = "person") -> Side:
    return Side(f"p{at}", kind, (chain.people[at].name,), (at,))


def list_leader_legs(chain: Chain) -> Iterator[Leg]:
    for leader, people in list_led(chain).items():
        name = chain.people[leader].name
        yield "leader", [Side("r", "led", (name,), people, "up")], make_one(chain, leader)


def list_leaders_leader_legs(chain: Chain) -> Iterator[Leg]:
    led = list_led(chain)
    for leader, people in led.items():
        below = tuple(one for person in people for one in led.get(person, ()))
        name = chain.people[leader].name
        if below:
            side = Side("s", "below", (name,), below, "up")
            yield "leaders_leader", [side], make_one(chain, leader)


def list_led_legs(chain: Chain) -> Iterator[Leg]:
    """Each about those one leads."""
    for leader, people in list_led(chain).items():
        for person in people:
            yield "led", [turn(make_one(chain, leader), "down")], make_one(chain, person)


def list_peer_legs(chain: Chain) -> Iterator[Leg]:
    """Those on one's own level who have the same leader."""
    for people in list_led(chain).values():
        for person in people:
            level, name = chain.people[person].level, chain.people[person].name
            beside = tuple(
                one for one in people if one != person and chain.people[one].level == level
            )
            yield "peers", [Side("q", "peers", (name,), beside)], make_one(chain, person)


def find_side(chain: Chain, end: str) -> Side:
    """An end as it is picked: "level:", "area:", "unit:" or "person:" and a name (a person's id).
    One that is not there has no members."""
    kind, _colon, name = end.partition(":")
    if kind == "person":
        at = next((at for at, one in enumerate(chain.people) if one.id == name), -1)
        return make_one(chain, at) if at >= 0 else Side(end, kind, (name,), ())
    names = {"level": chain.levels, "area": chain.areas, "unit": chain.units}.get(kind, ())
    number = names.index(name) if name in names else -2
    members = tuple(
        at
        for at, one in enumerate(chain.people)
        if {"level": one.level, "area": one.area, "unit": one.unit}.get(kind) == number
    )
    return Side(end, kind, (name,), members)
