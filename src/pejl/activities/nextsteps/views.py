"""What phone, console and screen show of the next steps."""

from collections import Counter
from typing import Any

from django.utils.translation import ngettext

from pejl.activities.nextsteps.rules import LONGEST, Config, Payload, Proposal, Result, read_date
from pejl.days.contract import Fragment, PhoneView, RoomView

ON_SCREEN = 6


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    steps = list_steps(view.config, view.shown.whole if view.shown else None)
    mine = [row for row in steps if row["step"].owner_id == view.me.id]
    context = {
        "view": view,
        "config": view.config,
        "known": any(person.id == view.me.id for person in view.config.people),
        "longest": LONGEST,
        "proposals": list_open_proposals(view.config, steps),
        "asked": [row for row in mine if row["step"].state == "waiting"],
        "own": [row for row in mine if row["step"].state != "waiting"],
        "steps": steps,
    }
    return Fragment("nextsteps/phone.html", context)


def list_open_proposals(config: Config, steps: list[dict[str, Any]]) -> list[Proposal]:
    """Those that nobody has made a step of."""
    taken = {row["step"].item for row in steps}
    return [one for one in config.proposals if one.item not in taken]


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
        "finding": say_finding(len(steps), count_accepted(whole)),
    }
    return Fragment("nextsteps/console.html", context)
