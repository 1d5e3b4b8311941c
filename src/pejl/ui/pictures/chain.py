"""The chain as a picture: who leads whom, by level and area."""

from collections.abc import Sequence

from pejl.ui.pictures.chain_cards import draw_cards
from pejl.ui.pictures.chain_chips import draw_chips
from pejl.ui.pictures.chain_drawing import draw_svg
from pejl.ui.pictures.chain_people import ChainPerson, OutlineNode, chain_outline
from pejl.ui.pictures.chain_words import count_table, describe_chain, say_chain, say_tops
from pejl.ui.pictures.picture import Picture

__all__ = ["ChainPerson", "OutlineNode", "chain_outline", "draw_chain"]

NAMES_IN_BANDS = 80


def draw_chain(
    people: Sequence[ChainPerson], levels: Sequence[str], areas: Sequence[str]
) -> Picture:
    """Readable at its own size, in a box that scrolls; the text alternative is `chain_outline`.

    Up to 80 people stand each in their level's band; more are gathered in a card a unit.
    """
    draw = draw_chips if len(people) <= NAMES_IN_BANDS else draw_cards
    header, rows = count_table(people, levels, areas)
    return Picture(
        svg=draw_svg(draw(people, levels, areas)),
        title=say_chain(people),
        alt=describe_chain(people, levels),
        header=header,
        rows=rows,
        note=say_tops(people),
    )
