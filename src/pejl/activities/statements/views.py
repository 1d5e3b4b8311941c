"""What phone, console and screen show of a round of statements."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.statements.finding import Found, list_dividing, list_found, list_uniting
from pejl.activities.statements.guide import Guide, choose_next
from pejl.activities.statements.rules import (
    LONGEST_STATEMENT,
    LONGEST_THEME,
    Config,
    Payload,
    Statement,
    Vote,
)
from pejl.activities.statements.tallies import OpinionGroup, Result, Theme
from pejl.activities.statements.words import (
    name_side,
    say_dividing,
    say_groups,
    say_parts,
    say_sides,
    say_tally,
    say_uniting,
)
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.ui.pictures.opinion import Cluster, draw_opinion
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use
from pejl.ui.screen_room import ROW_WIDTH, count_fitting, measure_room

LETTERS = "ABCDE"


class StatementsForm(ConfigForm):
    """The statements themselves mostly come from the now-picture earlier that day."""

    own = forms.CharField(
        label=gettext_lazy("Your own statements"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One on each line. What the leaders wrote earlier in the day comes by itself."
        ),
    )
    at_once = forms.IntegerField(
        label=gettext_lazy("Statements for each phone at a time"),
        initial=30,
        min_value=5,
        max_value=100,
    )

    def clean_own(self) -> tuple[str, ...]:
        lines = [line.strip() for line in self.cleaned_data["own"].splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            if len(line) > LONGEST_STATEMENT:
                raise forms.ValidationError(
                    _("Line %(number)d is longer than %(most)d letters. Shorten it.")
                    % {"number": number, "most": LONGEST_STATEMENT}
                )
        return tuple(lines)

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        own = "\n".join(config.get("own", ()))
        return {"own": own, "at_once": config.get("at_once", 30)}


class Card(NamedTuple):
    """A statement on a phone, and how one voted; empty where one has not."""

    statement: Statement
    side: str
    stance: str


class Line(NamedTuple):
    """A statement with what the room and its groups say of it, in words."""

    statement: Statement
    side: str
    said: str
    parts: str


class Pattern(NamedTuple):
    """An opinion group by its letter, with the statements that mark it."""

    letter: str
    size: int
    agrees: Sequence[Statement]
    disagrees: Sequence[Statement]


def make_card(statement: Statement, stance: str = "") -> Card:
    return Card(statement, name_side(statement.side), stance)


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    guide = view.guide or Guide(view.config.statements)
    known = {one.key: one for one in guide.statements}
    mine = {
        entry.payload.statement: entry.payload.stance
        for entry in view.mine
        if isinstance(entry.payload, Vote)
    }
    rng = Random(f"{view.slot_id} {view.me.id}")  # noqa: S311
    waiting = choose_next(guide, set(mine), rng, view.config.at_once)
    found = list_found(view.shown.whole, view.shown.apart) if view.shown else ()
    context = {
        "view": view,
        "waiting": [make_card(one) for one in waiting],
        "left": len(known) - len(mine.keys() & known.keys()),
        "done": [make_card(known[key], stance) for key, stance in mine.items() if key in known],
        "uniting": [make_line(one) for one in list_uniting(found)[:3]],
        "dividing": [make_line(one) for one in list_dividing(found)[:3]],
    }
    return Fragment("statements/phone.html", context)


def make_line(found: Found) -> Line:
    side = name_side(found.statement.side)
    return Line(found.statement, side, say_tally(found.tally), say_parts(found))


def name_patterns(result: Result) -> list[Pattern]:
    return [
        Pattern(
            letter,
            group.size,
            [result.find(key) for key in group.agrees],
            [result.find(key) for key in group.disagrees],
        )
        for letter, group in zip(LETTERS, result.groups, strict=False)
    ]


def draw_map(groups: Sequence[OpinionGroup], size: Use) -> Picture | None:
    if not groups:
        return None
    clusters = [
        Cluster(letter, group.size, group.x, group.y)
        for letter, group in zip(LETTERS, groups, strict=False)
    ]
    return draw_opinion(clusters, size=size)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole
    found = list_found(result, view.released.apart)
    uniting, dividing = list_uniting(found), list_dividing(found)
    context = {
        "view": view,
        "statements": view.guide.statements if view.guide else view.config.statements,
        "hidden": list_hidden(view),
        "longest": LONGEST_STATEMENT,
        "longest_theme": LONGEST_THEME,
        "choices": list_choices(result),
        "uniting": [make_line(one) for one in uniting],
        "dividing": [make_line(one) for one in dividing],
        "uniting_said": say_uniting(len(uniting)),
        "dividing_said": say_dividing(len(dividing)),
        "all": [make_line(one) for one in found],
        "picture": draw_map(result.groups, "page") if result else None,
        "patterns": name_patterns(result) if result else [],
        "groups_said": say_groups(result.groups) if result else "",
        "themes": group_themes(view),
    }
    return Fragment("statements/console.html", context)


def list_hidden(view: RoomView[Config, Result]) -> list[Statement]:
    """Those taken out; what was added and taken out again is gone for good."""
    kept = {one.key for one in view.guide.statements} if view.guide else set()
    return [one for one in view.config.statements if view.guide and one.key not in kept]


def list_choices(result: Result | None) -> list[tuple[str, str, bool]]:
    """What the screen can show: its key, its name, and whether it is shown now."""
    turned = result.turned if result else "uniting"
    names = {
        "uniting": _("What unites"),
        "dividing": _("What divides"),
        "map": _("Opinion map"),
        "themes": _("Themes"),
    }
    return [(key, name, key == turned) for key, name in names.items()]


def group_themes(view: RoomView[Config, Result]) -> tuple[Theme, ...]:
    return view.guide.themes if view.guide else ()


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole
    turned = result.turned if result else "uniting"
    n = len(view.guide.statements) if view.guide else len(view.config.statements)
    context: dict[str, Any] = {
        "view": view,
        "turned": turned,
        "n": n,
        "ask": _("Take the phone. The statements come one by one: agree, disagree or pass."),
    }
    if result:
        context |= DRAWN[turned](view, result)
    return Fragment("statements/screen.html", context)


def draw_uniting(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    lines = list_uniting(list_found(result, view.released.apart))
    return lay_list(view, say_uniting(len(lines)), [(one, say_tally(one.tally)) for one in lines])


def draw_dividing(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    lines = list_dividing(list_found(result, view.released.apart))
    said = [(one, say_sides(one) or say_tally(one.tally)) for one in lines]
    return lay_list(view, say_dividing(len(lines)), said)


def lay_list(
    view: RoomView[Config, Result], finding: str, lines: Sequence[tuple[Found, str]]
) -> dict[str, Any]:
    """As many rows as the screen has room for, and how many more there are."""
    texts = [one.statement.text.ljust(ROW_WIDTH) + said for one, said in lines]
    room = count_fitting(texts, measure_room(view.title, finding))
    numbers = {area.id: area.number for area in view.config.focus_areas}
    rows = [(one.statement, said, numbers.get(one.statement.focus)) for one, said in lines]
    return {"finding": finding, "rows": rows[:room], "more": len(rows) - room}


def draw_patterns(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    return {
        "finding": say_groups(result.groups),
        "picture": draw_map(result.groups, "beside"),
        "patterns": name_patterns(result),
    }


def draw_themes(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    named = [(theme.name, len(theme.statements)) for theme in result.themes if theme.name]
    return {
        "finding": _("What the statements are about")
        if named
        else _("The statements fall into no themes."),
        "themes": named[:7],
        "most": max((n for _name, n in named), default=1),
    }


DRAWN = {
    "uniting": draw_uniting,
    "dividing": draw_dividing,
    "map": draw_patterns,
    "themes": draw_themes,
}
