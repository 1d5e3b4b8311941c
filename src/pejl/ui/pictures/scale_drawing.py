"""Draws one distribution as columns over a scale."""

from django.utils.translation import gettext as _

from pejl.ui.colours import INK, LINE, MUTED
from pejl.ui.pictures.answers import Counts, find_mean, say_mean
from pejl.ui.pictures.marks import LEADING, mark, pixels, write
from pejl.ui.pictures.render import Frame, Spec, draw_layers
from pejl.ui.pictures.sizes import Size
from pejl.ui.pictures.strips import wrap_ends


def draw_columns(counts: Counts, ends: tuple[str, str], colour: str, size: Size) -> str:
    words = wrap_ends(ends, size.width, size)
    rows = max(len(lines) for lines in words)
    top, bottom = 1.4 * size.text, size.small * (3.2 + rows * LEADING)
    height = min(size.text * (7 if size.stacked else 9), size.tallest - top - bottom)
    frame = Frame(size.width, height, top=top, bottom=bottom)
    layers = [
        draw_bodies(counts, colour, height),
        *draw_figures(counts, height, size),
        *draw_words(counts, words, frame, size),
        *(draw_mean(counts, height, size) if sum(counts) else []),
    ]
    return draw_layers(layers, frame)


def along(counts: Counts, field: str = "step") -> Spec:
    scale = {"domain": [0.5, len(counts) + 0.5], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def find_top(counts: Counts, count: int, height: float) -> float:
    return height * (1 - count / (max(counts) or 1))


def draw_bodies(counts: Counts, colour: str, height: float) -> Spec:
    values = [
        {
            "step": step - 0.4,
            "end": step + 0.4,
            "y": find_top(counts, count, height),
            "base": height,
        }
        for step, count in enumerate(counts, 1)
    ]
    encoding = {
        "x": along(counts),
        "x2": {"field": "end"},
        "y": pixels("y"),
        "y2": {"field": "base"},
    }
    return mark("rect", values, encoding, fill=colour)


def draw_figures(counts: Counts, height: float, size: Size) -> list[Spec]:
    """The number of answers over each column."""
    values = [
        {
            "step": step,
            "lines": [str(count)],
            "y": find_top(counts, count, height) - 0.65 * size.text,
        }
        for step, count in enumerate(counts, 1)
        if count
    ]
    base = [{"step": 0.5, "end": len(counts) + 0.5, "y": height}]
    ends = {"x": along(counts), "x2": {"field": "end"}, "y": pixels("y")}
    return [
        mark("rule", base, ends, stroke=LINE, strokeWidth=size.text / 10),
        write(values, along(counts), size.text, align="center", fontWeight=600),
    ]


def draw_words(counts: Counts, words: list[list[str]], frame: Frame, size: Size) -> list[Spec]:
    top = frame.height + size.small
    steps = [{"lines": [str(n)], "step": n, "y": top} for n in range(1, len(counts) + 1)]
    low, high = ([{"lines": lines, "y": top + 2.6 * size.small}] for lines in words)
    return [
        write(steps, along(counts), size.small, align="center", fill=MUTED),
        write(low, {"value": 0}, size.small),
        write(high, {"value": frame.width}, size.small, align="right"),
    ]


def draw_mean(counts: Counts, height: float, size: Size) -> list[Spec]:
    """A mark under the scale where the mean is, named on its side with more room."""
    mean = find_mean(counts) or 1
    high = mean > (len(counts) + 1) / 2
    spot = {"step": mean, "y": height + 2.3 * size.small}
    text = [{**spot, "lines": [_("mean %s") % say_mean(counts)]}]
    place = {"x": along(counts), "y": pixels("y")}
    area = {"size": 0.6 * size.text**2, "shape": "triangle-up", "fill": INK, "opacity": 1}
    side = {"align": "right" if high else "left", "dx": size.small * (-0.7 if high else 0.7)}
    return [
        mark("point", [spot], place, stroke=None, **area),
        write(text, along(counts), size.small, fontWeight=600, **side),
    ]
