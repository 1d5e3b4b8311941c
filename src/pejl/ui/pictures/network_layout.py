"""Where the groups of a network stand, and how the lines between them run, in pixels."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pejl.ui.pictures.lettering import wrap_text
from pejl.ui.pictures.sizes import Size

LINE = 1.2  # the height of a line of a name, in letters
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class End:
    """How the people at one end see a dialogue: the `share` of them (0 to 1) who name it, how
    important it is to them and how well it works, from 1 to 5."""

    share: float
    important: float
    works: float


@dataclass(frozen=True)
class Node:
    """A group; `inside` is how its people see the dialogue among themselves."""

    key: str
    name: str
    inside: End | None = None


@dataclass(frozen=True)
class Link:
    """A dialogue between the groups `one` and `other`, by their keys: `there` as the first sees
    it, `back` as the other does; None where too few name it. `broken` ones are marked."""

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


@dataclass(frozen=True)
class Line:
    """A link as two curves from either end to the middle of it."""

    link: Link
    there: Curve
    back: Curve


@dataclass
class Layout:
    width: float
    height: float
    text: int
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def lay_out(
    left: Sequence[Node], right: Sequence[Node], links: Sequence[Link], size: Size
) -> Layout:
    """The key stands below, and is drawn beside this."""
    px = size.small
    key = 2 * px * 1.6
    rows = max(len(left), len(right), 1)
    step = min((size.tallest - key - px) / rows, px * 4.6)
    layout = Layout(size.width, step * rows + key + px * 0.6, px)
    wide = size.width * (0.3 if size.stacked else 0.27)
    margin = size.width * (0.13 if left and right else 0.3)
    for nodes, x, turned in ((left, margin, False), (right, size.width - margin - wide, True)):
        high = step - max(px * 0.5, 8)
        drop = (rows - len(nodes)) * step / 2
        for at, node in enumerate(nodes):
            lines = wrap_name(node.name, wide - px, px, int((high - 4) / (px * LINE)))
            box = Box(node, x, drop + at * step + 4, wide, high, lines, turned)
            layout.boxes.append(box)
    layout.lines = run_lines(layout.boxes, links, margin)
    return layout


def wrap_name(name: str, width: float, px: int, most: int) -> tuple[str, ...]:
    return tuple(wrap_text(name, width, px, bold=True, most=max(1, min(most, 3))))


def run_lines(boxes: Sequence[Box], links: Sequence[Link], margin: float) -> list[Line]:
    """Each line has a place of its own on the edge of a box, in the order of where they lead, so
    that those of one box do not cross near it."""
    known = {box.node.key: box for box in boxes}
    drawn = [link for link in links if link.one in known and link.other in known]
    ports: dict[tuple[str, bool], list[tuple[float, Link]]] = defaultdict(list)
    for link in drawn:
        one, other = known[link.one], known[link.other]
        for here, far in ((one, other), (other, one)):
            ports[here.node.key, here.right == far.right].append((far.middle, link))
    heights: dict[tuple[str, Link], float] = {}
    for (key, _outer), found in ports.items():
        box = known[key]
        ordered = sort_ports(found)
        for at, link in enumerate(ordered, 1):
            heights[key, link] = box.y + box.height * at / (len(ordered) + 1)
    return [make_line(known[link.one], known[link.other], link, heights, margin) for link in drawn]


def sort_ports(found: Sequence[tuple[float, Link]]) -> list[Link]:
    """From the top: those that lead highest first."""
    return [link for _far, link in sorted(found, key=lambda pair: pair[0])]


def make_line(
    one: Box, other: Box, link: Link, heights: dict[tuple[str, Link], float], margin: float
) -> Line:
    y1, y2 = heights[one.node.key, link], heights[other.node.key, link]
    if one.right != other.right:
        x1 = one.x if one.right else one.x + one.width
        x2 = other.x if other.right else other.x + other.width
        bend = (x2 - x1) * 0.45
        curve = ((x1, y1), (x1 + bend, y1), (x2 - bend, y2), (x2, y2))
    else:
        x = one.x + one.width if one.right else one.x
        far = min(1.0, 0.25 + abs(y2 - y1) / (one.height * 5))
        out = x + margin * 1.25 * far * (1 if one.right else -1)
        curve = ((x, y1), (out, y1), (out, y2), (x, y2))
    there, back = halve(curve)
    return Line(link, there, back)


def halve(curve: Curve) -> tuple[Curve, Curve]:
    """The two halves of a cubic curve, each from its own end to the middle (de Casteljau)."""
    first, second, third, last = curve
    a, b, c = middle(first, second), middle(second, third), middle(third, last)
    d, e = middle(a, b), middle(b, c)
    centre = middle(d, e)
    return (first, a, d, centre), (last, c, e, centre)


def middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
