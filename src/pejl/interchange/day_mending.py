"""Once all rows of a day are there: what names others by number or public id is written anew."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from django.db.models import Model

from pejl.days.advice import Rule
from pejl.days.cells import ask_question
from pejl.days.certificate import note_certificate
from pejl.days.models import Contribution, Outcome, OutcomeKind, Slot, SlotShown, ThemeDay
from pejl.days.parts import Plans
from pejl.days.registry import AnyActivity, find_activity
from pejl.days.renaming import Renaming, encode, rename_text
from pejl.days.shown import Shown
from pejl.interchange.day_file import DayFile, spoil
from pejl.interchange.zips import Unsound

BATCH = 500
Rows = Mapping[str, Mapping[int, Any]]
Questions = dict[str, str]


def mend(file: DayFile, rows: Rows, names: Renaming) -> None:
    """Raises `Unsound` for what does not have the form that its activity gives it."""
    activities = {slot.pk: find_kind(slot, old) for old, slot in rows["slots"].items()}
    for old, slot in rows["slots"].items():
        mend_slot(slot, activities[slot.pk], names, old)
    questions = {slot.pk: dict[str, str]() for slot in rows["slots"].values()}
    for old, row in rows["contributions"].items():
        mend_contribution(row, activities[row.slot_id], names, questions[row.slot_id], old)
    update(Contribution, rows["contributions"], "giver", "item", "payload")
    for row in rows["outcomes"].values():
        row.data = mend_data(row.data, list_patterns(activities[row.slot_id]), names)
    update(Outcome, rows["outcomes"], "data")
    for row in rows["shown"].values():
        row.plan = mend_plan(row.plan, names, questions[row.slot_id])
    update(SlotShown, rows["shown"], "plan")
    for day in rows["days"].values():
        mend_day(day, names)
    left = [row.slot_id for row in rows["outcomes"].values() if row.kind == OutcomeKind.NEXT_STEP]
    patterns = {one for slot in left for one in list_patterns(activities[slot])}
    mend_steps(file, rows, names, patterns)
    for line in file.lines["slots"]:
        if line.get("holds"):
            prove(rows["slots"][line["id"]])


def find_kind(slot: Slot, old: int) -> AnyActivity:
    try:
        return find_activity(slot.activity)
    except LookupError as fault:
        raise spoil("slots", old, f"activity: {slot.activity!r:.40}") from fault


def update(kind: type[Model], rows: Mapping[int, Any], *fields: str) -> None:
    kind._default_manager.bulk_update(list(rows.values()), fields, batch_size=BATCH)


def mend_slot(slot: Slot, activity: AnyActivity, names: Renaming, old: int) -> None:
    slot.config = names.rename(slot.config, activity.config)
    if slot.resolved is not None:
        slot.resolved = names.rename(slot.resolved, activity.config)
    slot.release_upto = slot.release_upto and names.count("seen", slot.release_upto)
    try:
        for config in (slot.config, slot.resolved or {}):
            msgspec.convert(config, activity.config)
    except msgspec.ValidationError as fault:
        raise spoil("slots", old, str(fault)) from fault
    slot.for_levels = [names.find("levels", one) for one in slot.for_levels]
    slot.for_areas = [names.find("areas", one) for one in slot.for_areas]
    slot.save(update_fields=["config", "resolved", "release_upto", "for_levels", "for_areas"])


def mend_contribution(
    row: Contribution, activity: AnyActivity, names: Renaming, questions: Questions, old: int
) -> None:
    before = row.payload
    try:
        asked = ask_question(msgspec.json.decode(before, type=activity.payload))
        row.payload = rename_text(names, before, activity.payload)
        payload = msgspec.json.decode(row.payload, type=activity.payload)
    except msgspec.ValidationError as fault:
        raise spoil("contributions", old, str(fault)) from fault
    questions[asked] = ask_question(payload)
    row.item = names.name(row.item, activity.items.get(row.kind, ""))
    row.giver = names.people.get(row.giver, row.giver)


def list_patterns(activity: AnyActivity) -> set[str]:
    return set(activity.items.values())


def mend_data(data: Any, patterns: Collection[str], names: Renaming) -> Any:
    """An outcome's, or the same as a next step keeps it: what it names as an item is one."""
    found = names.swap_all(data)
    for one in (found, *found.get("merged", ())):
        if isinstance(one, dict) and isinstance(one.get("item"), str):
            one["item"] = names.name_by(one["item"], patterns)
    return found


def mend_plan(plan: str, names: Renaming, questions: Questions) -> str:
    shown = msgspec.json.decode(plan, type=Shown)
    places = {names.find("attendances", who): place for who, place in shown.places.items()}
    apart = {
        questions.get(one, one): mend_plans(plans, questions) for one, plans in shown.apart.items()
    }
    coarse = {questions.get(one, one): steps for one, steps in shown.coarse.items()}
    return encode(
        msgspec.structs.replace(
            shown,
            places=places,
            together=mend_plans(shown.together, questions),
            apart=apart,
            coarse=coarse,
        )
    )


def mend_plans(plans: Plans, questions: Questions) -> Plans:
    def ask(release: Any) -> Any:
        return replace(
            release, withheld=frozenset(questions.get(one, one) for one in release.withheld)
        )

    return Plans(ask(plans.figures), ask(plans.exact), ask(plans.words))


def mend_day(day: ThemeDay, names: Renaming) -> None:
    """What the day says of its items by their numbers."""

    def find(text: str) -> str:
        return str(names.find("slots", int(text))) if text.isdecimal() else text

    day.allotted = {find(key): minutes for key, minutes in day.allotted.items()}
    day.hushed = [
        f"{rule}:{about if rule == Rule.FOCUS else find(about)}"
        for rule, _colon, about in (key.partition(":") for key in day.hushed)
    ]
    if day.change:
        slots = [names.find("slots", one) for one in day.change["slots"]]
        told = [[names.find("slots", one), *rest] for one, *rest in day.change["told"]]
        day.change = {"slots": slots, "told": told}
    day.save(update_fields=["allotted", "hushed", "change"])


def mend_steps(file: DayFile, rows: Rows, names: Renaming, patterns: Collection[str]) -> None:
    """Next steps bear the item that they had in the log. The patterns are of those activities that
    leave next steps."""
    for line in file.lines["next_steps"]:
        step = rows["next_steps"][line["id"]]
        step.item = names.name_by(step.item, patterns)
        step.agreed = mend_data(step.agreed, patterns, names)
        step.save(update_fields=["item", "agreed"])
        partners = line.get("partners", [])
        if not isinstance(partners, list) or not set(partners) <= rows["people"].keys():
            raise Unsound("“%(part)s” names people who are not there.", part="next_steps.jsonl")
        step.partners.set(rows["people"][one] for one in partners)


def prove(slot: Slot) -> None:
    """What was handed out held when the day was taken out: noted for the texts as they are here."""
    note_certificate(slot)
    slot.save(update_fields=["certificate"])
