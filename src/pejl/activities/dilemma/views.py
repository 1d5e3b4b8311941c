"""What phone, console and screen show of an item with dilemmas."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.dilemma.drawing import draw_movement, list_movements
from pejl.activities.dilemma.results import Mismatch, Result, find_mismatch
from pejl.activities.dilemma.rules import (
    LONGEST,
    PHASES,
    Chosen,
    Config,
    Dilemma,
    Kept,
    Payload,
    Placed,
    list_pages,
)
from pejl.activities.dilemma.words import (
    explain_phase,
    list_degrees,
    list_questions,
    name_page,
    name_phase,
    say_mismatch,
)
from pejl.days.contract import Fragment, PhoneView, Released, RoomView
from pejl.ui.pictures.picture import Picture

MOST_TEXTS = 3  # on the screen, for each pole


class Field(NamedTuple):
    name: str
    label: str
    text: str
    hint: str


class Card(NamedTuple):
    """A dilemma on the phone, with what one has said of it in this phase."""

    at: int
    dilemma: Dilemma
    value: int | None
    why: str
    fields: Sequence[Field]
    saved: bool
    questions: Sequence[str]


class Deciding(NamedTuple):
    at: int
    text: str
    value: int | None


class Shown(NamedTuple):
    """A dilemma's result at the console."""

    dilemma: Dilemma
    picture: Picture | None
    areas: Picture | None
    movements: Sequence[str]
    kept: Sequence[tuple[str, Sequence[str]]]
    whys: Sequence[str]


def find_now(config: Config, guide: Any) -> str:
    return guide if guide in PHASES else config.phases[0]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    phase = find_now(view.config, view.guide)
    context = {
        "view": view,
        "phase": phase,
        "title": name_phase(phase),
        "explained": explain_phase(phase),
        "cards": [draw_card(view, at, phase) for at in range(len(view.config.dilemmas))],
        "when": "after" if phase == "again" else "before",
        "longest": LONGEST,
        "decides": view.me.level in view.config.line,
        "deciding": list_deciding(view),
        "degrees": list_degrees(),
        "line": view.config.line,
        "movements": tell_movements(view.config, view.shown) if view.shown else [],
    }
    return Fragment("dilemma/phone.html", context)


def draw_card(view: PhoneView[Config, Payload, Result], at: int, phase: str) -> Card:
    dilemma, mine = view.config.dilemmas[at], {entry.item: entry.payload for entry in view.mine}
    placed = mine.get(f"{'after' if phase == 'again' else 'before'}-{at}")
    value, why = (placed.value, placed.why) if isinstance(placed, Placed) else (None, "")
    kept = mine.get(f"kept-{at}")
    fields = list_fields(dilemma, kept if isinstance(kept, Kept) else Kept(at))
    saved = any(one.text for one in fields) if phase == "keep" else value is not None
    return Card(at, dilemma, value, why, fields, saved, list_questions(dilemma))


def list_fields(dilemma: Dilemma, kept: Kept) -> list[Field]:
    action, warning = _("One thing that keeps “%(pole)s” alive"), _("A sign of too much “%(pole)s”")
    a, b = {"pole": dilemma.a}, {"pole": dilemma.b}
    return [
        Field("a_action", action % a, kept.a_action, "both"),
        Field("b_action", action % b, kept.b_action, "both"),
        Field("a_warning", warning % a, kept.a_warning, "warning"),
        Field("b_warning", warning % b, kept.b_warning, "warning"),
    ]


def list_deciding(view: PhoneView[Config, Payload, Result]) -> list[Deciding]:
    chosen = [entry.payload for entry in view.mine if isinstance(entry.payload, Chosen)]
    values = {one.decision: one.value for one in chosen}
    return [Deciding(at, text, values.get(at)) for at, text in enumerate(view.config.decisions)]


def tell_movements(config: Config, released: Released[Result]) -> list[str]:
    """The whole room's, of each dilemma."""
    numbers = range(len(config.dilemmas))
    return [said for at in numbers for said in list_movements(config, released, at)[:1]]


def list_mismatches(config: Config, released: Released[Result]) -> list[Mismatch]:
    """Both sides of the line on each decision, where both may be shown."""
    found = [
        find_mismatch(config, at, [(one.members, one.result) for one in apart.levels])
        for at in range(len(config.decisions))
        if (apart := released.apart.get(f"decide:{at}"))
    ]
    return [one for one in found if one]


def tell_decisions(config: Config, released: Released[Result]) -> list[str]:
    said = {one.decision: say_mismatch(config, one) for one in list_mismatches(config, released)}
    few = _("%(decision)s: too few answers to show both sides.")
    return [
        said.get(at, few % {"decision": text})
        for at, text in enumerate(config.decisions if config.line else ())
    ]


def list_kept(config: Config, result: Result, at: int) -> list[tuple[str, list[str]]]:
    """A title and its texts: the actions and the early warnings, for each pole."""
    dilemma = config.dilemmas[at]
    titles = {"action": _("To keep “%(pole)s”"), "warning": _("Signs of too much “%(pole)s”")}
    found = [
        (title % {"pole": name}, [one.text for one in result.pick(at, about) if one.pole == pole])
        for about, title in titles.items()
        for pole, name in zip("ab", dilemma.poles, strict=True)
    ]
    return [(title, texts) for title, texts in found if texts]


def show_dilemma(view: RoomView[Config, Result], at: int) -> Shown:
    config, released = view.config, view.released
    result = released.whole or Result()
    areas = draw_movement(config, released, at, "page", areas=True) if released.areas else None
    return Shown(
        config.dilemmas[at],
        draw_movement(config, released, at, "page"),
        areas,
        list_movements(config, released, at),
        list_kept(config, result, at),
        [one.text for one in result.pick(at, "why")],
    )


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    config, whole = view.config, view.released.whole
    phase = find_now(config, view.guide)
    at = config.phases.index(phase) if phase in config.phases else 0
    following, earlier = config.phases[at + 1 : at + 2], config.phases[max(at - 1, 0) : at]
    context = {
        "view": view,
        "phases": [(one, name_phase(one)) for one in config.phases],
        "phase": phase,
        "next": [(one, name_phase(one)) for one in following],
        "back": [(one, name_phase(one)) for one in earlier],
        "shown": [show_dilemma(view, at) for at in range(len(config.dilemmas))] if whole else [],
        "decisions": tell_decisions(config, view.released) if whole else [],
        "pages": [
            (one, name_page(config, one), bool(whole and one == whole.turned))
            for one in list_pages(config)
        ],
        "line": config.line,
    }
    return Fragment("dilemma/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    config, phase = view.config, find_now(view.config, view.guide)
    context = {
        "view": view,
        "phase": phase,
        "title": name_phase(phase),
        "explained": explain_phase(phase),
        "decisions": config.decisions,
        "line": config.line,
    }
    if view.released.whole:
        context |= draw_page(view, view.released.whole)
    return Fragment("dilemma/screen.html", context)


def draw_page(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    kind, _dash, number = result.turned.partition("-")
    if kind == "decided":
        said = tell_decisions(view.config, view.released)
        return {"kind": kind, "said": said, "finding": name_phase("decide")}
    at = int(number)
    dilemma = view.config.dilemmas[at]
    if kind == "kept":
        kept = [(title, texts[:MOST_TEXTS]) for title, texts in list_kept(view.config, result, at)]
        return {"kind": kind, "finding": dilemma.title, "dilemma": dilemma, "kept": kept[:2]}
    return {
        "kind": kind,
        "finding": dilemma.title,
        "dilemma": dilemma,
        "picture": draw_movement(view.config, view.released, at, "beside"),
        "said": list_movements(view.config, view.released, at)[:1],
    }
