"""An organisation's own colour: what is drawn from it, and whether all of that can be read.

The frame wears it: buttons, bars, the dark screen. What has a meaning keeps its own colours: focus
areas, levels, what is open now, right and wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext_lazy as _

from pejl.ui.colours import ACCENT, INK, MUTED, PAPER
from pejl.ui.contrast import contrast, darken, measure_light, mix

WHITE, QUIET, MUTED_ON_DARK = "#ffffff", "#f1eee7", "#c3ccd6"
WORDS, LARGE, STRONG = 4.5, 3.0, 7.0  # what WCAG asks of words, of large words and shapes; AAA
DEEPEST = 0.085  # the light of a ground on which white words stand at 7:1
HOVERED = 0.7


@dataclass(frozen=True)
class Palette:
    """`hover`: under the pointer; `deep`: the dark screen, and the colour itself where more
    contrast is wanted; `pill`: a sign on the dark screen; `soft`: a light ground."""

    brand: str
    hover: str
    deep: str
    pill: str
    soft: str


@dataclass(frozen=True)
class Pair:
    """Two colours that meet on some page: what that is, and how far they must stand apart."""

    what: object
    upper: str
    ground: str
    least: float

    @property
    def found(self) -> float:
        """Rounded down, so that no figure says more than there is."""
        return floor(contrast(self.upper, self.ground) * 100) / 100

    @property
    def holds(self) -> bool:
        return contrast(self.upper, self.ground) >= self.least


def make_palette(colour: str) -> Palette:
    light = measure_light(colour)
    deep = darken(colour, DEEPEST)
    return Palette(
        brand=colour,
        hover=darken(colour, light * HOVERED),
        deep=deep,
        pill=mix(deep, WHITE, 0.12),
        soft=mix(colour, WHITE, 0.92),
    )


def list_pairs(colour: str) -> Iterator[Pair]:
    """Every pair in which the colour or what is drawn from it stands, light, dark and with more
    contrast."""
    own = make_palette(colour)
    yield Pair(_("White words on the colour, as on buttons"), WHITE, own.brand, WORDS)
    yield Pair(_("Words in the colour on a white page"), own.brand, WHITE, WORDS)
    yield Pair(_("Words in the colour on the ground of the pages"), own.brand, PAPER, WORDS)
    yield Pair(_("The colour beside grey"), own.brand, QUIET, LARGE)
    yield Pair(_("White words on a button under the pointer"), WHITE, own.hover, WORDS)
    yield Pair(_("Words on the colour’s light ground"), INK, own.soft, WORDS)
    yield Pair(_("Quiet words on the colour’s light ground"), MUTED, own.soft, WORDS)
    yield Pair(_("White words on the dark screen"), WHITE, own.deep, WORDS)
    yield Pair(_("Quiet words on the dark screen"), MUTED_ON_DARK, own.deep, WORDS)
    yield Pair(_("White words in a sign on the dark screen"), WHITE, own.pill, WORDS)
    yield Pair(_("What is open, on the dark screen"), ACCENT, own.deep, LARGE)
    yield Pair(_("White words where more contrast is wanted"), WHITE, own.deep, STRONG)
    yield Pair(_("Words in the colour where more contrast is wanted"), own.deep, PAPER, STRONG)


def list_faults(colour: str) -> list[Pair]:
    """What could not be read; empty for a colour that may be used."""
    return [pair for pair in list_pairs(colour) if not pair.holds]


LIGHTEST = (measure_light(PAPER) + 0.05) / WORDS - 0.05  # of a colour for words on the paper


def find_nearest(colour: str) -> str:
    """The same hue, just dark enough: itself where it may be used."""
    return darken(colour, LIGHTEST)


def write_style(colour: str) -> str:
    """The custom properties that take the place of those in tokens.css."""
    own = make_palette(colour)
    return (
        f":root{{--brand:{own.brand};--brand-hover:{own.hover};--brand-deep:{own.deep};"
        f"--brand-pill:{own.pill};--brand-soft:{own.soft}}}\n"
        f"@media (prefers-contrast:more){{:root{{--brand:{own.deep};--brand-hover:{own.deep}}}}}\n"
    )
