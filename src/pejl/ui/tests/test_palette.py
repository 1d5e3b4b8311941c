"""An organisation's colour is measured as others measure, and what is drawn from it can be read."""

import re
from pathlib import Path

import pytest
from coloraide import Color
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from pejl import ui
from pejl.ui.colours import PAPER
from pejl.ui.contrast import contrast, darken, lighten, measure_light, read_linear
from pejl.ui.palette import (
    WORDS,
    find_nearest,
    list_faults,
    list_pairs,
    make_palette,
    write_style,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
STYLES = Path(ui.__file__).parent / "static" / "ui"


@given(COLOURS, COLOURS)
def test_contrast_is_what_others_say(one, other):
    theirs = Color(one).contrast(other, method="wcag21")
    assert contrast(one, other) == pytest.approx(theirs, rel=2e-3)


@given(COLOURS)
@example("#ffcc00")
@example("#ffffff")
@example("#0000ff")
def test_the_nearest_colour_can_be_read_wherever_it_stands(colour):
    nearest = find_nearest(colour)
    assert not list_faults(nearest)
    own = make_palette(nearest)
    assert Color("white").contrast(own.brand, method="wcag21") >= WORDS
    assert Color(PAPER).contrast(own.brand, method="wcag21") >= WORDS
    assert Color("white").contrast(own.deep, method="wcag21") >= 7


@given(COLOURS)
def test_a_colour_is_changed_no_more_than_it_must(colour):
    nearest = find_nearest(colour)
    if not list_faults(colour):
        assert nearest == colour
    else:
        assert contrast(nearest, PAPER) < WORDS * 1.03


@given(COLOURS, st.floats(0.001, 1))
def test_a_darker_colour_keeps_its_hue(colour, most):
    """All channels get the same share of their light, to the next lower step."""
    darker = darken(colour, most)
    light = measure_light(colour)
    if light <= most:
        assert darker == colour
        return
    for at, old in zip((1, 3, 5), read_linear(colour), strict=True):
        level, wanted = int(darker[at : at + 2], 16), old * most / light
        assert lighten(level / 255) <= wanted + 1e-9
        assert wanted < lighten((level + 1) / 255) + 1e-9


def test_what_is_refused_is_told_with_its_figures():
    with translation.override("en"):
        said = {str(pair.what): (pair.found, pair.least) for pair in list_faults("#ffcc00")}
    assert said["White words on the colour, as on buttons"] == (1.51, 4.5)
    assert len(said) == len(list_faults("#ffcc00"))
    assert all(found < least for found, least in said.values())


def test_a_figure_that_is_almost_enough_is_not_rounded_up():
    nearly = next(
        f"#{grey:02x}{grey:02x}{grey:02x}"
        for grey in range(90, 140)
        if 4.4 < contrast(f"#{grey:02x}{grey:02x}{grey:02x}", "#ffffff") < 4.5
    )
    pair = next(list_pairs(nearly))
    assert not pair.holds
    assert pair.found < 4.5


def test_the_style_takes_the_place_of_what_tokens_say():
    tokens = (STYLES / "tokens.css").read_text("utf-8")
    named = set(re.findall(r"(--[\w-]+):", write_style("#1e5c8a")))
    assert named == set(re.findall(r"(--brand[\w-]*):", tokens))
    assert ":root{--brand:#1e5c8a;" in write_style("#1e5c8a")
