"""Who is asked about whom: those who give to the left, those it is about to the right, and a line
for each path between them, as broad as many are asked, with the number on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.ui.colours import INK, LINE
from pejl.ui.pictures.lettering import FAMILY, wrap_text
from pejl.ui.pictures.network_drawing import write
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import SIZES, Size, Use

SHARE = 0.37  # of the width, for the groups of each side
LEADING, PAD, GAP = 1.2, 0.45, 0.5  # in letters
STROKE = "#0d5767"
MOST = 24  # lines that can be told apart


@dataclass(frozen=True)
class Flow:
    """`asked` people of `source` are asked about `target`; `path` says how it runs."""

    source: str
    target: str
    path: str
    asked: int


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def draw_flows(flows: Sequence[Flow], *, size: Use = "page") -> Picture:
    """Drawn are the MOST that most are asked on; the table behind holds them all."""
    shown = sorted(flows, key=lambda flow: -flow.asked)[:MOST]
    drawn = [flow for flow in flows if flow in shown]
    asked = sum(flow.asked for flow in flows)
    values = {"n": asked, "paths": len(flows)}
    return Picture(
        svg=draw_svg(drawn, SIZES[size]),
        title=_("%(n)d pieces of feedback are asked for, on %(paths)d paths") % values,
        alt=" ".join(describe(flow) for flow in flows) or _("Nobody is asked."),
        header=(_("From"), _("About"), _("Path"), _("Asked")),
        rows=tuple((one.source, one.target, one.path, str(one.asked)) for one in flows),
        note=say_more(len(flows) - len(drawn)),
    )


def describe(flow: Flow) -> str:
    said = ngettext(
        "%(source)s about %(target)s: %(n)d is asked.",
        "%(source)s about %(target)s: %(n)d are asked.",
        flow.asked,
    )
    return said % {"source": flow.source, "target": flow.target, "n": flow.asked}


def say_more(n: int) -> str:
    return _("%(n)d more are in the table.") % {"n": n} if n > 0 else ""


def draw_svg(flows: Sequence[Flow], size: Size) -> str:
    sources = stack(dict.fromkeys(flow.source for flow in flows), 0, size)
    targets = stack(dict.fromkeys(flow.target for flow in flows), size.width * (1 - SHARE), size)
    boxes = [*sources.values(), *targets.values()]
    height = max((box.y + box.height for box in boxes), default=size.text) + 2
    most = max((flow.asked for flow in flows), default=1)
    pairs = [(sources[one.source], targets[one.target], one.asked) for one in flows]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {height:.0f}" '
        f'width="{size.width}" height="{height:.0f}" font-family="{FAMILY}, sans-serif">',
        *(draw_line(one, other, asked / most, size) for one, other, asked in pairs),
        *(part for at, pair in enumerate(pairs) for part in draw_number(*pair, at, size)),
        *(part for box in boxes for part in draw_box(box, size)),
        "</svg>",
    ]
    return "".join(parts)


def stack(names: dict[str, None], x: float, size: Size) -> dict[str, Box]:
    """A box for each name, from the top."""
    boxes, y = {}, 1.0
    for name in names:
        lines = tuple(wrap_text(name, size.width * SHARE - size.text, size.text, bold=True))
        height = (len(lines) * LEADING + 2 * PAD) * size.text
        boxes[name] = Box(x, y, height, lines)
        y += height + GAP * size.text
    return boxes


def draw_line(source: Box, target: Box, share: float, size: Size) -> str:
    left, right = size.width * SHARE, target.x
    bend = (right - left) / 2
    path = (
        f"M{left:.1f},{source.middle:.1f}C{left + bend:.1f},{source.middle:.1f} "
        f"{right - bend:.1f},{target.middle:.1f} {right:.1f},{target.middle:.1f}"
    )
    wide = size.text * (0.12 + 0.5 * share)
    return (
        f'<path d="{path}" fill="none" stroke="{STROKE}" stroke-opacity="0.55" '
        f'stroke-width="{wide:.1f}"/>'
    )


def draw_number(source: Box, target: Box, asked: int, at: int, size: Size) -> Iterator[str]:
    """On its line, each at another place along it, so that no two lie on each other."""
    share = (0.22, 0.5, 0.78, 0.36, 0.64)[at % 5]
    left, right = size.width * SHARE, target.x
    x = left + (right - left) * (
        3 * share * (1 - share) ** 2 * 0.5 + 3 * share**2 * (1 - share) * 0.5 + share**3
    )
    ease = 3 * share**2 * (1 - share) + share**3
    y = source.middle + (target.middle - source.middle) * ease
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size.text * 0.85:.1f}" fill="#fff"/>'
    yield write(x, y + size.text * 0.35, str(asked), size.text, INK, weight=600, anchor="middle")


def draw_box(box: Box, size: Size) -> Iterator[str]:
    wide, px = size.width * SHARE, size.text
    yield (
        f'<rect x="{box.x + 1:.1f}" y="{box.y:.1f}" width="{wide - 2:.1f}" '
        f'height="{box.height:.1f}" rx="{px * 0.4:.1f}" fill="#fff" stroke="{LINE}"/>'
    )
    for at, text in enumerate(box.lines):
        y = box.y + (PAD + at * LEADING + 0.9) * px
        yield write(box.x + wide / 2, y, text, px, INK, weight=600, anchor="middle")
