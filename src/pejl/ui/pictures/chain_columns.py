"""Where people stand from left to right, in a chain with everybody's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from pejl.ui.pictures.chain_drawing import NAME, SMALL
from pejl.ui.pictures.chain_people import ChainPerson, walk_chain
from pejl.ui.pictures.lettering import text_width, wrap_text

NARROW = 84
WIDEST = 150
DOT = 14
INDENT = 13
GAP = 15

Led = Mapping[str | None, Sequence[ChainPerson]]


@dataclass(frozen=True)
class Chip:
    """A person as drawn: the unit's lines where the unit begins, then the name's."""

    person: ChainPerson
    unit: tuple[str, ...]
    name: tuple[str, ...]
    leads: bool

    @property
    def width(self) -> float:
        names = [text_width(line, NAME, bold=self.leads) for line in self.name]
        units = [text_width(line, SMALL) for line in self.unit]
        return DOT + max([*names, *units], default=0)


@dataclass
class Columns:
    """`homes`: the column that a person owns or stands in. `under`: indented below its owner."""

    widths: list[float] = field(default_factory=list)
    homes: dict[str, int] = field(default_factory=dict)
    under: set[str] = field(default_factory=set)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)


def make_chip(person: ChainPerson, leader: ChainPerson | None, *, leads: bool) -> Chip:
    begins = not leader or (leader.unit, leader.area) != (person.unit, person.area)
    unit = wrap_narrow(person.unit, SMALL) if begins and person.unit else []
    name = wrap_narrow(person.name, NAME, bold=leads)
    return Chip(person, tuple(unit), tuple(name), leads)


def wrap_narrow(text: str, px: int, *, bold: bool = False) -> list[str]:
    """Lines as narrow as the longest word lets them be."""
    longest = max((text_width(word, px, bold=bold) for word in text.split()), default=0)
    return wrap_text(text, min(WIDEST, max(NARROW, longest)), px, bold=bold)


def place_area(led: Led, chips: Mapping[str, Chip]) -> tuple[dict[str, float], float]:
    """Each person's left edge within one area, and the area's width.

    Who leads nobody stands, indented, under the leader; who leads only leaders, over their middle.
    """
    columns = Columns()
    walked = [person for person, _depth in walk_chain(led)]
    for person in walked:
        own_column(person, led, columns)
    for person in reversed(walked):
        span_columns(person, led, columns)
        widen_columns(person, chips, columns)
    starts = [0.0, *accumulate(columns.widths)]
    lefts = {person.id: find_left(person, chips, columns, starts) for person in walked}
    return lefts, starts[-1]


def own_column(person: ChainPerson, led: Led, columns: Columns) -> None:
    """A column for who stands alone, or for a leader with people who lead nobody."""
    below = led.get(person.id, ())
    leaves = [one for one in below if not led.get(one.id)]
    if person.id in columns.homes or (below and not leaves):
        return
    columns.homes |= {one.id: len(columns.widths) for one in (person, *leaves)}
    columns.under |= {one.id for one in leaves}
    columns.widths.append(0)


def span_columns(person: ChainPerson, led: Led, columns: Columns) -> None:
    """From the first to the last column of those whom a person leads (they are spanned before)."""
    ends = [end for one in led.get(person.id, ()) for end in columns.spans[one.id]]
    if person.id in columns.homes:
        ends.append(columns.homes[person.id])
    columns.spans[person.id] = (min(ends), max(ends))


def widen_columns(person: ChainPerson, chips: Mapping[str, Chip], columns: Columns) -> None:
    need = chips[person.id].width + GAP + INDENT * (person.id in columns.under)
    first, last = columns.spans[person.id]
    if person.id in columns.homes:
        home = columns.homes[person.id]
        columns.widths[home] = max(columns.widths[home], need)
    else:
        columns.widths[last] += max(0, need - sum(columns.widths[first : last + 1]))


def find_left(
    person: ChainPerson, chips: Mapping[str, Chip], columns: Columns, starts: Sequence[float]
) -> float:
    if person.id in columns.homes:
        return starts[columns.homes[person.id]] + INDENT * (person.id in columns.under)
    first, last = columns.spans[person.id]
    return (starts[first] + starts[last + 1] - GAP - chips[person.id].width) / 2
