"""What phone, console and screen show of a now-picture."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.nowpicture.drawing import (
    draw_chain,
    draw_whole,
    find_level_gap,
    list_profiles,
    name_ends,
    say_answered,
    say_largest_gap,
)
from pejl.activities.nowpicture.gaps import list_gaps, list_surprises, say_gap, say_surprise
from pejl.activities.nowpicture.rules import (
    LONGEST_STATEMENT,
    MOST_STATEMENTS,
    SIDES,
    Config,
    FocusArea,
    Guessed,
    Payload,
    Placed,
    Result,
    Said,
    Statement,
    find_neighbour,
    name_items,
)
from pejl.days.contract import ConfigForm, Entry, Fragment, PhoneView, RoomView


class NowpictureForm(ConfigForm):
    """The focus areas themselves come from the development agreement."""

    low = forms.CharField(
        label=gettext_lazy("What 1 means"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Leave empty for “far from the goal”."),
    )
    high = forms.CharField(
        label=gettext_lazy("What 7 means"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Leave empty for “all the way there”."),
    )
    guess = forms.BooleanField(
        label=gettext_lazy("Each also guesses where the next level places itself"),
        required=False,
        help_text=gettext_lazy(
            "Shows how well neighbouring levels know each other. It takes a minute more."
        ),
    )
    most_statements = forms.IntegerField(
        label=gettext_lazy("Statements on each question"),
        initial=3,
        min_value=1,
        max_value=MOST_STATEMENTS,
    )

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in config.items() if name in cls.base_fields}


class Card(NamedTuple):
    """A focus area to place, where one has placed it, and what one has guessed."""

    focus: FocusArea
    value: int | None
    guess: int | None = None


class Line(NamedTuple):
    """A place for a statement, with the one that stands there."""

    item: str
    text: str
    focus: int


class Side(NamedTuple):
    key: str
    title: str
    lines: Sequence[Line]


def name_side(side: str) -> str:
    return {
        "works": _("What works?"),
        "in_the_way": _("What is in the way?"),
        "needed": _("What is needed?"),
    }[side]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    low, high = name_ends(view.config)
    placed = {
        entry.payload.focus: entry.payload.value
        for entry in view.mine
        if isinstance(entry.payload, Placed)
    }
    guessed = {
        entry.payload.focus: entry.payload.value
        for entry in view.mine
        if isinstance(entry.payload, Guessed)
    }
    cards = [
        Card(area, placed.get(area.id), guessed.get(area.id)) for area in view.config.focus_areas
    ]
    sides = [Side(side, name_side(side), list_lines(view, side)) for side in SIDES]
    context = {
        "view": view,
        "config": view.config,
        "low": low,
        "high": high,
        "cards": cards,
        "neighbour": find_neighbour(view.config, view.me.level),
        "sides": sides,
        "sent": any(card.value for card in cards)
        or any(line.text for side in sides for line in side.lines),
        "longest": LONGEST_STATEMENT,
        "picture": draw_whole(view.config, view.shown, "phone") if view.shown else None,
    }
    return Fragment("nowpicture/phone.html", context)


def list_lines(view: PhoneView[Config, Payload, Result], side: str) -> list[Line]:
    """One line for each statement one may write: those written first."""
    mine = {entry.item: entry for entry in view.mine}
    lines = [read_line(item, mine.get(item)) for item in name_items(view.config, side)]
    return sorted(lines, key=lambda line: not line.text)


def read_line(item: str, entry: Entry[Payload] | None) -> Line:
    if entry is None or not isinstance(entry.payload, Statement):
        return Line(item, "", 0)
    return Line(item, entry.payload.text, entry.payload.focus or 0)


def group_statements(result: Result | None) -> list[tuple[str, list[Said]]]:
    """The sides that have statements, with their titles."""
    found = (
        {side: [] for side in SIDES}
        if result is None
        else {side: [said for said in result.statements if said.side == side] for side in SIDES}
    )
    return [(name_side(side), statements) for side, statements in found.items() if statements]


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    released = view.released
    context = {
        "view": view,
        "config": view.config,
        "picture": draw_whole(view.config, released, "page"),
        "gap": say_largest_gap(released) if released.whole else "",
        "profiles": list_profiles(view.config, released) if released.whole else [],
        "gaps": {area.id: say_differences(view, area) for area in view.config.focus_areas},
        "turned": released.whole.turned if released.whole else 0,
        "sides": group_statements(released.whole),
    }
    return Fragment("nowpicture/console.html", context)


def say_differences(view: RoomView[Config, Result], area: FocusArea) -> list[str]:
    """How far apart the levels are in a focus area, and how well they know each other."""
    gaps = [say_gap(gap) for gap in list_gaps(view.released, area)]
    surprises = list_surprises(view.config, view.released, area)
    return [*gaps, *(say_surprise(view.config, one) for one in surprises)]


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    turned = view.released.whole.turned if view.released.whole else 0
    area = next((one for one in view.config.focus_areas if one.id == turned), None)
    context = {
        "view": view,
        "config": view.config,
        "answered": say_answered(view.released),
        "ask": _("Take the phone. Place each focus area for your own unit, from 1 to 7."),
        **(draw_one(view, area) if area else draw_all(view)),
    }
    return Fragment("nowpicture/screen.html", context)


def draw_all(view: RoomView[Config, Result]) -> dict[str, Any]:
    gap = find_level_gap(view.released)
    return {
        "picture": draw_whole(view.config, view.released, "beside"),
        "said": [say_largest_gap(view.released)],
        "number": gap.focus.number if gap else None,
    }


def draw_one(view: RoomView[Config, Result], area: FocusArea) -> dict[str, Any]:
    """The chain's profile in one focus area; what differs most is said first."""
    gaps = sorted(list_gaps(view.released, area), key=lambda gap: -abs(gap.steps))
    surprises = list_surprises(view.config, view.released, area)
    surprises.sort(key=lambda one: -abs(one.guess - one.truth))
    said = [say_gap(gap) for gap in gaps[:2]]
    return {
        "picture": draw_chain(view.config, view.released, area, "beside"),
        "said": [*said, *(say_surprise(view.config, one) for one in surprises[:1])],
        "number": area.number,
        "only": area,
    }
