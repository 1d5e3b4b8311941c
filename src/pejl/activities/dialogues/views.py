"""What phone, console and screen show of the dialogues."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.dialogues.drawing import draw_found, list_wishes
from pejl.activities.dialogues.finding import Found, Pair, find_all
from pejl.activities.dialogues.rules import (
    LONGEST,
    MOST,
    Config,
    Dialogue,
    Payload,
    find_choice,
)
from pejl.activities.dialogues.tallies import Result
from pejl.activities.dialogues.words import (
    define_reciprocity,
    explain_proposals,
    name_pair,
    name_place,
    propose,
    say_apart,
    say_broken,
    say_end,
    say_pairs,
    say_reciprocity,
    say_sight,
    say_works,
)
from pejl.days.contract import ConfigForm, Fragment, PhoneView, RoomView
from pejl.days.places import Choice
from pejl.ui.screen_room import ROW_WIDTH, count_fitting, count_lines, measure_room

MOST_LINES = 16  # in the picture on the screen
SAID_WIDTH = 95  # letters of a row's second line


class DialoguesForm(ConfigForm):
    """The groups come from the chain, and the focus areas from the agreement."""

    most = forms.IntegerField(
        label=gettext_lazy("Dialogues that each names, at most"),
        min_value=1,
        max_value=MOST,
        initial=MOST,
        help_text=gettext_lazy("Five take about eight minutes."),
    )

    @classmethod
    def to_initial(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return {"most": config.get("most", MOST)}


@dataclass(frozen=True)
class Card:
    """A place for a dialogue on one phone, with the one that stands there."""

    number: int
    said: Dialogue
    name: str

    @property
    def item(self) -> str:
        return f"d{self.number}"


class Option(NamedTuple):
    """A group to choose; `likely` is how often a simulated phone chooses it."""

    key: str
    name: str
    likely: int


class Ends(NamedTuple):
    """A pair with both ends' view, in words."""

    name: str
    one: str
    there: str
    other: str
    back: str
    sight: str


class Proposal(NamedTuple):
    name: str
    works: str
    said: str
    number: int
    wishes: Sequence[str] = ()


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    shown = view.shown if view.shown and view.shown.whole else None
    found = find_all(view.config, shown) if shown else Found()
    context = {
        "view": view,
        "cards": list_cards(view),
        "options": group_options(view),
        "longest": LONGEST,
        "told": bool(shown),
        "pairs_said": say_pairs(found),
        "reciprocity": say_reciprocity(shown.whole if shown else None),
        "broken_said": say_broken(len(found.broken)),
        "broken": [make_proposal(view.config, one) for one in found.broken[:3]],
    }
    return Fragment("dialogues/phone.html", context)


def list_cards(view: PhoneView[Config, Payload, Result]) -> list[Card]:
    said = {entry.item: entry.payload for entry in view.mine if isinstance(entry.payload, Dialogue)}
    cards = [
        (number, said.get(item, Dialogue())) for number, item in enumerate(view.config.items, 1)
    ]
    return [Card(number, one, name_choice(view.config, one)) for number, one in cards]


def name_choice(config: Config, said: Dialogue) -> str:
    choice = find_choice(config, said.whom)
    return choice.name if choice else ""


def group_options(view: PhoneView[Config, Payload, Result]) -> list[tuple[str, list[Option]]]:
    """Levels, areas, then each area's units where it has several."""
    levels = list_kind(view.config, "level")
    areas = list_kind(view.config, "area")
    units = list_kind(view.config, "unit")
    at = next((index for index, one in enumerate(levels) if one.name == view.me.level), -9)
    near = [
        Option(one.key, one.name, 9 if abs(index - at) == 1 else 2)
        for index, one in enumerate(levels)
    ]
    around = [Option(one.key, one.name, 2 if one.name == view.me.area else 6) for one in areas]
    within = [
        (
            _("Units in %(area)s") % {"area": area.name},
            [Option(one.key, one.name, 0) for one in units if one.area == area.name],
        )
        for area in areas
    ]
    found = [(_("Levels"), near), (_("Areas"), around), *within]
    return [(title, options) for title, options in found if options]


def list_kind(config: Config, kind: str) -> list[Choice]:
    """Its units are left out where an area has but one: that is the area itself."""
    several = Counter(one.area for one in config.choices)
    return [
        one
        for one in config.choices
        if one.kind == kind and (not one.area or several[one.area] > 1)
    ]


def make_proposal(config: Config, pair: Pair, wishes: Sequence[str] = ()) -> Proposal:
    area = config.find_focus(pair.focus)
    number = area.number if area else 0
    return Proposal(name_pair(pair), say_works(pair), propose(config, pair), number, wishes)


def make_ends(pair: Pair) -> Ends:
    one, other = name_place(pair.one), name_place(pair.other)
    there, back = say_end(pair.there, pair.one), say_end(pair.back, pair.other)
    return Ends(name_pair(pair), one, there, other, back, say_sight(pair.sight))


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    found = find_all(view.config, view.released)
    wishes = list_wishes(view.config, view.released)
    context = {
        "view": view,
        "choices": list_choices(view.released.whole),
        "picture": draw_found(view.config, view.released, found, "page"),
        "pairs_said": say_pairs(found),
        "reciprocity": say_reciprocity(view.released.whole),
        "definition": define_reciprocity(),
        "broken_said": say_broken(len(found.broken)),
        "broken": [make_proposal(view.config, one) for one in found.broken],
        "why": explain_proposals(),
        "apart_said": say_apart(len(found.apart)),
        "ends": [make_ends(one) for one in (*found.apart, *list_rest(found))],
        "wishes": wishes,
    }
    return Fragment("dialogues/console.html", context)


def list_rest(found: Found) -> list[Pair]:
    """The pairs that are not seen differently, those of one end last."""
    shown = {id(one) for one in (*found.apart, *found.one_end)}
    return [*(one for one in found.pairs if id(one) not in shown), *found.one_end]


def list_choices(result: Result | None) -> list[tuple[str, str, bool]]:
    """What the screen can show: its key, its name, and whether it is shown now."""
    turned = result.turned if result else "network"
    names = {
        "network": _("The network"),
        "ends": _("Both ends"),
        "broken": _("Important, not working"),
    }
    return [(key, name, key == turned) for key, name in names.items()]


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    turned = view.released.whole.turned if view.released.whole else "network"
    context: dict[str, Any] = {
        "view": view,
        "turned": turned,
        "ask": _(
            "Take the phone. Which dialogues matter most to your work, with whom and about what, "
            "and how well do they work?"
        ),
    }
    if view.released.whole:
        context |= DRAWN[turned](view, find_all(view.config, view.released))
    return Fragment("dialogues/screen.html", context)


def draw_picture(view: RoomView[Config, Result], found: Found) -> dict[str, Any]:
    return {
        "picture": draw_found(view.config, view.released, found, "beside", most=MOST_LINES),
        "said": [say_pairs(found), say_broken(len(found.broken))],
        "reciprocity": say_reciprocity(view.released.whole),
        "hidden": max(0, len(found.pairs) - MOST_LINES),
    }


def draw_ends(view: RoomView[Config, Result], found: Found) -> dict[str, Any]:
    rows = [(name_pair(one), say_works(one)) for one in (*found.apart, *list_rest(found))]
    return fit_rows(view, say_apart(len(found.apart)), rows)


def draw_broken(view: RoomView[Config, Result], found: Found) -> dict[str, Any]:
    rows = [
        (f"{one.name} ({one.works})", one.said)
        for one in (make_proposal(view.config, pair) for pair in found.broken)
    ]
    return fit_rows(view, say_broken(len(found.broken)), rows)


def fit_rows(
    view: RoomView[Config, Result], finding: str, rows: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """As many rows as the screen has room for, and how many more there are."""
    lines = [count_lines(name, ROW_WIDTH) + count_lines(said, SAID_WIDTH) for name, said in rows]
    texts = ["-" * ROW_WIDTH * each for each in lines]
    room = count_fitting(texts, measure_room(view.title, finding))
    return {"finding": finding, "rows": rows[:room], "more": len(rows) - room}


DRAWN = {"network": draw_picture, "ends": draw_ends, "broken": draw_broken}
