"""Draws horizontal bars: label, bar, value."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pejl.ui.colours import INK, LEVELS, LINE
from pejl.ui.pictures.lettering import text_width, wrap_text
from pejl.ui.pictures.marks import LEADING, SHAPES, drawn, mark, pixels, write
from pejl.ui.pictures.render import Frame, Spec, draw_layers
from pejl.ui.pictures.sizes import MOST_LINES, Size


@dataclass(frozen=True)
class Bar:
    """`value` is a count of 0 or more. A focus area's `shape` stands before the label."""

    label: str
    value: int
    colour: str = LEVELS[2]
    shape: str = ""


@dataclass(frozen=True)
class Placed:
    """A bar's first line of label, and the bar's own top and bottom, in pixels."""

    bar: Bar
    lines: tuple[str, ...]
    label: float
    top: float
    bottom: float


def draw_bar_layers(bars: Sequence[Bar], size: Size) -> str:
    """The SVG, as large as there is room for."""
    for most, fit in product(MOST_LINES, size.list_letters()):
        placed = place_bars(bars, fit, most)
        if find_bottom(placed, fit) <= size.tallest:
            break
    return draw_placed(placed, fit)


def draw_placed(placed: Sequence[Placed], size: Size) -> str:
    bars = [one.bar for one in placed]
    left = measure_labels(bars, size)
    right = max((text_width(str(bar.value), size.text, bold=True) for bar in bars), default=0)
    width = size.width - left - right - 0.5 * size.text
    height = find_bottom(placed, size)
    frame = Frame(width, height, left, size.width - left - width, top=0.1 * size.text)
    most = max((bar.value for bar in bars), default=0) or 1
    layers = [
        draw_rectangles(placed, most),
        *draw_values(placed, most, size),
        *draw_names(placed, left, size),
    ]
    return draw_layers(layers, frame)


def measure_labels(bars: Sequence[Bar], size: Size) -> float:
    """Room beside the bars: what the longest wants, at most the size's share of the picture."""
    if size.stacked:
        return 0
    widest = max((text_width(bar.label, size.text) for bar in bars), default=0)
    return min(widest + 4, size.labels * size.width) + indent_labels(bars, size) + 0.8 * size.text


def indent_labels(bars: Sequence[Bar], size: Size) -> float:
    return 1.2 * size.text if any(bar.shape for bar in bars) else 0


def find_bottom(placed: Sequence[Placed], size: Size) -> float:
    line = size.text * LEADING
    return max(
        (max(one.bottom, one.label + (len(one.lines) - 0.4) * line) for one in placed), default=1
    )


def place_bars(bars: Sequence[Bar], size: Size, most: int) -> list[Placed]:
    """The bars from the top down, with at most `most` lines of label."""
    line = size.text * LEADING
    room = size.width if size.stacked else measure_labels(bars, size)
    room -= indent_labels(bars, size) + 0.8 * size.text
    placed: list[Placed] = []
    top = 0.0
    for bar in bars:
        lines = tuple(wrap_text(bar.label, room, size.text, most=most))
        height = len(lines) * line
        at = top + height if size.stacked else top + (height - line) / 2
        placed.append(Placed(bar, lines, top + line / 2, at + line * 0.08, at + line * 0.92))
        top += height + (line if size.stacked else 0) + 0.25 * size.text
    return placed


def across(most: int, field: str = "value") -> Spec:
    scale = {"domain": [0, most], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def draw_rectangles(placed: Sequence[Placed], most: int) -> Spec:
    values = [
        {
            "value": one.bar.value,
            "start": 0,
            "y": one.top,
            "end": one.bottom,
            "fill": one.bar.colour,
        }
        for one in placed
    ]
    encoding = {
        "x": across(most, "start"),
        "x2": {"field": "value"},
        "y": pixels("y"),
        "y2": {"field": "end"},
        "fill": drawn("fill"),
    }
    return mark("rect", values, encoding, cornerRadiusEnd=0)


def draw_values(placed: Sequence[Placed], most: int, size: Size) -> list[Spec]:
    """Each value at its bar's end, and a line that all bars start from."""
    values = [
        {"value": one.bar.value, "lines": [str(one.bar.value)], "y": (one.top + one.bottom) / 2}
        for one in placed
    ]
    base = [{"value": 0, "y": one.top, "end": one.bottom} for one in placed]
    ends = {"x": across(most), "y": pixels("y"), "y2": {"field": "end"}}
    return [
        mark("rule", base, ends, stroke=LINE, strokeWidth=size.text / 10),
        write(values, across(most), size.text, dx=0.35 * size.text, fontWeight=600, fill=INK),
    ]


def draw_names(placed: Sequence[Placed], left: float, size: Size) -> list[Spec]:
    indent = indent_labels([one.bar for one in placed], size)
    names = [{"lines": one.lines, "y": one.label} for one in placed]
    signs = [
        {
            "y": one.label,
            "shape": SHAPES.get(one.bar.shape, one.bar.shape),
            "fill": one.bar.colour,
        }
        for one in placed
        if one.bar.shape
    ]
    x = {"value": -left + 0.4 * size.text}
    encoding = {"x": x, "y": pixels("y"), "shape": drawn("shape"), "fill": drawn("fill")}
    area = {"size": 0.5 * size.text**2, "opacity": 1, "stroke": None}
    return [
        write(names, {"value": -left + indent}, size.text),
        *([mark("point", signs, encoding, **area)] if signs else []),
    ]
