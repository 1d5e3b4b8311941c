"""A tree of units with their managers to a table with one leader on each row."""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _
from msgspec import Struct

from pejl.interchange.leader_chain import measure_depths
from pejl.interchange.leader_doubts import name_some
from pejl.interchange.names import read_email
from pejl.interchange.table_types import Note, Table, TableError

HEADINGS = ["Navn", "E-mail", "Niveau", "Område", "Enhed", "Nærmeste leder", "Stilling"]
LEVEL = "Niveau {}"  # a name that is stored: the same whatever language one reads in
MAX_DEPTH = 50
NAMED = 5
NOTES = 100


class Manager(Struct, frozen=True):
    """`staff`: whether they hire and dismiss. An e-mail is who one is, else the name."""

    row: int
    name: str
    email: str
    title: str = ""
    staff: bool = False

    @property
    def key(self) -> str:
        return read_email(self.email) or self.name.casefold()


class Unit(Struct, frozen=True):
    """`parent` is an index among the units; `row` is where the file says it first."""

    name: str
    parent: int | None
    row: int
    managers: list[Manager]


class Place(Struct, frozen=True):
    """Where a unit is: `area` is the branch below the top; `above` leads its managers."""

    depth: int
    area: str
    above: Manager | None


def build_table(units: Sequence[Unit], notes: Sequence[Note] = (), first_row: int = 1) -> Table:
    """Each manager once, at their highest unit, led by the nearest manager above it.

    Raises TableError where the units are no tree.
    """
    places = place_units(units)
    homes = find_homes(units, places)
    last = max((manager.row for _unit, manager in homes.values()), default=first_row)
    rows: list[list[str]] = [[] for _row in range(first_row, last + 1)]
    titled = any(manager.title for _unit, manager in homes.values())
    rows[0] = HEADINGS if titled else HEADINGS[:-1]
    for home, manager in homes.values():
        row = describe(manager, units[home], places[home])
        rows[manager.row - first_row] = row[: len(rows[0])]
    if not homes:
        raise TableError(
            _("No unit in the file has a manager. Check that managers were asked for.")
        )
    found = [*notes, *limit(note_units(units, places)), *limit(note_several(units, homes))]
    return Table(rows, first_row, found)


def describe(manager: Manager, unit: Unit, place: Place) -> list[str]:
    above = place.above
    leader = (above.email or above.name) if above else ""
    level = LEVEL.format(place.depth + 1)
    return [manager.name, manager.email, level, place.area, unit.name, leader, manager.title]


def place_units(units: Sequence[Unit]) -> list[Place]:
    depths = check_tree(units)
    one_top = depths.count(0) == 1
    places: dict[int, Place] = {}
    for index in sorted(range(len(units)), key=depths.__getitem__):
        unit, depth = units[index], depths[index]
        if unit.parent is None:
            places[index] = Place(depth, "" if one_top else unit.name, None)
            continue
        parent = places[unit.parent]
        area = unit.name if one_top and depth == 1 else parent.area
        places[index] = Place(depth, area, find_head(units[unit.parent]) or parent.above)
    return [places[index] for index in range(len(units))]


def check_tree(units: Sequence[Unit]) -> list[int]:
    """Each unit's depth, 0 at the top."""
    depths, circles = measure_depths([unit.parent for unit in units])
    for circle in circles:
        names = [units[i].name for i in [*circle, circle[0]][:NAMED]]
        text = _("The units go in a circle: %(names)s. Mend it in OS2mo, and fetch the file again.")
        raise TableError(text % {"names": name_some(names, len(circle) + 1, " → ")})
    known = [depth or 0 for depth in depths]
    for unit, depth in zip(units, known, strict=True):
        if depth >= MAX_DEPTH:
            text = _("“%(unit)s” lies more than %(limit)d units deep. Mend which unit it is under.")
            raise TableError(text % {"unit": unit.name, "limit": MAX_DEPTH})
    return known


def find_head(unit: Unit) -> Manager | None:
    """The one whom those below report to: who hires and dismisses, else the first by name."""
    return min(
        unit.managers, key=lambda one: (not one.staff, one.name.casefold(), one.key), default=None
    )


def find_homes(units: Sequence[Unit], places: Sequence[Place]) -> dict[str, tuple[int, Manager]]:
    """By key the highest unit that they lead, the first in the file of equally high ones.

    Nobody leads a unit above their home, so that the chain of homes has no circles.
    """
    homes: dict[str, tuple[int, Manager]] = {}
    for index in sorted(range(len(units)), key=lambda i: places[i].depth):
        for manager in units[index].managers:
            homes.setdefault(manager.key, (index, manager))
    return homes


def note_units(units: Sequence[Unit], places: Sequence[Place]) -> Iterator[Note]:
    """Units with no manager, and with more than one; first those that have units below."""
    parents = {unit.parent for unit in units}
    for index in sorted(range(len(units)), key=lambda i: i not in parents):
        unit, place = units[index], places[index]
        managers = {manager.key: manager for manager in unit.managers}
        head = find_head(unit)
        if head is None:
            yield Note(unit.row, "vacant", say_vacant(unit, place, has_units=index in parents))
        elif len(managers) > 1:
            names = [one.name or one.email for one in managers.values()]
            values = {
                "unit": unit.name,
                "names": name_some(names[:NAMED], len(names)),
                "head": head.name or head.email,
            }
            text = _("“%(unit)s” has several managers: %(names)s.")
            if index in parents:
                text = _(
                    "“%(unit)s” has several managers: %(names)s. Those below it are taken to "
                    "report to %(head)s; if not, make one of them responsible for staff in OS2mo."
                )
            yield Note(unit.row, "several_managers", text % values)


def say_vacant(unit: Unit, place: Place, *, has_units: bool) -> str:
    values = {"unit": unit.name, "above": ""}
    if not has_units:
        return _("“%(unit)s” has no manager, and is left out.") % values
    if place.above is None:
        return _("“%(unit)s” has no manager, nor has any unit above it.") % values
    values["above"] = place.above.name or place.above.email
    text = _("“%(unit)s” has no manager. Those below it are taken to report to %(above)s.")
    return text % values


def note_several(units: Sequence[Unit], homes: dict[str, tuple[int, Manager]]) -> Iterator[Note]:
    led: dict[str, dict[int, str]] = {}
    for index, unit in enumerate(units):
        for manager in unit.managers:
            led.setdefault(manager.key, {})[index] = unit.name
    for key, (home, manager) in homes.items():
        if len(led[key]) > 1:
            names = list(led[key].values())
            values = {
                "name": manager.name or manager.email,
                "units": name_some(names[:NAMED], len(names)),
                "unit": units[home].name,
            }
            text = _("%(name)s leads several units: %(units)s. “%(unit)s” is used.")
            yield Note(manager.row, "several_units", text % values)


def limit(notes: Iterator[Note]) -> Iterator[Note]:
    """The first of them, then how many more there are."""
    yield from islice(notes, NOTES)
    more = list(notes)
    if more:
        text = _("%(count)d more remarks like this one are not shown: %(remark)s")
        yield Note(None, "more", text % {"count": len(more), "remark": more[0].message})
