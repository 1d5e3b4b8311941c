"""The groups that something is said about, or by: none so small that it is about a few people.

Neighbouring levels are put together until each is large enough, and so are the small areas. A unit
counts as its area. So are tables, in their order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pejl.analysis.disclosure import plan_release
from pejl.days.entries import Ground, Person

SMALLEST = 5  # as in the gate: a group of fewer is nowhere shown by itself


class Place(Struct, frozen=True):
    """A group: `names` are its neighbouring levels, or its areas; `people` how many of the day it
    holds. `key` is short and safe in an address."""

    key: str
    kind: str  # level, area or table
    names: tuple[str, ...]
    people: int = 0


class Choice(Struct, frozen=True):
    """What one may name. The part of `key` before "-" is the place that it counts as; `area` is
    the area of a unit."""

    key: str
    kind: str  # level, area or unit
    name: str
    area: str = ""

    @property
    def place(self) -> str:
        return self.key.partition("-")[0]


def list_places(ground: Ground) -> tuple[Place, ...]:
    """Levels from the top of the chain, then areas in their order, those put together last."""
    levels = Counter(person.level for person in ground.people)
    areas = Counter(person.area for person in ground.people)
    level_sizes = [levels[name] for name in ground.levels]
    area_sizes = [areas[name] for name in ground.areas]
    return (
        *make_places("level", ground.levels, level_sizes, group_levels(level_sizes)),
        *make_places("area", ground.areas, area_sizes, group_areas(area_sizes)),
    )


def make_places(
    kind: str, names: Sequence[str], sizes: Sequence[int], groups: Iterable[Sequence[int]]
) -> Iterator[Place]:
    """Those that are large enough when all that can be put together has been."""
    for at, group in enumerate(groups):
        people = sum(sizes[index] for index in group)
        if people >= SMALLEST:
            yield Place(f"{kind[0]}{at}", kind, tuple(names[index] for index in group), people)


def list_tables(seats: Mapping[str, int]) -> tuple[Place, ...]:
    """Tables by number, those of under SMALLEST put together with the next, the last with the one
    before. `names` are their numbers."""
    sizes = Counter(seats.values())
    numbers = sorted(sizes)
    groups = group_levels([sizes[number] for number in numbers])
    names = [str(number) for number in numbers]
    return tuple(make_places("table", names, [sizes[number] for number in numbers], groups))


def group_levels(sizes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    cells = {(level, 0): people for level, people in enumerate(sizes)}
    return plan_release({"people": cells}, len(sizes), 1, SMALLEST).levels


def group_areas(sizes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    cells = {(0, area): people for area, people in enumerate(sizes)}
    plan = plan_release({"people": cells}, 1, len(sizes), SMALLEST)
    return (*((area,) for area in plan.areas), *([plan.rest] if plan.rest else []))


def list_choices(ground: Ground, places: Sequence[Place]) -> tuple[Choice, ...]:
    """Every level, area and unit that counts as one of the places, in their order."""
    keys = {(place.kind, name): place.key for place in places for name in place.names}
    homes = find_areas(ground.people)
    named = [
        *((keys.get(("level", name)), "level", name, "") for name in ground.levels),
        *((keys.get(("area", name)), "area", name, "") for name in ground.areas),
        *(
            (keys.get(("area", home)), "unit", name, home)
            for name in ground.units
            if (home := homes.get(name, ""))
        ),
    ]
    return tuple(
        Choice(f"{key}-{at}", kind, name, home)
        for at, (key, kind, name, home) in enumerate(named)
        if key
    )


def find_areas(people: Iterable[Person]) -> dict[str, str]:
    """Each unit's area: that of most of its people, the first by name where two have as many."""
    found = Counter((one.unit, one.area) for one in people if one.unit and one.area)
    ordered = sorted(found, key=lambda pair: (found[pair], pair[1]), reverse=True)
    return dict(reversed(ordered))


def find_homes(ground: Ground, places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """The places that each person is in, at most a level and an area, by the person's id."""
    keys = {(place.kind, name): place.key for place in places for name in place.names}
    found = {
        person.id: [keys.get(("level", person.level)), keys.get(("area", person.area))]
        for person in ground.people
    }
    return {id_: tuple(key for key in homes if key) for id_, homes in found.items()}
