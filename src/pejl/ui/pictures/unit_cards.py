"""A unit's card: its name, how many it has, and its people, each under who leads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.ui.colours import LINE
from pejl.ui.pictures.chain_drawing import NAME, ROW, SMALL, Block, Drawing
from pejl.ui.pictures.chain_people import ChainPerson, find_leaders, list_led, walk_chain
from pejl.ui.pictures.lettering import text_width, wrap_text

CARD = 220
PAD = 10
FIGURE = 16
STEP = 13
DEEPEST = 4


@dataclass(frozen=True)
class Entry:
    """A person on a card. `over` names the leader when it is another than the card's."""

    person: ChainPerson
    indent: float
    name: tuple[str, ...]
    over: tuple[str, ...]
    leads: bool

    @property
    def height(self) -> float:
        return ROW * (len(self.name) + len(self.over)) + 2


@dataclass(frozen=True)
class Card:
    """`leader` leads the card's first person, who stands on `level`, the card's highest."""

    head: tuple[str, ...]
    entries: tuple[Entry, ...]
    area: int | None
    level: int
    leader: str | None

    @property
    def height(self) -> float:
        return 2 * PAD + ROW * len(self.head) + sum(entry.height for entry in self.entries)


def make_cards(people: Sequence[ChainPerson]) -> list[Card]:
    """A card for each unit of an area, leaders' first; without a unit, for each leader's people."""
    leaders = find_leaders(people)
    units: dict[tuple[int | None, str, str], list[ChainPerson]] = {}
    for person, _depth in walk_chain(list_led(people, leaders)):
        own = "" if person.unit else leaders[person.id] or person.id
        units.setdefault((person.area, person.unit, own), []).append(person)
    names = {person.id: person.name for person in people}
    return [make_card(members, leaders, names) for members in units.values()]


def make_card(
    members: Sequence[ChainPerson],
    leaders: Mapping[str, str | None],
    names: Mapping[str, str],
) -> Card:
    inside = {person.id for person in members}
    local = {one.id: leaders[one.id] if leaders[one.id] in inside else None for one in members}
    first = leaders[members[0].id]
    walked = walk_chain(list_led(members, local))
    entries = []
    for person, depth in walked:
        above = leaders[person.id]
        other = depth == 0 and above is not None and above != first
        over = _("under %(name)s") % {"name": names[above]} if above and other else ""
        entries.append(make_entry(person, depth, over, leads=person.id in leaders.values()))
    unit = members[0].unit
    room = CARD - 2 * PAD - text_width(f" {len(members)}", NAME, bold=True)
    head = tuple(wrap_text(unit, room, NAME, bold=True)) if unit else ()
    return Card(head, tuple(entries), members[0].area, min(one.level for one in members), first)


def make_entry(person: ChainPerson, depth: int, over: str, *, leads: bool) -> Entry:
    indent = FIGURE + STEP * min(depth, DEEPEST)
    room = CARD - 2 * PAD - indent
    name = tuple(wrap_text(person.name, room, NAME, bold=leads))
    return Entry(person, indent, name, tuple(wrap_text(over, room, SMALL)) if over else (), leads)


def draw_card(drawing: Drawing, card: Card, left: float, top: float) -> dict[str, float]:
    """Draws the card; returns the middle of each person's name, from the top of the picture."""
    drawing.cards.append(Block(left, top, CARD, card.height, "white", LINE))
    count = str(len(card.entries))
    at = drawing.write(left + PAD, top + PAD, card.head, bold=True)
    if card.head:
        width = text_width(count, SMALL)
        drawing.write(left + CARD - PAD - width, top + PAD, [count], small=True)
    middles = {}
    for entry in card.entries:
        middles[entry.person.id] = at + ROW / 2
        drawing.write(left + PAD, at, [str(entry.person.level + 1)], small=True)
        text = left + PAD + entry.indent
        below = drawing.write(text, at, entry.name, bold=entry.leads)
        drawing.write(text, below, entry.over, small=True)
        at += entry.height
    draw_guides(drawing, card, left + PAD, middles)
    return middles


def draw_guides(drawing: Drawing, card: Card, left: float, middles: Mapping[str, float]) -> None:
    """From under each leader's name to the names of those who stand indented below."""
    by_id = {entry.person.id: entry for entry in card.entries}
    for entry in card.entries:
        above = by_id.get(entry.person.leader_id or "")
        if above and above.indent < entry.indent:
            x = left + above.indent + 3
            start = middles[above.person.id] + ROW * (len(above.name) - 0.5)
            y = middles[entry.person.id]
            drawing.guides.append(((x, start), (x, y), (left + entry.indent - 2, y)))
