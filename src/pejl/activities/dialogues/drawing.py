"""The network as a picture with its matrix, and what people say would make the dialogues better."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.activities.dialogues.finding import Found, Pair
from pejl.activities.dialogues.rules import Config
from pejl.activities.dialogues.tallies import Result, Tie
from pejl.activities.dialogues.words import name_place, say_pairs, say_tie
from pejl.days.contract import Released
from pejl.days.places import Place
from pejl.ui.pictures.answers import say_mean
from pejl.ui.pictures.network import End, Link, Node, draw_network
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use

Matrix = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def draw_found(
    config: Config, released: Released[Result], found: Found, size: Use, most: int = 60
) -> Picture | None:
    """None where no dialogue may be shown between groups."""
    if not found.edges:
        return None
    own = {pair.one.key: pair.there for pair in found.own}
    nodes = {
        kind: [
            Node(place.key, name_place(place), make_end(own.get(place.key), place))
            for place in config.places
            if place.kind == kind
        ]
        for kind in ("level", "area")
    }
    return draw_network(
        nodes["level"],
        nodes["area"],
        [make_link(pair) for pair in found.pairs],
        title=say_pairs(found),
        matrix=make_matrix(config, found),
        left_out=say_left_out(released),
        size=size,
        most=most,
    )


def make_link(pair: Pair) -> Link:
    there, back = make_end(pair.there, pair.one), make_end(pair.back, pair.other)
    return Link(pair.one.key, pair.other.key, there, back, pair.worst is not None)


def make_end(tie: Tie | None, place: Place) -> End | None:
    if tie is None:
        return None
    return End(min(1.0, tie.n / max(place.people, 1)), tie.works.mean, say_tie(tie))


def make_matrix(config: Config, found: Found) -> Matrix:
    """From the rows to the columns, which bear the rows' numbers: importance / how well it works.
    Below those, groups that had to be put together with more of their neighbours."""
    header = (_("From, to"), *(str(at) for at in range(1, len(config.places) + 1)))
    ties = {(edge.source, edge.target.key): edge.tie for edge in found.edges}
    wider = list(dict.fromkeys(edge.source for edge in found.edges if not edge.source.key))
    numbered = [(f"{at} {name_place(one)}", one) for at, one in enumerate(config.places, 1)]
    rows = [*numbered, *((name_place(one), one) for one in wider)]
    return header, tuple(
        (name, *(say_cell(ties.get((source, target.key))) for target in config.places))
        for name, source in rows
    )


def say_cell(tie: Tie | None) -> str:
    return f"{say_mean(tie.important)} / {say_mean(tie.works)}" if tie else "–"


def say_left_out(released: Released[Result]) -> str:
    """How many answered, and what was left out to protect people."""
    counts = {"n": released.answered, "all": released.invited}
    return " ".join(
        [
            _("%(n)d of %(all)d have answered.") % counts,
            _("Groups of fewer than five are shown with their neighbours or not at all."),
            *released.left_out,
        ]
    )


def list_wishes(
    config: Config, released: Released[Result]
) -> Sequence[tuple[str, tuple[str, ...]]]:
    """What the whole room says would make the dialogues with each group better."""
    ties = {tie.place: tie for tie in released.whole.ties} if released.whole else {}
    return [
        (name_place(place), ties[place.key].wishes)
        for place in config.places
        if place.key in ties and ties[place.key].wishes
    ]
