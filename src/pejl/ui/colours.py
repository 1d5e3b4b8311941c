"""The colours of pictures and focus areas: said here only (tokens.css agrees by test).

Each focus colour stands at 4.5:1 or more on white, so that it may carry text, and white text may
stand on it. All six differ for deuteranopic, protanopic and tritanopic eyes, neighbours most.
"""

from typing import NamedTuple


class FocusColour(NamedTuple):
    hex: str
    shape: str


FOCUS = (
    FocusColour("#176ce6", "circle"),
    FocusColour("#690802", "square"),
    FocusColour("#076556", "triangle"),
    FocusColour("#d021a0", "diamond"),
    FocusColour("#767022", "hexagon"),
    FocusColour("#1e3184", "star"),
)

INK = "#17212b"  # text and main shapes
MUTED = "#545c66"  # axes, second lines
LINE = "#d6d3cb"  # grid and borders
PAPER = "#faf8f4"  # the ground of a page
ACCENT = "#f5b829"  # what is open now; never text

# Levels from the top of the chain down, and areas in their order: quiet, so that the focus areas'
# colours stay the strong ones. Label directly; these do not tell groups apart on their own.
LEVELS = ("#1d2b3a", "#33475b", "#4b647b", "#657f97", "#7c93a9")
AREAS = ("#2e2a25", "#4b443b", "#675e52", "#82776a", "#978c7e")

# The scale 1-7 where the middle is a middle (brown to teal), and where more is simply more.
DIVERGING = ("#8a4b08", "#c28431", "#e5c68c", "#e4e1da", "#a6ced2", "#4a96a3", "#0d5767")
SEQUENTIAL = ("#e3e9ef", "#c3d0dc", "#a1b5c7", "#7f99b0", "#5f7d97", "#41607b", "#24425c")


def focus_colour(number: int) -> FocusColour:
    """The colour and shape of focus area `number` (from 1); after the sixth they begin again."""
    return FOCUS[(number - 1) % len(FOCUS)]
