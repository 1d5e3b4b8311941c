"""Pictures drawn on the server: pure functions from plain data to a `Picture`."""

from pejl.ui.pictures.bar_drawing import Bar
from pejl.ui.pictures.bars import draw_bars
from pejl.ui.pictures.overview import draw_overview
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.profile import ProfileRow, draw_profile
from pejl.ui.pictures.render import draw_png, warm_up
from pejl.ui.pictures.scale import draw_scale
from pejl.ui.pictures.strips import Strip

__all__ = [
    "Bar",
    "Picture",
    "ProfileRow",
    "Strip",
    "draw_bars",
    "draw_overview",
    "draw_png",
    "draw_profile",
    "draw_scale",
    "warm_up",
]
