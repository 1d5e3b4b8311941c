"""A network's SVG: the lines, the groups over them, and the key to the lines below."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from pejl.ui.colours import INK, LINE, MUTED
from pejl.ui.pictures.lettering import FAMILY, text_width
from pejl.ui.pictures.network_layout import LINE as LEADING
from pejl.ui.pictures.network_layout import Box, Curve, End, Layout, Line

BAD, MIDDLING, GOOD = "#a34a00", "#4a96a3", "#0d5767"
BAD_BELOW, GOOD_FROM = 3.0, 4.0
UNSEEN = "#857f74"


def colour_end(end: End) -> str:
    if end.works < BAD_BELOW:
        return BAD
    return GOOD if end.works >= GOOD_FROM else MIDDLING


def draw_svg(layout: Layout) -> str:
    width, height, px = round(layout.width), round(layout.height), layout.text
    ordered = sorted(layout.lines, key=lambda line: line.link.broken)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{FAMILY}, sans-serif">',
            *(part for line in ordered for part in draw_line(line, px)),
            *(mark_broken(line, px) for line in ordered if line.link.broken),
            *(part for box in layout.boxes for part in draw_box(box, px)),
            *draw_key(layout),
            "</svg>",
        ]
    )


def draw_line(line: Line, px: int) -> Iterator[str]:
    for curve, end in ((line.there, line.link.there), (line.back, line.link.back)):
        yield draw_half(curve, end, px)
    x, y = line.there[3]
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{px * 0.16:.1f}" fill="#fff" stroke="{INK}"/>'


def draw_half(curve: Curve, end: End | None, px: int) -> str:
    first, second, third, last = (f"{x:.1f},{y:.1f}" for x, y in curve)
    return f'<path d="M{first}C{second} {third} {last}" fill="none" {stroke_end(end, px)}/>'


def stroke_end(end: End | None, px: int) -> str:
    """Breadth by how many name it; dotted where too few do."""
    if end is None:
        return (
            f'stroke="{UNSEEN}" stroke-width="{px * 0.09:.1f}" stroke-linecap="round" '
            f'stroke-dasharray="0.1 {px * 0.3:.1f}"'
        )
    return f'stroke="{colour_end(end)}" stroke-width="{px * (0.1 + 0.34 * end.share):.1f}"'


def mark_broken(line: Line, px: int) -> str:
    x, y = line.there[3]
    return draw_mark(x, y, px)


def draw_mark(x: float, y: float, px: int) -> str:
    """The mark of what is important and does not work."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{px * 0.55:.1f}" fill="{BAD}" stroke="#fff" '
        f'stroke-width="{px * 0.09:.1f}"/>'
        + write(x, y + px * 0.3, "!", round(px * 0.85), "#fff", bold=True, anchor="middle")
    )


def draw_box(box: Box, px: int) -> Iterator[str]:
    """The frame tells of the dialogue inside the group, where it may be shown."""
    inside = box.node.inside
    frame = (
        f'stroke="{colour_end(inside)}" stroke-width="{px * 0.22:.1f}"'
        if inside
        else f'stroke="{LINE}" stroke-width="{px * 0.09:.1f}"'
    )
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="{px * 0.45:.1f}" fill="#fff" {frame}/>'
    )
    top = box.middle - len(box.lines) * px * LEADING / 2
    for at, text in enumerate(box.lines):
        y = top + (at + 0.8) * px * LEADING
        yield write(box.x + box.width / 2, y, text, px, INK, bold=True, anchor="middle")


def write(
    x: float,
    y: float,
    text: str,
    px: int,
    colour: str,
    *,
    bold: bool = False,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{px}px" '
        f'font-weight="{600 if bold else 400}" fill="{colour}">{escape(text)}</text>'
    )


def list_keys() -> Sequence[tuple[End | None, str]]:
    return (
        (End(0.6, 4, 4.5), _("works")),
        (End(0.6, 4, 3.5), _("so-so")),
        (End(0.6, 4, 2), _("does not work")),
        (None, _("too few name it")),
    )


def draw_key(layout: Layout) -> Iterator[str]:
    """In as many rows as are needed, from the left."""
    px = layout.text
    swatch, gap = px * 1.5, px * 0.9
    x, y = 4.0, layout.height - px * 2.15
    entries = [*list_keys(), ("!", _("important, but does not work"))]
    for sign, text in entries:
        wide = swatch + px * 0.4 + text_width(text, px)
        if x + wide > layout.width and x > 4:
            x, y = 4.0, y + px * 1.45
        if isinstance(sign, str):
            yield draw_mark(x + swatch - px * 0.55, y - px * 0.32, px)
        else:
            yield (
                f'<path d="M{x:.1f},{y - px * 0.32:.1f}h{swatch:.1f}" fill="none" '
                f"{stroke_end(sign, px)}/>"
            )
        yield write(x + swatch + px * 0.4, y, text, px, MUTED)
        x += wide + gap
