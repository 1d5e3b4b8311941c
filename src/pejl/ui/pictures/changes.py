"""Then and now: where groups placed focus areas on two days, and which change is real."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.ui.colours import INK, LINE, MUTED, focus_colour
from pejl.ui.pictures.answers import say_number
from pejl.ui.pictures.lettering import text_width, wrap_text
from pejl.ui.pictures.marks import LEADING, SHAPES, drawn, mark, pixels, write
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.render import Frame, Spec, draw_layers
from pejl.ui.pictures.sizes import SIZES, Size, Use

COLUMNS: dict[Use, int] = {"screen": 3, "beside": 2, "page": 3, "phone": 1}
LABELS = 0.27  # of the width
ROW = 1.9  # the height of a row, in letters


@dataclass(frozen=True)
class Shift:
    """A group's means then and now, on steps from 1. `real`: the change is no chance; None: too
    few answers to say."""

    group: str
    before: float
    now: float
    real: bool | None


@dataclass(frozen=True)
class Block:
    """A focus area with its groups, and how many steps it is placed on."""

    number: int
    title: str
    steps: int
    shifts: tuple[Shift, ...]


def draw_changes(blocks: Sequence[Block], *, title: str, note: str, use: Use = "page") -> Picture:
    """A column for each focus area, a row for each group: a ring then, the focus area's mark now,
    and a line of its colour between them where the change is real. `blocks`: at least one."""
    rows = tuple(
        (block.title, shift.group, say_number(shift.before), say_number(shift.now), say_real(shift))
        for block in blocks
        for shift in block.shifts
    )
    return Picture(
        svg=draw_bands(blocks, SIZES[use], COLUMNS[use]),
        title=title,
        alt="; ".join(
            _("%(focus)s, %(group)s: %(before)s then, %(now)s now, %(real)s")
            % dict(zip(("focus", "group", "before", "now", "real"), row, strict=True))
            for row in rows
        ),
        header=(_("Focus area"), _("Who"), _("Then"), _("Now"), _("The change")),
        rows=rows,
        note=note,
    )


def say_real(shift: Shift) -> str:
    if shift.real is None:
        return _("too few answers to say")
    if not shift.real:
        return _("may be chance")
    return _("certainly up") if shift.now > shift.before else _("certainly down")


def say_pair(shift: Shift) -> str:
    words = {"before": say_number(shift.before), "now": say_number(shift.now)}
    return _("%(before)s to %(now)s") % words


@dataclass(frozen=True)
class Spot:
    """A shift with its place: the track from `left` to `right`, its figures from there on."""

    block: Block
    shift: Shift
    left: float
    right: float
    y: float

    def place(self, value: float) -> float:
        return self.left + (value - 1) / (self.block.steps - 1) * (self.right - self.left)


def draw_bands(blocks: Sequence[Block], size: Size, most: int) -> str:
    columns = min(most, len(blocks))
    labels: list[Spec] = []
    titles: list[Spec] = []
    spots: list[Spot] = []
    y = 0.0
    for first in range(0, len(blocks), columns):
        y = lay_band(blocks[first : first + columns], columns, size, y, titles, labels, spots)
    layers = [
        *draw_spots(spots, size),
        write(titles, pixels("x"), size.small, fontWeight=600),
        write(labels, pixels("x"), size.small),
    ]
    return draw_layers(layers, Frame(size.width, y))


def lay_band(
    blocks: Sequence[Block],
    columns: int,
    size: Size,
    y: float,
    titles: list[Spec],
    labels: list[Spec],
    spots: list[Spot],
) -> float:
    """Puts down focus areas side by side; gives where they end."""
    px = size.small
    edge = 0.0 if size.stacked else size.width * LABELS
    width = (size.width - edge) / columns
    reach = width - text_width(say_pair(Shift("", 8.8, 8.8, None)), px, bold=True) - 2.2 * px
    lines = [wrap_text(block.title, width - px, px, bold=True, most=2) for block in blocks]
    for at, wrapped in enumerate(lines):
        titles.append({"lines": wrapped, "x": edge + at * width, "y": y + 0.7 * px})
    y += max(map(len, lines)) * px * LEADING + 0.7 * px
    groups = dict.fromkeys(shift.group for block in blocks for shift in block.shifts)
    for group in groups:
        name = wrap_text(group, edge - px if edge else size.width, px, most=2)
        head = len(name) * px * LEADING if size.stacked else 0.0
        height = max(ROW * px, 0 if size.stacked else len(name) * px * LEADING + 0.4 * px)
        middle = y + head + height / 2
        start = y + 0.7 * px if size.stacked else middle - (len(name) - 1) * px * LEADING / 2
        labels.append({"lines": name, "x": 0, "y": start})
        for at, block in enumerate(blocks):
            left = edge + at * width + 0.6 * px
            spots += [
                Spot(block, shift, left, left + reach, middle)
                for shift in block.shifts
                if shift.group == group
            ]
        y += head + height
    return y + 0.8 * px


def draw_spots(spots: Sequence[Spot], size: Size) -> list[Spec]:
    px = size.small
    tracks = [{"x": spot.left, "end": spot.right, "y": spot.y} for spot in spots]
    links: list[Spec] = []
    rings: list[Spec] = []
    marks: list[Spec] = []
    plain: list[Spec] = []
    strong: list[Spec] = []
    for spot in spots:
        colour, shape = focus_colour(spot.block.number)
        fill = colour if spot.shift.real else MUTED
        then, now = spot.place(spot.shift.before), spot.place(spot.shift.now)
        if spot.shift.real:
            links.append({"x": then, "end": now, "y": spot.y, "fill": fill})
        rings.append({"x": then, "y": spot.y, "fill": fill})
        marks.append({"x": now, "y": spot.y, "fill": fill, "shape": SHAPES.get(shape, shape)})
        said = {"lines": [say_pair(spot.shift)], "x": spot.right + 0.9 * px, "y": spot.y}
        (strong if spot.shift.real else plain).append(said)
    x, y, end = pixels("x"), pixels("y"), {"field": "end"}
    area = px**2 * 0.75
    look = {"opacity": 1, "strokeWidth": px / 8}
    filled = {"x": x, "y": y, "shape": drawn("shape"), "fill": drawn("fill")}
    ring = {"x": x, "y": y, "stroke": drawn("fill")}
    line = {"x": x, "x2": end, "y": y}
    return [
        mark("rule", tracks, line, stroke=LINE, strokeWidth=px / 10),
        mark("rule", links, {**line, "stroke": drawn("fill")}, strokeWidth=px / 3),
        mark("point", rings, ring, fill="white", size=area, shape="circle", **look),
        mark("point", marks, filled, size=area, stroke="white", **look),
        write(plain, x, px, fill=MUTED),
        write(strong, x, px, fill=INK, fontWeight=600),
    ]
