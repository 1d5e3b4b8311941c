"""What phone, console and screen show of an item with dilemmas."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from pejl.activities.dilemma.drawing import draw_decisions, draw_movement, list_movements
from pejl.activities.dilemma.results import Mismatch, Result, find_mismatch
from pejl.activities.dilemma.rules import (
    PHASES,
    WORDS_SMALLEST,
    Config,
    Dilemma,
    list_pages,
)
from pejl.activities.dilemma.words import (
    ask_apart,
    ask_room,
    explain_phase,
    list_degrees,
    name_field,
    name_page,
    name_phase,
    say_aloud,
    say_few,
    say_mismatch,
)
from pejl.days.contract import Fragment, Released, RoomView
from pejl.ui.pictures.picture import Picture
from pejl.ui.pictures.sizes import Use
from pejl.ui.screen_room import HEIGHT, SENTENCE_LINE, SMALL_LINE, count_fitting

ABOUT = {"kept": "action", "warned": "warning"}


class Whys(NamedTuple):
    """Why people stand where they do: the whole room's, or by name those of its levels or areas."""

    whole: Sequence[str] = ()
    parts: Sequence[tuple[str, Sequence[str]]] = ()

    @property
    def lines(self) -> int:
        return len(self.whole) + sum(len(texts) for _label, texts in self.parts)


class Shown(NamedTuple):
    """A dilemma's result at the console."""

    dilemma: Dilemma
    picture: Picture | None
    areas: Picture | None
    movements: Sequence[str]
    kept: Sequence[tuple[str, Sequence[str]]]
    whys: Whys


def find_now(config: Config, guide: Any) -> str:
    return guide if guide in PHASES else config.phases[0]


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
        for at, text in enumerate(config.decisions if config.chooses else ())
    ]


def tell_apart(view: RoomView[Config, Result], size: Use) -> dict[str, Any]:
    """Both sides of the line, and what to talk about where they differ."""
    found = list_mismatches(view.config, view.released)
    return {
        "said": tell_decisions(view.config, view.released),
        "picture": draw_decisions(view.config, view.released, found, size),
        "talk": ask_apart() if any(one.differs for one in found) else "",
    }


def list_kept(config: Config, result: Result, at: int, about: str) -> list[tuple[str, list[str]]]:
    """For each pole a title and what was said: the actions, or the early warnings."""
    said = result.pick(at, about)
    return [
        (name_field(about, name), [one.text for one in said if one.pole == pole])
        for pole, name in zip("ab", config.dilemmas[at].poles, strict=True)
    ]


def show_dilemma(view: RoomView[Config, Result], at: int) -> Shown:
    config, released = view.config, view.released
    result = released.whole or Result()
    areas = draw_movement(config, released, at, "page", areas=True) if released.areas else None
    return Shown(
        config.dilemmas[at],
        draw_movement(config, released, at, "page"),
        areas,
        list_movements(config, released, at),
        [one for about in ABOUT.values() for one in list_kept(config, result, at, about) if one[1]],
        list_whys(released, at),
    )


def list_whys(released: Released[Result], at: int) -> Whys:
    """By level, else by area, else together. Never by both: a line known in two lists would tell
    level and area of its writer, and in that cell there may be nobody else. What is in no part
    stands among "the others", so either side of each line holds WORDS_SMALLEST lines, or none."""
    whole = pick_whys(released.whole or Result(), at)
    for parts in (released.levels, released.areas):
        said = [(one.label, pick_whys(one.result, at)) for one in parts]
        told = [(label, texts) for label, texts in said if len(texts) >= WORDS_SMALLEST]
        listed = {text for _label, texts in told for text in texts}
        rest = [text for text in whole if text not in listed]
        if told and (not rest or len(rest) >= WORDS_SMALLEST):
            others = [(_("The others"), rest)] if rest else []
            return Whys(parts=[*told, *others]) if len(told) + len(others) > 1 else Whys(whole)
    return Whys(whole)


def pick_whys(result: Result, at: int) -> list[str]:
    return [one.text for one in result.pick(at, "why")]


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
        "decided": tell_apart(view, "page") if whole and config.chooses else None,
        "pages": [
            (one, name_page(config, one), bool(whole and one == whole.turned))
            for one in list_pages(config)
        ],
        "few": say_few(config) if config.decisions else "",
        "aloud": say_aloud(),
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
        "few": say_few(config),
        "aloud": say_aloud(),
        "degrees": list_degrees(),
        "asked": ask_room(config.dilemmas),
    }
    if view.released.whole:
        context |= draw_page(view, view.released.whole)
    return Fragment("dilemma/screen.html", context)


class Column(NamedTuple):
    """What there is room for beside the other pole, and how many more there are."""

    title: str
    texts: Sequence[str]
    more: int


def fit_column(title: str, texts: Sequence[str]) -> Column:
    room = HEIGHT - 2 * SENTENCE_LINE - SMALL_LINE
    fits = count_fitting([2 * text for text in texts], room)  # a column is half as wide
    return Column(title, texts[:fits], len(texts) - fits)


def draw_page(view: RoomView[Config, Result], result: Result) -> dict[str, Any]:
    kind, _dash, number = result.turned.partition("-")
    if kind == "decided":
        return {"kind": kind, "finding": name_phase("decide"), **tell_apart(view, "beside")}
    at = int(number)
    dilemma = view.config.dilemmas[at]
    if kind in ABOUT:
        kept = list_kept(view.config, result, at, ABOUT[kind])
        columns = [fit_column(title, texts) for title, texts in kept]
        return {"kind": "kept", "finding": name_page(view.config, result.turned), "kept": columns}
    return {
        "kind": kind,
        "finding": dilemma.title,
        "dilemma": dilemma,
        "picture": draw_movement(view.config, view.released, at, "beside"),
        "said": list_movements(view.config, view.released, at)[:1],
    }
