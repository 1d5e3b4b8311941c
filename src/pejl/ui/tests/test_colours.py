"""Focus colours for all eyes: contrast by WCAG, colour blindness by Machado, Oliveira and Fernandes
(2009, doi:10.1109/TVCG.2009.113) at full strength, distance in Oklab (0.02: just visible)."""

import re
from itertools import combinations, pairwise
from math import dist
from pathlib import Path

import pytest

from pejl.ui import colours

Triple = tuple[float, float, float]
STYLES = Path(colours.__file__).parent / "static" / "ui"
EYES: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
NEIGHBOURS, ANY_PAIR = 0.12, 0.09


def linear(colour: str) -> Triple:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in parts
    )
    return red, green, blue


def mix(rows: tuple[Triple, Triple, Triple], colour: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in rows)
    return one, two, three


def oklab(colour: Triple) -> Triple:
    cones = mix(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        colour,
    )
    long, middle, short = (max(cone, 0) ** (1 / 3) for cone in cones)
    return mix(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (long, middle, short),
    )


def see(colour: str, eyes: str) -> Triple:
    red, green, blue = mix(EYES[eyes], linear(colour))
    return oklab((min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1)))


def contrast_with_white(colour: str) -> float:
    red, green, blue = linear(colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize(
    "colour", [*(focus.hex for focus in colours.FOCUS), colours.INK, colours.MUTED]
)
def test_text_colours_stand_at_four_and_a_half_to_one_on_white(colour):
    assert contrast_with_white(colour) >= 4.5


@pytest.mark.parametrize("colour", [*colours.LEVELS, *colours.AREAS])
def test_group_colours_stand_at_three_to_one_on_white(colour):
    assert contrast_with_white(colour) >= 3


@pytest.mark.parametrize("eyes", EYES)
def test_focus_colours_differ_for_all_eyes(eyes):
    seen = [see(focus.hex, eyes) for focus in colours.FOCUS]
    for one, two in combinations(range(len(seen)), 2):
        beside = two - one in (1, len(seen) - 1)
        assert dist(seen[one], seen[two]) >= (NEIGHBOURS if beside else ANY_PAIR), (
            one + 1,
            two + 1,
        )


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("steps", [colours.DIVERGING, colours.SEQUENTIAL])
def test_neighbouring_steps_of_a_scale_differ_for_all_eyes(steps, eyes):
    seen = [see(colour, eyes) for colour in steps]
    assert len(seen) == 7
    assert min(dist(one, two) for one, two in pairwise(seen)) >= 0.04


def test_each_focus_area_has_its_own_shape():
    assert len({focus.shape for focus in colours.FOCUS}) == len(colours.FOCUS)


def test_focus_colours_begin_again_after_the_last():
    assert colours.focus_colour(1) == colours.focus_colour(len(colours.FOCUS) + 1)


def test_style_sheets_say_the_same_colours():
    tokens = dict(re.findall(r"--([\w-]+): (#\w{6});", (STYLES / "tokens.css").read_text()))
    said = {f"focus-{number}": focus.hex for number, focus in enumerate(colours.FOCUS, 1)}
    said |= {
        name: getattr(colours, name.upper()) for name in ("ink", "muted", "line", "paper", "accent")
    }
    assert {name: tokens[name] for name in said} == said
