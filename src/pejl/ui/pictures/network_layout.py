"""Where the groups of a network stand, and how the lines between them run, in pixels."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from pejl.ui.pictures.lettering import text_width, wrap_text
from pejl.ui.pictures.sizes import Size

LINE = 1.2  # the height of a line of a name, in letters
KEY_ROW, SWATCH = 1.4, 1.9  # of the key, in letters
PARTED = (0.5, 0.4, 0.6)  # where lines between the columns change hands: not all at one height
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class End:
    """How the people at one end see a dialogue: the `share` of them (0 to 1) who name it, how well
    it works, from 1 to 5, and what they say of it in words."""

    share: float
    works: float
    said: str = ""


@dataclass(frozen=True)
class Node:
    """A group; `inside` is how its people see the dialogue among themselves."""

    key: str
    name: str
    inside: End | None = None


@dataclass(frozen=True)
class Link:
    """A dialogue between the groups `one` and `other`, by their keys: `there` as the first sees
    it, `back` as the other does; None where that cannot be shown. `broken` ones are marked."""

    one: str
    other: str
    there: End | None = None
    back: End | None = None
    broken: bool = False


@dataclass(frozen=True)
class Box:
    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    right: bool

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def inner(self) -> float:
        """The edge that looks at the other column."""
        return self.x if self.right else self.x + self.width

    @property
    def outer(self) -> float:
        return self.x + self.width if self.right else self.x


@dataclass(frozen=True)
class Line:
    """A link's curve; the first end has the share `part` of it."""

    link: Link
    curve: Curve
    part: float = 0.5

    @property
    def halves(self) -> tuple[Curve, Curve]:
        """From either end to where they meet."""
        return cut_curve(self.curve, self.part)


@dataclass(frozen=True)
class Sign:
    """What the key explains: a half of a link, or the mark of a broken one."""

    text: str
    end: End | None = None
    mark: bool = False
    x: float = 0.0
    row: int = 0


@dataclass
class Layout:
    width: float
    height: float
    text: int
    key: Sequence[Sign] = ()
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def lay_out(
    left: Sequence[Node], right: Sequence[Node], links: Sequence[Link], size: Size
) -> Layout:
    """The key to the lines has its rows below."""
    px = size.small
    key = place_key(size.width, px)
    below = (key[-1].row + 1) * px * KEY_ROW + px * 0.3
    rows = max(len(left), len(right), 1)
    step = min((size.tallest - below) / rows, px * 4)
    layout = Layout(size.width, step * rows + below, px, key)
    margin, wide = size.width * 0.12, size.width * 0.31
    keys = [{node.key for node in nodes} for nodes in (left, right)]
    arcs = [any({link.one, link.other} <= known for link in links) for known in keys]
    begin, end = (margin if arc else px * 0.2 for arc in arcs)
    for nodes, x, turned in ((left, begin, False), (right, size.width - end - wide, True)):
        top = (rows - len(nodes)) * step / 2 + px * 0.12
        high = step - px * 0.25
        for at, node in enumerate(nodes):
            lines = wrap_name(node.name, wide - px * 0.3, px, int(high / (px * LINE)))
            layout.boxes.append(Box(node, x, top + at * step, wide, high, lines, turned))
    layout.lines = run_lines(layout.boxes, links, margin)
    return layout


def wrap_name(name: str, width: float, px: int, most: int) -> tuple[str, ...]:
    return tuple(wrap_text(name, width, px, bold=True, most=max(1, min(most, 3))))


def place_key(width: float, px: int) -> tuple[Sign, ...]:
    """In as many rows as are needed, from the left."""
    placed: list[Sign] = []
    x, row = 0.0, 0
    for sign in list_signs():
        wide = px * SWATCH + text_width(sign.text, px)
        if placed and x + wide > width:
            x, row = 0.0, row + 1
        placed.append(replace(sign, x=x, row=row))
        x += wide + px * 0.8
    return tuple(placed)


def list_signs() -> tuple[Sign, ...]:
    return (
        Sign(_("works"), End(0.6, 4.5)),
        Sign(_("so-so"), End(0.6, 3.5)),
        Sign(_("does not work"), End(0.6, 2)),
        Sign(_("cannot be shown")),
        Sign(_("important, but does not work"), mark=True),
    )


def run_lines(boxes: Sequence[Box], links: Sequence[Link], margin: float) -> list[Line]:
    known = {box.node.key: box for box in boxes}
    drawn = [link for link in links if link.one in known and link.other in known]
    heights = place_ends(known, drawn)
    lines = [make_line(known[link.one], known[link.other], link, heights, margin) for link in drawn]
    across = [line for line in lines if known[line.link.one].right != known[line.link.other].right]
    across.sort(key=lambda line: line.curve[0][1] + line.curve[3][1])
    parted = {line.link: PARTED[at % len(PARTED)] for at, line in enumerate(across)}
    return [replace(line, part=parted.get(line.link, 0.5)) for line in lines]


def place_ends(known: Mapping[str, Box], links: Sequence[Link]) -> dict[tuple[str, Link], float]:
    """Each line has a height of its own on the edge of a box, in the order of where they lead, so
    that those of one box do not cross near it."""
    edges: dict[tuple[str, bool], list[tuple[float, Link]]] = defaultdict(list)
    for link in links:
        one, other = known[link.one], known[link.other]
        for here, far in ((one, other), (other, one)):
            edges[here.node.key, here.right == far.right].append((far.middle, link))
    return {
        (key, link): known[key].y + known[key].height * at / (len(found) + 1)
        for (key, _side), found in edges.items()
        for at, (_far, link) in enumerate(sorted(found, key=lambda pair: pair[0]), 1)
    }


def make_line(
    one: Box, other: Box, link: Link, heights: Mapping[tuple[str, Link], float], margin: float
) -> Line:
    """Between the columns, or as an arc outside of one."""
    y1, y2 = heights[one.node.key, link], heights[other.node.key, link]
    if one.right != other.right:
        bend = (other.inner - one.inner) * 0.45
        first, last = (one.inner, y1), (other.inner, y2)
        return Line(link, (first, (one.inner + bend, y1), (other.inner - bend, y2), last))
    far = min(1.0, 0.25 + abs(y2 - y1) / (one.height * 5))
    out = one.outer + margin * 1.25 * far * (1 if one.right else -1)
    return Line(link, ((one.outer, y1), (out, y1), (out, y2), (one.outer, y2)))


def cut_curve(curve: Curve, part: float) -> tuple[Curve, Curve]:
    """A cubic curve in two, each from its own end to where they meet (de Casteljau)."""
    first, *_bends, last = curve
    a, b, c = (between(*pair, part) for pair in pairwise(curve))
    d, e = between(a, b, part), between(b, c, part)
    meet = between(d, e, part)
    return (first, a, d, meet), (last, c, e, meet)


def between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
