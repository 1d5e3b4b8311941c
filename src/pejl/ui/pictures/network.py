"""The network of dialogues: levels to the left, areas to the right, and a line for each dialogue.

A line is drawn in halves, so that one sees what each end says of it: how many name it (the breadth)
and how well it works (the colour). A half is dotted where that end cannot be shown.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pejl.ui.pictures.network_drawing import draw_svg
from pejl.ui.pictures.network_layout import End, Link, Node, lay_out
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Use

__all__ = ["End", "Link", "Node", "draw_network"]


def draw_network(
    left: Sequence[Node],
    right: Sequence[Node],
    links: Sequence[Link],
    *,
    title: str,
    matrix: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] = ((), ()),
    left_out: str = "",
    size: Use = "page",
    most: int = 60,
) -> Picture:
    """Drawn are the `most` links that matter most: those that are broken, then those that most
    name. `matrix` is the header and the rows of the table behind it, which holds them all."""
    shown = sorted(links, key=weigh_link)[:most]
    header, rows = matrix
    return Picture(
        svg=draw_svg(lay_out(left, right, shown, SIZES[size])),
        title=title,
        alt=describe_links((*left, *right), links),
        header=header,
        rows=rows,
        note=" ".join(filter(None, [say_hidden(len(links) - len(shown)), left_out])),
    )


def weigh_link(link: Link) -> tuple[bool, float]:
    """Orders those that matter most first."""
    return not link.broken, -sum(end.share for end in (link.there, link.back) if end)


def say_hidden(n: int) -> str:
    return _("%(n)d more are in the table.") % {"n": n} if n > 0 else ""


def describe_links(nodes: Sequence[Node], links: Sequence[Link]) -> str:
    names = {node.key: node.name for node in nodes}
    own = [
        _("Within “%(name)s”: %(said)s.") % {"name": node.name, "said": say_end(node.inside)}
        for node in nodes
        if node.inside
    ]
    said = [describe_link(names[link.one], names[link.other], link) for link in links]
    return " ".join([*said, *own]) or _("No dialogue can be shown.")


def describe_link(one: str, other: str, link: Link) -> str:
    words = {"one": one, "other": other, "there": say_end(link.there), "back": say_end(link.back)}
    return _("“%(one)s” of “%(other)s”: %(there)s; the other way: %(back)s.") % words


def say_end(end: End | None) -> str:
    return end.said if end else _("cannot be shown")
