"""What a chain's picture is made of, and its SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pejl.ui.colours import INK, LEVELS, LINE, MUTED
from pejl.ui.pictures.lettering import FAMILY, text_width

NAME = 14
SMALL = 13
ROW = 18
BAND = "#f1eee7"


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline, in pixels."""

    x: float
    y: float
    text: str
    px: int = NAME
    bold: bool = False
    colour: str = INK

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the letters cover."""
        width = text_width(self.text, self.px, bold=self.bold)
        return self.x, self.y - 0.8 * self.px, self.x + width, self.y + 0.25 * self.px


@dataclass(frozen=True)
class Block:
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    colour: str


@dataclass
class Drawing:
    """Drawn in this order: a line (its corners) runs behind cards, a guide stands on its card."""

    width: float = 0
    height: float = 0
    grounds: list[Block] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], ...]] = field(default_factory=list)
    cards: list[Block] = field(default_factory=list)
    guides: list[tuple[tuple[float, float], ...]] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def write(
        self, x: float, y: float, lines: Sequence[str], *, small: bool = False, bold: bool = False
    ) -> float:
        """Writes lines from the top `y` down; returns where the next line would begin."""
        for at, text in enumerate(lines):
            base = y + (at + 0.72) * ROW
            px, colour = (SMALL, MUTED) if small else (NAME, INK)
            self.words.append(Words(x, base, text, px, bold, colour))
        return y + len(lines) * ROW


def level_colour(level: int) -> str:
    return LEVELS[min(level, len(LEVELS) - 1)]


def draw_svg(drawing: Drawing) -> str:
    width, height = round(drawing.width), round(drawing.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FAMILY}">',
        *(draw_block(block) for block in drawing.grounds),
        *(draw_line(line) for line in drawing.lines),
        *(draw_block(block) for block in drawing.cards),
        *(draw_line(line) for line in drawing.guides),
        *(
            f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="4.5" fill="{dot.colour}"/>'
            for dot in drawing.dots
        ),
        *(draw_words(words) for words in drawing.words),
        "</svg>",
    ]
    return "".join(parts)


def draw_block(block: Block) -> str:
    return (
        f'<rect x="{block.x:.1f}" y="{block.y:.1f}" width="{block.width:.1f}" '
        f'height="{block.height:.1f}" rx="3" fill="{block.fill}" stroke="{block.stroke}"/>'
    )


def draw_line(corners: Sequence[tuple[float, float]]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polyline points="{points}" fill="none" stroke="{LEVELS[4]}" stroke-width="1.25"/>'


def draw_words(words: Words) -> str:
    weight = ' font-weight="600"' if words.bold else ""
    return (
        f'<text x="{words.x:.1f}" y="{words.y:.1f}" font-size="{words.px}px" '
        f'fill="{words.colour}"{weight}>{escape(words.text)}</text>'
    )


def draw_band(
    drawing: Drawing, top: float, bottom: float, head: Sequence[str], *, tinted: bool
) -> None:
    """A level's ground, named at the left edge; the last line of `head` in small letters."""
    if tinted:
        drawing.grounds.append(Block(0, top, drawing.width, bottom - top, BAND))
    after = drawing.write(10, top + 8, head[:-1], bold=True)
    drawing.write(10, after, head[-1:], small=True)


def draw_border(drawing: Drawing, x: float) -> None:
    drawing.grounds.append(Block(x, 0, 1, drawing.height, LINE))
