"""A chain of many: a card a unit, in the band of its highest level, under who leads the unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.ui.pictures.chain_drawing import NAME, ROW, SMALL, Drawing, draw_band, draw_border
from pejl.ui.pictures.chain_people import ChainPerson
from pejl.ui.pictures.chain_words import LABELS, head_level, list_areas, say_people
from pejl.ui.pictures.lettering import wrap_text
from pejl.ui.pictures.unit_cards import CARD, Card, draw_card, make_cards

TOP = 30
GAP = 12
GUTTER = 26
BREADTH = 1.7


@dataclass(frozen=True)
class Column:
    """An area's own column: its left edge, and how many cards stand side by side."""

    area: int | None
    left: float
    cards: int

    @property
    def width(self) -> float:
        return self.cards * (CARD + GAP) - GAP


@dataclass(frozen=True)
class Spot:
    """Where a line begins or ends: the area's gutter, a card's edge, and a height."""

    gutter: float
    edge: float
    y: float


@dataclass
class Sheet:
    """The drawing, and where people, sections and bands' floors came to stand on it."""

    names: Mapping[str, str]
    drawing: Drawing = field(default_factory=Drawing)
    people: dict[str, Spot] = field(default_factory=dict)
    floors: dict[str, float] = field(default_factory=dict)
    sections: list[tuple[str, Spot]] = field(default_factory=list)


def draw_cards(
    people: Sequence[ChainPerson], levels: Sequence[str], areas: Sequence[str]
) -> Drawing:
    cards = make_cards(people)
    sheet = Sheet({person.id: person.name for person in people})
    columns = place_columns(sheet.drawing, cards, people, areas)
    top = float(TOP)
    for level, name in enumerate(levels):
        count = sum(person.level == level for person in people)
        if count:
            head = head_level(f"{level + 1} {name}", count, NAME)
            inside = [card for card in cards if card.level == level]
            top = draw_level(sheet, inside, columns, head, top, tinted=level % 2 == 0)
    sheet.drawing.height = top
    for column in columns:
        draw_border(sheet.drawing, column.left)
    for leader, spot in sheet.sections:
        draw_link(sheet, leader, spot)
    return sheet.drawing


def place_columns(
    drawing: Drawing, cards: Sequence[Card], people: Sequence[ChainPerson], areas: Sequence[str]
) -> list[Column]:
    """The areas from left to right, the fullest with most cards abreast; sets the width."""
    filled = list_areas(people, areas)
    heights = [
        sum(card.height + GAP for card in cards if card.area == members[0].area)
        for _name, members in filled
    ]
    abreast = share_breadth(heights)
    columns = []
    left = float(LABELS)
    for (name, members), count in zip(filled, abreast, strict=True):
        column = Column(members[0].area, left, count)
        head = wrap_text(f"{name} · {len(members)}", column.width, NAME, bold=True, most=1)
        drawing.write(left + GUTTER, 6, head, bold=True)
        columns.append(column)
        left += GUTTER + column.width + GAP
    drawing.width = left
    return columns


def share_breadth(heights: Sequence[float]) -> list[int]:
    """How many cards abreast each area gets, so that the whole is somewhat broader than high."""
    abreast = [1] * len(heights)
    wanted = ceil(sqrt(BREADTH * sum(heights) / (CARD + GAP)))
    for _more in range(wanted - len(heights)):
        tallest = max(range(len(heights)), key=lambda at: heights[at] / abreast[at])
        abreast[tallest] += 1
    return abreast


def draw_level(
    sheet: Sheet,
    cards: Sequence[Card],
    columns: Sequence[Column],
    head: Sequence[str],
    top: float,
    *,
    tinted: bool,
) -> float:
    """Draws a level's band, and returns where it ends."""
    ends = [draw_area(sheet, cards, column, top + GAP) for column in columns]
    if not cards:
        words = _("These stand in their units above. The figure before a name is the level.")
        sheet.drawing.write(LABELS + GUTTER, top + 8, [words], small=True)
    bottom = max([*ends, top + 20 + ROW * len(head)]) + GAP
    for card in cards:
        sheet.floors |= {entry.person.id: bottom - GAP / 2 for entry in card.entries}
    draw_band(sheet.drawing, top, bottom, head, tinted=tinted)
    return bottom


def draw_area(sheet: Sheet, cards: Sequence[Card], column: Column, top: float) -> float:
    """The area's cards of one level, a section for each leader of units."""
    sections: dict[str | None, list[Card]] = {}
    for card in cards:
        if card.area == column.area:
            sections.setdefault(card.leader, []).append(card)
    for leader, members in sections.items():
        top = draw_section(sheet, leader, members, column, top) + GAP
    return top - GAP


def draw_section(
    sheet: Sheet, leader: str | None, cards: Sequence[Card], column: Column, top: float
) -> float:
    """What one leader leads here, said in words over the cards; returns where they end."""
    left = column.left + GUTTER
    if leader is not None:
        spot = Spot(column.left + GUTTER / 2, left - 3, top + ROW / 2)
        sheet.sections.append((leader, spot))
        head = wrap_text(say_section(sheet.names[leader], cards), column.width, SMALL)
        top = sheet.drawing.write(left, top, head, small=True) + 4
    ends = [top] * column.cards
    for card in cards:
        at = ends.index(min(ends))
        edge = left + at * (CARD + GAP)
        for person, y in draw_card(sheet.drawing, card, edge, ends[at]).items():
            sheet.people[person] = Spot(column.left + GUTTER / 2, edge, y)
        ends[at] += card.height + GAP
    return max(ends) - GAP


def say_section(leader: str, cards: Sequence[Card]) -> str:
    units = ngettext("%(count)s unit", "%(count)s units", len(cards)) % {"count": len(cards)}
    people = say_people(sum(len(card.entries) for card in cards))
    return _("Under %(name)s: %(units)s, %(people)s") % {
        "name": leader,
        "units": units,
        "people": people,
    }


def draw_link(sheet: Sheet, leader: str, to: Spot) -> None:
    """By the gutters, and from area to area along the floor of the leader's band."""
    start = sheet.people[leader]
    ends = [(to.gutter, to.y), (to.edge, to.y)]
    corners = [(start.edge, start.y), (start.gutter, start.y)]
    if start.gutter != to.gutter:
        corners += [(start.gutter, sheet.floors[leader]), (to.gutter, sheet.floors[leader])]
    sheet.drawing.lines.append((*corners, *ends))
