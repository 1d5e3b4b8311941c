"""What phone, console and screen show of a case."""

from dataclasses import dataclass
from typing import Any

from pejl.activities.casework.rules import (
    HARVESTED,
    Config,
    Harvest,
    Moved,
    Payload,
    Point,
    Result,
    Went,
    count_places,
    find_step,
    list_harvest,
    measure_step,
)
from pejl.activities.casework.words import list_prompts, name_place, put_prompt
from pejl.days.contract import Fragment, PhoneView, RoomView
from pejl.days.notes import LONGEST_NOTE, Field, lay_field, list_versions
from pejl.days.table_words import say_notes, tell_pens
from pejl.people.case import STEPS, CaseText
from pejl.people.case_words import name_step
from pejl.ui.screen_room import count_fitting, measure_room

HINTS = {1: "note", 2: "note", 3: "action", 4: "action", 5: "note"}
REHEARSED = {4: 2}  # how many fields of a step simulated phones fill; one in the others


@dataclass(frozen=True)
class Worked:
    """A step on one phone."""

    number: int
    name: str
    prompt: str
    fields: tuple[Field, ...]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    step = locate_table(view)
    known = [write_out(view, number) for number in STEPS[: len(STEPS) if is_over(view) else step]]
    context = {
        **tell_pens(view),
        "view": view,
        "case": view.config.case,
        "longest": LONGEST_NOTE,
        "now": known[step - 1],
        "before": [one for one in known[::-1] if one.number != step],
        "step_left": measure_step(view.config, find_guide(view), step, view.ran),
        "next": name_step(step + 1) if can_move(view, step) else "",
        "next_number": step + 1,
    }
    return Fragment("casework/phone.html", context)


def is_over(view: PhoneView[Config, Payload, Result]) -> bool:
    return view.state == "closed"


def find_guide(view: PhoneView[Config, Payload, Result] | RoomView[Config, Result]) -> Moved:
    return view.guide or Moved(1)


def locate_table(view: PhoneView[Config, Payload, Result]) -> int:
    went = [entry.payload.number for entry in view.ours if isinstance(entry.payload, Went)]
    return find_step(view.config, find_guide(view), went[-1] if went else 1)


def can_move(view: PhoneView[Config, Payload, Result], step: int) -> bool:
    return view.config.pace == "tables" and step < len(STEPS) and view.state == "open"


def write_out(view: PhoneView[Config, Payload, Result], step: int) -> Worked:
    places = range(1, count_places(view.config, step) + 1)
    fields = tuple(lay_place(view, step, place) for place in places)
    return Worked(step, name_step(step), put_prompt(view.config, step), fields)


def lay_place(view: PhoneView[Config, Payload, Result], step: int, place: int) -> Field:
    item, label = f"f{step}-{place}", name_place(view.config, step, place)
    hint = HINTS[step] if place <= REHEARSED.get(step, 1) else "skip"
    versions = list_versions(view.ours, item)
    return lay_field(versions, view.me.id, view.phone, item, label, hint)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    step = find_guide(view).number
    together = view.config.pace == "together"
    context = {
        **tell_harvest(result),
        "view": view,
        "case": view.config.case,
        "finding": say_notes(len(result.points), result.tables, view.groups),
        "steps": list_prompts(view.config),
        "step": step if together else 0,
        "next": step + 1 if together and step < len(STEPS) else 0,
        "next_name": name_step(step + 1) if step < len(STEPS) else "",
        "step_left": measure_step(view.config, find_guide(view), step, view.ran),
        "silent": [at for at in range(1, view.groups + 1) if at not in result.tables],
        "tables": [(at, name_step(number)) for at, number in sorted(result.steps.items()) if at],
    }
    return Fragment("casework/console.html", context)


def tell_harvest(result: Result) -> dict[str, Any]:
    harvest = list_harvest(result)
    coming = harvest.coming[0] if harvest.coming else None
    return {"harvest": harvest, "coming": coming, "more": len(harvest.coming)}


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    moved = find_guide(view)
    harvest = list_harvest(result)
    heading = name_harvest(harvest)
    case = view.config.case or CaseText("", "")
    together = view.config.pace == "together"
    context = {
        "view": view,
        "case": case,
        "finding": say_notes(len(result.points), result.tables, view.groups),
        "steps": list_prompts(view.config),
        "together": together,
        "step": moved.number,
        "name": name_step(moved.number),
        "prompt": put_prompt(view.config, moved.number),
        "step_left": measure_step(view.config, moved, moved.number, view.ran) if together else None,
        "heading": heading,
        "picture": case.picture,
        "points": fit_points(harvest, measure_room(view.title, heading)),
        "earlier": len(harvest.shown),
        "coming": len(harvest.coming),
    }
    return Fragment("casework/screen.html", context)


def name_harvest(harvest: Harvest) -> str:
    return name_step(harvest.shown[-1].step if harvest.shown else min(HARVESTED))


def fit_points(harvest: Harvest, room: int) -> list[Point]:
    """The newest first, of the step that the newest is about, as many as there is room for."""
    newest = harvest.shown[::-1]
    same = [point for point in newest if point.step == newest[0].step]
    return same[: max(1, count_fitting([point.text for point in same], room))]
