"""What phone, console and screen show of a reflecting team."""

from collections.abc import Sequence
from typing import NamedTuple

from pejl.activities.reflecting.rules import (
    LONGEST,
    ROUTE,
    Config,
    Leave,
    Note,
    Payload,
    Result,
    Turn,
    list_given,
    list_got,
    measure_turn,
)
from pejl.activities.reflecting.words import (
    KINDS,
    say_held,
    say_middle,
    say_next,
    say_turn,
    show_prompts,
)
from pejl.days.contract import Fragment, PhoneView, RoomView


class Asked(NamedTuple):
    """A prompt on an observer's phone; `kind` is what a simulated phone answers by."""

    number: int
    text: str
    kind: str
    said: str


class From(NamedTuple):
    """An observer's notes, as the one in the middle reads them: prompt and text."""

    name: str
    notes: Sequence[tuple[str, str]]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    config, turn = view.config, view.guide or Turn(0)
    speaker = config.observers[turn.number - 1 : turn.number] if turn.number else ()
    context = {
        "view": view,
        "longest": LONGEST,
        "observes": bool(list_given(config, view.me.id)),
        "in_middle": bool(list_got(config, view.me.id)),
        "prompts": show_prompts(config),
        "asked": list_asked(view),
        "turn": turn,
        "turn_said": say_turn(config, turn),
        "turn_left": measure_turn(config, turn, view.ran),
        "my_turn": any(one.id == view.me.id for one in speaker),
        "leave": find_leave(view),
        "got": list_notes(view),
    }
    return Fragment("reflecting/phone.html", context)


def list_asked(view: PhoneView[Config, Payload, Result]) -> list[Asked]:
    notes = [one.payload for one in view.mine if isinstance(one.payload, Note)]
    said = {one.prompt: one.text for one in notes}
    return [
        Asked(at, text, KINDS[min(at, len(KINDS) - 1)], said.get(at, ""))
        for at, text in enumerate(show_prompts(view.config))
    ]


def find_leave(view: PhoneView[Config, Payload, Result]) -> bool | None:
    """What the one in the middle has said; None: nothing yet."""
    said = [one.payload.on for one in view.mine if isinstance(one.payload, Leave)]
    return said[-1] if said else None


def list_notes(view: PhoneView[Config, Payload, Result]) -> list[From]:
    """By observer, in the order of the turns. Empty for all but the one in the middle."""
    told = view.delivered.gets.get(ROUTE, Result()).told
    prompts = show_prompts(view.config)
    names = dict.fromkeys(one.who for one in told)
    return [
        From(name, [(prompts[one.prompt], one.text) for one in told if one.who == name])
        for name in names
    ]


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    config, turn = view.config, view.guide or Turn(0)
    context = {
        "view": view,
        "turn": turn,
        "turn_said": say_turn(config, turn),
        "turn_left": measure_turn(config, turn, view.ran),
        "next_said": say_next(config, turn),
        "middle": config.cast.middle if config.cast else None,
        **tell_result(view),
    }
    return Fragment("reflecting/console.html", context)


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    turn = view.guide or Turn(0)
    context = {
        "view": view,
        "prompts": show_prompts(view.config),
        "turn": turn,
        "turn_said": say_turn(view.config, turn),
        "turn_left": measure_turn(view.config, turn, view.ran),
        **tell_result(view),
    }
    return Fragment("reflecting/screen.html", context)


def tell_result(view: RoomView[Config, Result]) -> dict[str, str]:
    result = view.released.whole
    if result is None or view.config.cast is None:
        return {"held": "", "named": ""}
    return {"held": say_held(view.config, result), "named": say_middle(view.config, result)}
