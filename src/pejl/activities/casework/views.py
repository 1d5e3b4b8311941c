"""What phone, console and screen show of a case."""

from dataclasses import dataclass
from typing import Any

from pejl.activities.casework.rules import (
    HARVESTED,
    LONGEST_NOTE,
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
    list_versions,
    list_writers,
    measure_step,
)
from pejl.activities.casework.words import list_prompts, name_place, put_prompt
from pejl.days.contract import Fragment, PhoneView, RoomView
from pejl.days.notes import Version, find_seen, keep_latest
from pejl.days.table_words import name_writer, say_notes
from pejl.people.case import STEPS, CaseText
from pejl.people.case_words import name_step
from pejl.ui.screen_room import count_fitting, measure_room

HINTS = {1: "note", 2: "note", 3: "action", 4: "action", 5: "note"}
REHEARSED = {4: 2}  # how many fields of a step simulated phones fill; one in the others


@dataclass(frozen=True)
class Field:
    """A field on one phone: its text, and what others have there at the same time."""

    item: str
    label: str
    text: str
    seen: int
    others: tuple[Version, ...]
    hint: str


@dataclass(frozen=True)
class Worked:
    """A step on one phone."""

    number: int
    name: str
    prompt: str
    fields: tuple[Field, ...]


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    step = locate_table(view)
    writers = list_writers(view.ours)
    known = [write_out(view, number) for number in STEPS[: len(STEPS) if is_over(view) else step]]
    context = {
        "view": view,
        "case": view.config.case,
        "longest": LONGEST_NOTE,
        "now": known[step - 1],
        "before": [one for one in known[::-1] if one.number != step],
        "step_left": measure_step(view.config, find_guide(view), step, view.ran),
        "next": name_step(step + 1) if can_move(view, step) else "",
        "next_number": step + 1,
        "writers": [
            name_writer(view, one.giver, one.who) for one in writers if one.giver != view.me.id
        ],
        "writes": not is_over(view) and any(one.giver == view.me.id for one in writers),
        "first": bool(writers) and writers[0].giver == view.me.id,
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
    fields = tuple(lay_field(view, step, place) for place in places)
    return Worked(step, name_step(step), put_prompt(view.config, step), fields)


def lay_field(view: PhoneView[Config, Payload, Result], step: int, place: int) -> Field:
    """The phone's own text stands in the field where several wrote at once, else the newest."""
    item = f"f{step}-{place}"
    versions = list_versions(view.ours, item)
    latest = keep_latest(versions)
    mine = [one for one in latest if (one.giver, one.phone) == (view.me.id, view.phone)]
    own = mine or list(latest[-1:])
    return Field(
        item,
        name_place(view.config, step, place),
        own[0].text if own else "",
        find_seen(versions),
        tuple(one for one in latest if one not in own),
        HINTS[step] if place <= REHEARSED.get(step, 1) else "skip",
    )


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
