"""Layers of a Vega-Lite spec: a mark, its values, and where they stand."""

from collections.abc import Iterable, Sequence
from typing import Any

from pejl.ui.colours import INK
from pejl.ui.pictures.render import Spec

LEADING = 1.25
HALO = "white"
# Vega's own names, or outlines between -1 and 1; all of about the same area.
SHAPES = {
    "triangle": "triangle-up",
    "hexagon": "M0.95,0L0.48,0.83L-0.48,0.83L-0.95,0L-0.48,-0.83L0.48,-0.83Z",
    "star": "M0,-1.2L0.35,-0.45L1.15,-0.37L0.55,0.17L0.71,0.97L0,0.56L-0.71,0.97"
    "L-0.55,0.17L-1.15,-0.37L-0.35,-0.45Z",
}


def tint(colour: str, share: float) -> str:
    """`colour` (#rrggbb) mixed with white; `share` of the colour, from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def mark(kind: str, values: Sequence[Spec], encoding: Spec, **style: Any) -> Spec:
    return {
        "data": {"values": list(values)},
        "mark": {"type": kind, "clip": False, **style},
        "encoding": encoding,
    }


def pixels(field: str) -> Spec:
    """A position that the values give in pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def drawn(field: str) -> Spec:
    """A colour, a shape or a size that the values give as it is drawn."""
    return {"field": field, "scale": None, "legend": None}


def write(values: Iterable[Spec], x: Spec, px: int, **style: Any) -> Spec:
    """Text marks: each value has `lines`, and `y` in pixels of the first line's middle."""
    spread = [
        {**value, "lines": line, "y": value["y"] + at * px * LEADING}
        for value in values
        for at, line in enumerate(value["lines"])
    ]
    encoding = {"x": x, "y": pixels("y"), "text": {"field": "lines", "type": "nominal"}}
    look = {"fontSize": px, "fill": INK, "baseline": "middle", "align": "left", **style}
    return mark("text", spread, encoding, **look)
