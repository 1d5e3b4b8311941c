"""The pictures of a now-picture, and what they say."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.nowpicture.rules import Config, FocusArea, Gap, Result, find_gap
from pejl.days.contract import Part, Released
from pejl.ui.colours import focus_colour
from pejl.ui.pictures.answers import say_number
from pejl.ui.pictures.overview import draw_overview
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.profile import ALIKE, ProfileRow, draw_profile
from pejl.ui.pictures.sizes import Use
from pejl.ui.pictures.strips import Strip


class Profiles(NamedTuple):
    """One focus area by level and by area; None where nothing may be shown."""

    focus: FocusArea
    levels: Picture | None
    areas: Picture | None


def name_ends(config: Config) -> tuple[str, str]:
    return config.low or _("far from the goal"), config.high or _("all the way there")


def draw_whole(config: Config, released: Released[Result], size: Use) -> Picture | None:
    """All focus areas as the whole room sees them; None while nobody has placed any."""
    placements = released.whole.placements if released.whole else ()
    if not any(placement.n for placement in placements):
        return None
    strips = [
        Strip(
            placement.focus.title,
            placement.answers if placement.n else None,
            *focus_colour(placement.focus.number),
        )
        for placement in placements
    ]
    return draw_overview(strips, ends=name_ends(config), left_out=say_left_out(released), size=size)


def say_left_out(released: Released[Result]) -> str:
    """How many answered, and what was left out to protect people."""
    return " ".join([say_answered(released), *released.left_out])


def say_answered(released: Released[Result]) -> str:
    counts = {"n": released.answered, "all": released.invited}
    return _("%(n)d of %(all)d have answered.") % counts


def list_profiles(config: Config, released: Released[Result]) -> list[Profiles]:
    return [
        Profiles(
            focus,
            draw_parts(config, focus, released.levels, by_level=True),
            draw_parts(config, focus, released.areas, by_level=False),
        )
        for focus in config.focus_areas
    ]


def draw_parts(
    config: Config,
    focus: FocusArea,
    parts: Sequence[Part[Result]],
    *,
    by_level: bool,
    size: Use = "page",
) -> Picture | None:
    rows = [
        ProfileRow(part.label, placement.answers)
        for part in parts
        for placement in part.result.placements
        if placement.focus == focus and placement.n
    ]
    if not rows:
        return None
    colour, shape = focus_colour(focus.number)
    return draw_profile(
        rows,
        subject=focus.title,
        ends=name_ends(config),
        colour=colour,
        shape=shape,
        by_level=by_level,
        size=size,
    )


def draw_chain(
    config: Config, released: Released[Result], focus: FocusArea, size: Use
) -> Picture | None:
    """One focus area as each level sees it, from the top of the chain."""
    return draw_parts(config, focus, released.levels, by_level=True, size=size)


def find_level_gap(released: Released[Result]) -> Gap | None:
    """The largest difference between the levels that may be shown."""
    return find_gap([(part.label, part.result) for part in released.levels])


def say_largest_gap(released: Released[Result]) -> str:
    """The largest difference between levels, in words."""
    gap = find_level_gap(released)
    if gap is None:
        return _("Too few answers to say anything about the levels.")
    if gap.steps < ALIKE:
        return _("The levels see all focus areas much the same.")
    return _("%(focus)s: “%(lowest)s” is %(steps)s steps below “%(highest)s”.") % {
        "focus": gap.focus.title,
        "lowest": gap.lowest,
        "highest": gap.highest,
        "steps": say_number(gap.steps),
    }
