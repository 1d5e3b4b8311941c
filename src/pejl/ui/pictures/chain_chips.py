"""A chain with each in the band of the own level: areas as columns, leaders over whom they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pejl.ui.pictures.chain_columns import DOT, GAP, INDENT, Chip, make_chip, place_area
from pejl.ui.pictures.chain_drawing import (
    NAME,
    ROW,
    Dot,
    Drawing,
    draw_band,
    draw_border,
    level_colour,
)
from pejl.ui.pictures.chain_people import ChainPerson, find_leaders, list_led, walk_chain
from pejl.ui.pictures.chain_words import LABELS, head_level, list_areas
from pejl.ui.pictures.lettering import text_width

TOP = 30
PAD = 12
CENTRE = 4.5
Leaders = Mapping[str, str | None]


@dataclass(frozen=True)
class Spot:
    """A chip's left edge, and its row within its level's band."""

    chip: Chip
    left: float
    row: int

    @property
    def place(self) -> tuple[int, int]:
        return self.chip.person.level, self.row


@dataclass(frozen=True)
class Line:
    """A row of chips, in pixels: names begin at `names`, units stand right above."""

    names: float
    bottom: float


def draw_chips(
    people: Sequence[ChainPerson], levels: Sequence[str], areas: Sequence[str]
) -> Drawing:
    leaders = find_leaders(people)
    chips = make_chips(people, leaders)
    drawing = Drawing()
    lefts, borders = place_people(drawing, people, leaders, chips, areas)
    ordered = [one for one, _depth in walk_chain(list_led(people, leaders))]
    spots = assign_rows(ordered, leaders, chips, lefts)
    lines = stack_bands(drawing, list(spots.values()), levels)
    for border in borders:
        draw_border(drawing, border)
    for spot in spots.values():
        draw_chip(drawing, spot, lines[spot.place])
        above = leaders[spot.chip.person.id]
        if above is not None:
            draw_link(drawing, spots[above], spot, lines)
    return drawing


def make_chips(people: Sequence[ChainPerson], leaders: Leaders) -> dict[str, Chip]:
    known = {person.id: person for person in people}
    leading = set(leaders.values())
    return {
        one.id: make_chip(one, known.get(leaders[one.id] or ""), leads=one.id in leading)
        for one in people
    }


def place_people(
    drawing: Drawing,
    people: Sequence[ChainPerson],
    leaders: Leaders,
    chips: Mapping[str, Chip],
    areas: Sequence[str],
) -> tuple[dict[str, float], list[float]]:
    """Each person's left edge, and where each area begins; sets the width and names the areas."""
    lefts: dict[str, float] = {}
    borders = []
    at = float(LABELS)
    for name, members in list_areas(people, areas):
        inside = {person.id for person in members}
        local = {one: above if above in inside else None for one, above in leaders.items()}
        placed, width = place_area(list_led(members, local), chips)
        lefts |= {one: at + PAD + left for one, left in placed.items()}
        head = f"{name} · {len(members)}"
        borders.append(at)
        drawing.write(at + PAD, 6, [head], bold=True)
        at += PAD + max(width, text_width(head, NAME, bold=True) + GAP)
    drawing.width = at
    return lefts, borders


def assign_rows(
    ordered: Sequence[ChainPerson],
    leaders: Leaders,
    chips: Mapping[str, Chip],
    lefts: Mapping[str, float],
) -> dict[str, Spot]:
    """The first row of the band that is free there, and below a leader of the same level."""
    spots: dict[str, Spot] = {}
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for person in ordered:
        above = spots.get(leaders[person.id] or "")
        row = above.row + 1 if above and above.chip.person.level == person.level else 0
        start = lefts[person.id]
        end = start + chips[person.id].width + GAP / 2
        while any(a < end and start < b for a, b in taken.get((person.level, row), ())):
            row += 1
        taken.setdefault((person.level, row), []).append((start, end))
        spots[person.id] = Spot(chips[person.id], start, row)
    return spots


def stack_bands(
    drawing: Drawing, spots: Sequence[Spot], levels: Sequence[str]
) -> dict[tuple[int, int], Line]:
    """Draws the bands from the top down and says where each row stands; sets the height."""
    lines: dict[tuple[int, int], Line] = {}
    top = float(TOP)
    for level, name in enumerate(levels):
        inside = [spot for spot in spots if spot.chip.person.level == level]
        if not inside:
            continue
        at = top + 8
        for row in range(max(spot.row for spot in inside) + 1):
            chips = [spot.chip for spot in inside if spot.row == row]
            names = at + ROW * max((len(chip.unit) for chip in chips), default=0)
            at = names + ROW * max((len(chip.name) for chip in chips), default=0) + 10
            lines[level, row] = Line(names, at - 5)
        head = head_level(name, len(inside), NAME)
        bottom = max(at + 4, top + 20 + ROW * len(head))
        draw_band(drawing, top, bottom, head, tinted=level % 2 == 0)
        top = bottom
    drawing.height = top
    return lines


def draw_chip(drawing: Drawing, spot: Spot, line: Line) -> None:
    chip = spot.chip
    text = spot.left + DOT
    drawing.write(text, line.names - ROW * len(chip.unit), chip.unit, small=True)
    drawing.write(text, line.names, chip.name, bold=chip.leads)
    dot = Dot(spot.left + CENTRE, line.names + ROW / 2, level_colour(chip.person.level))
    drawing.dots.append(dot)


def draw_link(
    drawing: Drawing, above: Spot, below: Spot, lines: Mapping[tuple[int, int], Line]
) -> None:
    """From a leader's dot down, and along under the row to who stands further off."""
    start = above.left + CENTRE, lines[above.place].names + ROW / 2
    end = below.left + CENTRE, lines[below.place].names + ROW / 2
    if 0 < end[0] - start[0] <= INDENT and end[1] > start[1]:
        drawing.lines.append((start, (start[0], end[1]), end))
        return
    bus = lines[above.place].bottom
    drawing.lines.append((start, (start[0], bus), (end[0], bus), end))
