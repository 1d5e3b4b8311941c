"""People as marks: the shape and letters of an area, and a ring for each level from the top."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pejl.days.models import Attendance
from pejl.ui.colours import AREAS, FOCUS
from pejl.ui.templatetags.ui import SHAPES

NO_AREA = "–"
RING, GAP = 15.0, 3.4  # the first ring's radius, and from ring to ring
EDGE = 3.0


@dataclass(frozen=True)
class Kind:
    """How an area is drawn: `colour` counts from 1."""

    name: str
    letters: str
    path: str
    colour: int
    low: bool


@dataclass(frozen=True)
class Mark:
    """A person in the picture; `rings` are radii around the middle, `x` and `y` where it stands."""

    id: int
    name: str
    level: str
    area: Kind
    rings: tuple[float, ...]
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """A table with those who sit there, in a square of `size`; `middle` is half of that."""

    number: int
    marks: tuple[Mark, ...]
    locked: bool
    size: float
    board: float

    @property
    def middle(self) -> float:
        return self.size / 2


def list_kinds(rows: Sequence[Attendance]) -> dict[int | None, Kind]:
    """By area: its own shape as far as shapes last, and the fewest letters that tell it apart."""
    areas = {row.area_id: row.area for row in rows if row.area}
    ordered = sorted(areas.values(), key=lambda area: (area.rank, area.id))
    letters = shorten([area.name for area in ordered])
    kinds: dict[int | None, Kind] = {
        area.id: make_kind(at, area.name, letters[at]) for at, area in enumerate(ordered)
    }
    return {**kinds, None: make_kind(len(ordered), "", NO_AREA)}


def make_kind(at: int, name: str, letters: str) -> Kind:
    shape = FOCUS[at % len(FOCUS)].shape
    return Kind(name, letters, SHAPES[shape], at % len(AREAS) + 1, shape == "triangle")


def shorten(names: Sequence[str]) -> list[str]:
    """One letter where no other name begins so, else two."""
    first = [name[:1].upper() for name in names]
    return [
        letter if first.count(letter) == 1 else name[:2].capitalize()
        for letter, name in zip(first, names, strict=True)
    ]


def draw_person(row: Attendance, kinds: Mapping[int | None, Kind], rings: int) -> Mark:
    return Mark(
        row.id,
        row.participant.name,
        row.level.name,
        kinds[row.area_id],
        tuple(RING + GAP * step for step in range(rings)),
    )


def draw_table(number: int, people: Sequence[Mark], *, locked: bool, most_rings: int) -> Drawn:
    """People stand evenly around their table, the first at the top."""
    reach = RING + GAP * most_rings
    far = max(58.0, len(people) * (2 * reach + EDGE) / math.tau, reach + 34)
    middle = far + reach + EDGE
    turns = [math.tau * at / max(len(people), 1) - math.pi / 2 for at in range(len(people))]
    marks = tuple(
        Mark(
            one.id,
            one.name,
            one.level,
            one.area,
            one.rings,
            round(middle + far * math.cos(turn), 1),
            round(middle + far * math.sin(turn), 1),
        )
        for one, turn in zip(people, turns, strict=True)
    )
    return Drawn(number, marks, locked, round(2 * middle, 1), round(far - reach - EDGE, 1))
