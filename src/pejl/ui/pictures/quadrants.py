"""Effect against effort: each thing in a square of four fields, by its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pejl.ui.colours import INK, LINE
from pejl.ui.pictures.lettering import wrap_text
from pejl.ui.pictures.marks import LEADING, drawn, mark, pixels, write
from pejl.ui.pictures.render import Frame, Spec, draw_layers
from pejl.ui.pictures.sizes import Size

Corners = tuple[str, str, str, str]
Place = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Spot:
    """A thing by its `number`, at `x` and `y` from 0 to 1, rightwards and upwards."""

    number: int
    x: float
    y: float
    colour: str


def draw_quadrants(
    spots: Sequence[Spot], corners: Corners, ends: tuple[str, str], size: Size
) -> str:
    """The SVG. `corners` name the fields: up left, up right, down left, down right; `ends` name the
    axes, upwards and rightwards. Spots that would lie on one another are moved apart."""
    line = size.small * LEADING
    wide = size.width
    high = min(size.tallest - 3.4 * line, 0.75 * wide)
    radius = max(0.9 * size.small, size.text * 0.62)
    room = (radius, radius, wide - radius, high - radius)
    placed = part_spots([place_spot(one, room) for one in spots], 2.1 * radius, room)
    layers = [
        draw_cross(wide, high),
        *name_corners(corners, wide, high, size),
        *draw_spots(spots, placed, radius),
        *name_ends(ends, wide, high, size),
    ]
    return draw_layers(layers, Frame(wide, high, top=1.5 * line, bottom=1.5 * line))


def place_spot(spot: Spot, room: Box) -> Place:
    left, top, right, bottom = room
    return left + spot.x * (right - left), bottom - spot.y * (bottom - top)


def part_spots(places: Sequence[Place], least: float, room: Box) -> list[Place]:
    """The places, moved apart until none is nearer another than `least` where there is room."""
    left, top, right, bottom = room
    found = [list(place) for place in places]
    for _round in range(60):
        still = True
        for i, one in enumerate(found):
            for k in range(i):
                other = found[k]
                dx, dy = one[0] - other[0], one[1] - other[1]
                away = (dx * dx + dy * dy) ** 0.5
                if away >= least - 0.5:
                    continue
                still = False
                dx, dy = (dx / away, dy / away) if away else (0.6, 0.8)
                push = (least - away) / 2
                for spot, sign in ((one, 1), (other, -1)):
                    spot[0] = min(right, max(left, spot[0] + sign * push * dx))
                    spot[1] = min(bottom, max(top, spot[1] + sign * push * dy))
        if still:
            break
    return [(x, y) for x, y in found]


def draw_cross(wide: float, high: float) -> Spec:
    lines = [
        {"x": x, "y": y, "x2": x2, "y2": y2}
        for x, y, x2, y2 in (
            (0, 0, wide, 0), (0, high, wide, high), (0, 0, 0, high), (wide, 0, wide, high),
            (wide / 2, 0, wide / 2, high), (0, high / 2, wide, high / 2),
        )
    ]  # fmt: skip
    places = {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return mark("rule", lines, places, stroke=LINE, strokeWidth=2)


def name_corners(corners: Corners, wide: float, high: float, size: Size) -> list[Spec]:
    """In the outer corner of each field."""
    pad, room = 0.5 * size.text, wide / 2 - size.text
    layers = []
    for at, name in enumerate(corners):
        lines = wrap_text(name, room, size.small, bold=True, most=2)
        right, low = at % 2, at // 2
        top = pad + size.small * 0.6
        y = high - top - (len(lines) - 1) * size.small * LEADING if low else top
        value = {"lines": lines, "y": y, "x": wide - pad if right else pad}
        style: dict[str, Any] = {"align": "right" if right else "left", "fontWeight": 600}
        layers.append(write([value], pixels("x"), size.small, fillOpacity=0.75, **style))
    return layers


def name_ends(ends: tuple[str, str], wide: float, high: float, size: Size) -> list[Spec]:
    upwards, rightwards = ends
    line = size.small * LEADING
    return [
        write([{"lines": [upwards], "x": 0, "y": -0.7 * line}], pixels("x"), size.small),
        write(
            [{"lines": [rightwards], "x": wide, "y": high + 0.8 * line}],
            pixels("x"), size.small, align="right",
        ),
    ]  # fmt: skip


def draw_spots(spots: Sequence[Spot], placed: Sequence[Place], radius: float) -> list[Spec]:
    values = [
        {"x": x, "y": y, "fill": one.colour, "lines": [str(one.number)]}
        for one, (x, y) in zip(spots, placed, strict=True)
    ]
    where = {"x": pixels("x"), "y": pixels("y"), "fill": drawn("fill")}
    circles = mark("circle", values, where, size=3.1416 * radius**2, opacity=1, stroke=INK)
    letters = write(
        values, pixels("x"), round(1.05 * radius), align="center", fill="white", fontWeight=600
    )
    return [circles, letters]
