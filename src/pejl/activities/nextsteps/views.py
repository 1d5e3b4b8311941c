"""What phone, console and screen show of the next steps."""

from collections import Counter
from typing import Any

from django.utils.translation import ngettext

from pejl.activities.nextsteps.rules import (
    LONGEST,
    Config,
    Payload,
    Result,
    list_bare,
    list_offered,
    read_date,
)
from pejl.days.contract import Fragment, PhoneView, RoomView

ON_SCREEN = 6


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    whole = (view.shown.whole if view.shown else None) or Result()
    steps = list_steps(view.config, whole)
    mine = [row for row in steps if row["step"].owner_id == view.me.id]
    context = {
        "view": view,
        "config": view.config,
        "known": any(person.id == view.me.id for person in view.config.people),
        "longest": LONGEST,
        "proposals": list_offered(view.config, whole),
        "asked": [row for row in mine if row["step"].state == "waiting"],
        "own": [row for row in mine if row["step"].state != "waiting"],
        "steps": steps,
        "help": [
            row
            for row in steps
            if row["step"].support_id == view.me.id and row["step"].supported == "waiting"
        ],
    }
    return Fragment("nextsteps/phone.html", context)


def list_steps(config: Config, result: Result | None) -> list[dict[str, Any]]:
    """Newest first, with the focus area's number and the date as a date."""
    numbers = {area.id: area.number for area in config.focus_areas}
    steps = reversed(result.steps) if result else ()
    return [
        {
            "step": step,
            "number": numbers.get(step.focus or 0),
            "by": read_date(step.by),
        }
        for step in steps
    ]


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    steps = list_steps(view.config, view.released.whole)
    accepted = count_accepted(view.released.whole)
    context = {
        "view": view,
        "steps": steps[:ON_SCREEN],
        "more": max(0, len(steps) - ON_SCREEN),
        "bare": list_bare(view.config, view.released.whole or Result()),
        "finding": say_finding(len(steps), accepted),
    }
    return Fragment("nextsteps/screen.html", context)


def count_accepted(result: Result | None) -> int:
    return sum(step.state == "accepted" for step in result.steps) if result else 0


def say_finding(steps: int, accepted: int) -> str:
    return ngettext(
        "%(n)d next step, %(yes)d accepted by the owner.",
        "%(n)d next steps, %(yes)d accepted by their owners.",
        steps,
    ) % {"n": steps, "yes": accepted}


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    whole = view.released.whole
    steps = list_steps(view.config, whole)
    spread = Counter(step.focus for step in (whole.steps if whole else ()))
    context = {
        "view": view,
        "steps": steps,
        "spread": [(area, spread[area.id]) for area in view.config.focus_areas],
        "levels": spread_levels(view.config, whole or Result()),
        "areas": spread_areas(view.config, whole or Result()),
        "bare": list_bare(view.config, whole or Result()),
        "finding": say_finding(len(steps), count_accepted(whole)),
    }
    return Fragment("nextsteps/console.html", context)


def spread_levels(config: Config, result: Result) -> list[tuple[str, int]]:
    """How many steps each level's people own, in the order of the levels that the config knows."""
    return count_owned(result, {one.id: one.level for one in config.people}, config.levels)


def spread_areas(config: Config, result: Result) -> list[tuple[str, int]]:
    return count_owned(result, {one.id: one.area for one in config.people}, config.areas)


def count_owned(
    result: Result, places: dict[str, str], order: tuple[str, ...]
) -> list[tuple[str, int]]:
    owned = Counter(places.get(step.owner_id, "") for step in result.steps)
    return [(name, owned[name]) for name in order]
