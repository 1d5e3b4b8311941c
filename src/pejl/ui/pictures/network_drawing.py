"""A network's SVG: the lines, the groups over them, and the key to the lines below."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from pejl.ui.colours import INK, LINE, MUTED
from pejl.ui.pictures.lettering import FAMILY
from pejl.ui.pictures.network_layout import KEY_ROW, SWATCH, Box, Curve, End, Layout
from pejl.ui.pictures.network_layout import LINE as LEADING
from pejl.ui.pictures.network_layout import Line as Drawn

BAD, MIDDLING, GOOD = "#a34a00", "#4a96a3", "#0d5767"
BAD_BELOW, GOOD_FROM = 3.0, 4.0
UNSEEN = "#857f74"


def draw_svg(layout: Layout) -> str:
    width, height, px = round(layout.width), round(layout.height), layout.text
    ordered = sorted(layout.lines, key=lambda line: line.link.broken)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{FAMILY}, sans-serif">',
            *(part for line in ordered for part in draw_line(line, px)),
            *(draw_mark(*line.halves[0][3], px) for line in ordered if line.link.broken),
            *(part for box in layout.boxes for part in draw_box(box, px)),
            *draw_key(layout),
            "</svg>",
        ]
    )


def draw_line(line: Drawn, px: int) -> Iterator[str]:
    """With a white edge, so that one can follow it where lines cross."""
    ends = list(zip(line.halves, (line.link.there, line.link.back), strict=True))
    yield from (draw_curve(curve, f'stroke="#fff" {broaden(end, px, 0.16)}') for curve, end in ends)
    yield from (draw_curve(curve, stroke_end(end, px)) for curve, end in ends)
    x, y = line.halves[0][3]
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{px * 0.16:.1f}" fill="#fff" stroke="{INK}"/>'


def draw_curve(curve: Curve, stroke: str) -> str:
    first, second, third, last = (f"{x:.1f},{y:.1f}" for x, y in curve)
    return f'<path d="M{first}C{second} {third} {last}" fill="none" {stroke}/>'


def broaden(end: End | None, px: int, more: float = 0.0) -> str:
    """The breadth of a half: by how many name it."""
    share = 0.1 + 0.34 * end.share if end else 0.09
    return f'stroke-width="{px * (share + more):.1f}"'


def stroke_end(end: End | None, px: int) -> str:
    """In the colour of how well it works; dotted where it cannot be shown."""
    if end is None:
        dots = f'stroke-linecap="round" stroke-dasharray="0.1 {px * 0.3:.1f}"'
        return f'stroke="{UNSEEN}" {broaden(end, px)} {dots}'
    return f'stroke="{colour_end(end)}" {broaden(end, px)}'


def colour_end(end: End) -> str:
    if end.works < BAD_BELOW:
        return BAD
    return GOOD if end.works >= GOOD_FROM else MIDDLING


def draw_mark(x: float, y: float, px: int) -> str:
    """The mark of what is important and does not work."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{px * 0.55:.1f}" fill="{BAD}" stroke="#fff" '
        f'stroke-width="{px * 0.09:.1f}"/>'
        f'<path d="M{x:.1f},{y - px * 0.3:.1f}v{px * 0.34:.1f}m0,{px * 0.22:.1f}v0.1" '
        f'stroke="#fff" stroke-width="{px * 0.15:.1f}" stroke-linecap="round"/>'
    )


def draw_box(box: Box, px: int) -> Iterator[str]:
    """The frame tells of the dialogue inside the group, where it may be shown."""
    inside = box.node.inside
    stroke, wide = (colour_end(inside), 0.22) if inside else (LINE, 0.09)
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="{px * 0.45:.1f}" fill="#fff" stroke="{stroke}" '
        f'stroke-width="{px * wide:.1f}"/>'
    )
    top = box.middle - len(box.lines) * px * LEADING / 2
    for at, text in enumerate(box.lines):
        y = top + (at + 0.8) * px * LEADING
        yield write(box.x + box.width / 2, y, text, px, INK, weight=600, anchor="middle")


def write(
    x: float, y: float, text: str, px: int, colour: str, *, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{px}px" '
        f'font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
    )


def draw_key(layout: Layout) -> Iterator[str]:
    px = layout.text
    bottom = layout.height - px * 0.35
    for sign in layout.key:
        y = bottom - (layout.key[-1].row - sign.row) * px * KEY_ROW
        if sign.mark:
            yield draw_mark(sign.x + px * 0.9, y - px * 0.32, px)
        else:
            path = f"M{sign.x:.1f},{y - px * 0.32:.1f}h{px * 1.5:.1f}"
            yield f'<path d="{path}" fill="none" {stroke_end(sign.end, px)}/>'
        yield write(sign.x + px * SWATCH, y, sign.text, px, MUTED)
