"""Draws Vega-Lite specs to SVG in this process, one at a time, each spec once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import vl_convert

from pejl.ui.pictures.lettering import FAMILY, FONTS

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
CONFIG: Spec = {
    "font": FAMILY,
    "aria": False,
    "view": {"stroke": None},
    "axis": {"grid": False, "domain": False, "ticks": False},
    "text": {"font": FAMILY},
}
drawing = Lock()


@dataclass(frozen=True)
class Frame:
    """The plotted area, in pixels, and the room that labels need around it."""

    width: float
    height: float
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0


def draw_layers(layers: Sequence[Spec], frame: Frame) -> str:
    """The SVG of Vega-Lite layers; what they put outside the frame and its margins is lost.

    Raises `ValueError` for layers that Vega-Lite does not understand.
    """
    sides = {side: round(getattr(frame, side)) for side in ("left", "right", "top", "bottom")}
    spec = {
        "$schema": SCHEMA,
        "background": None,
        "autosize": {"type": "none"},
        "padding": sides,
        "width": round(frame.left + frame.width + frame.right) - sides["left"] - sides["right"],
        "height": round(frame.height),
        "config": CONFIG,
        "layer": list(layers),
    }
    return draw_json(json.dumps(spec, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=256)
def draw_json(spec: str) -> str:
    register_fonts()
    with drawing:
        svg: str = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    return svg


@lru_cache(maxsize=1)
def register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def draw_png(svg: str, scale: float = 2.0) -> bytes:
    """A drawn picture as PNG, for documents that cannot hold SVG."""
    register_fonts()
    with drawing:
        png: bytes = vl_convert.svg_to_png(svg, scale=scale)
    return png


def warm_up() -> None:
    """Starts the drawing engine, which takes half a second the first time.

    Call it in a thread when the server starts.
    """
    draw_layers([{"data": {"values": [{}]}, "mark": "point"}], Frame(10, 10))
