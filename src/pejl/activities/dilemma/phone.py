"""What the phone shows of an item with dilemmas, phase by phase."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from pejl.activities.dilemma.results import Result
from pejl.activities.dilemma.rules import (
    LONGEST,
    Chosen,
    Config,
    Dilemma,
    Payload,
    Place,
    Placed,
    list_places,
    list_versions,
    list_writers,
)
from pejl.activities.dilemma.views import find_now, tell_decisions, tell_movements
from pejl.activities.dilemma.words import (
    explain_phase,
    list_degrees,
    list_questions,
    name_field,
    name_phase,
    say_aloud,
    say_few,
)
from pejl.days.contract import Fragment, PhoneView
from pejl.days.notes import Version, find_seen, keep_latest

View = PhoneView[Config, Payload, Result]
HINTS = {"action": "both", "warning": "warning"}


class Card(NamedTuple):
    """A dilemma, with where one placed oneself in this phase."""

    at: int
    dilemma: Dilemma
    value: int | None
    why: str
    questions: Sequence[str]


class Field(NamedTuple):
    """A field of the table's: its text, and what others have there at the same time."""

    item: str
    text: str
    seen: int
    others: Sequence[Version]
    hint: str


class Fields(NamedTuple):
    """Those that are written in, and one more."""

    key: str
    label: str
    fields: Sequence[Field]


class Kept(NamedTuple):
    dilemma: Dilemma
    groups: Sequence[Fields]


class Deciding(NamedTuple):
    at: int
    text: str
    value: int | None
    chosen: str


def draw_phone(view: View) -> Fragment:
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
        "few": say_few(view.config),
        "aloud": say_aloud(),
        "kept": list_kept(view),
        **tell_writers(view),
    }
    if view.shown and view.shown.whole:
        context["movements"] = tell_movements(view.config, view.shown)
        context["decided"] = tell_decisions(view.config, view.shown)
    return Fragment("dilemma/phone.html", context)


def draw_card(view: View, at: int, phase: str) -> Card:
    dilemma, mine = view.config.dilemmas[at], {entry.item: entry.payload for entry in view.mine}
    placed = mine.get(f"{'after' if phase == 'again' else 'before'}-{at}")
    value, why = (placed.value, placed.why) if isinstance(placed, Placed) else (None, "")
    return Card(at, dilemma, value, why, list_questions(dilemma))


def tell_writers(view: View) -> dict[str, Any]:
    writers = list_writers(view.ours)
    names = {person.id: person.name for person in (view.group.members if view.group else ())}
    others = [names.get(one.giver, "") for one in writers if one.giver != view.me.id]
    return {
        "writers": [name for name in others if name],
        "writes": view.state != "closed" and len(others) < len(writers),
        "first": bool(writers) and writers[0].giver == view.me.id,
        "taken": bool(writers),
    }


def list_kept(view: View) -> list[Kept]:
    """What the table has of each dilemma; once it is closed, of those it wrote of."""
    found = [
        (at, Fields(f"{at}-{about}-{pole}", name_label(view, at, about, pole), lay(view, places)))
        for (at, about, pole), places in groupby(list_places(view.config), lambda one: one[:3])
    ]
    kept = [
        Kept(dilemma, [fields for number, fields in found if number == at])
        for at, dilemma in enumerate(view.config.dilemmas)
    ]
    if view.state != "closed":
        return kept
    return [one for one in kept if any(fields.fields for fields in one.groups)]


def name_label(view: View, at: int, about: str, pole: str) -> str:
    return name_field(about, view.config.dilemmas[at].poles["ab".index(pole)])


def lay(view: View, places: Any) -> list[Field]:
    fields = [lay_field(view, place) for place in places]
    last = max((at for at, one in enumerate(fields) if one.text), default=-1)
    return fields[: last + 1 if view.state == "closed" else last + 2]


def lay_field(view: View, place: Place) -> Field:
    """One's own text stands in the field where several have written at once, else the newest."""
    versions = list_versions(view.ours, place.item)
    latest = keep_latest(versions)
    own = [one for one in latest if one.giver == view.me.id] or list(latest[-1:])
    names = {person.id: person.name for person in (view.group.members if view.group else ())}
    others = [
        Version(one.id, one.giver, names.get(one.giver, one.who), one.text, one.seen)
        for one in latest
        if one not in own
    ]
    hint = HINTS[place.about] if place.place == 1 else "skip"
    return Field(place.item, own[0].text if own else "", find_seen(versions), others, hint)


def list_deciding(view: View) -> list[Deciding]:
    chosen = [entry.payload for entry in view.mine if isinstance(entry.payload, Chosen)]
    values = {one.decision: one.value for one in chosen}
    names = {one.value: one.name for one in list_degrees()}
    return [
        Deciding(at, text, values.get(at), names.get(values.get(at, 0), ""))
        for at, text in enumerate(view.config.decisions)
    ]
