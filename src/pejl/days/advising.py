"""The quiet adviser: what `days.advice` finds in a day, said in words with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext as _

from pejl.days.advice import ANSWERING, LISTENING, TOGETHER, Finding, Item, Rule, Trait, find_all
from pejl.days.clock import time_programme
from pejl.days.entries import Focus
from pejl.days.ground import list_focus_areas
from pejl.days.grouping import count_tables, find_kind, list_rounds, read_seats
from pejl.days.models import Seating, Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.timing import count_minutes, put_clock
from pejl.ui.templatetags.ui import clock

Tables = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Hint:
    """`slot` is the item to look at first; None: it is about the whole day."""

    key: str
    text: str
    reason: str
    slot: Slot | None


@dataclass(frozen=True)
class Advice:
    hints: tuple[Hint, ...] = ()
    hushed: tuple[Hint, ...] = ()


def advise(day: ThemeDay, slots: Sequence[Slot] | None = None) -> Advice:
    """Of the programme as it is stored, or of `slots` in its place. Nothing once the day has begun:
    then there is nothing left to plan."""
    slots = list(day.slots.all()) if slots is None else slots
    if any(slot.state != SlotState.PLANNED for slot in slots):
        return Advice()
    areas = list_focus_areas(day)
    found = find_all(list_items(day, slots, areas), [area.number for area in areas])
    by_id = {find_id(slot): slot for slot in slots}
    hints = [say_hint(finding, by_id, areas) for finding in found]
    return Advice(
        tuple(hint for hint in hints if hint.key not in day.hushed),
        tuple(hint for hint in hints if hint.key in day.hushed),
    )


def hush(day: ThemeDay, key: str) -> None:
    if key not in day.hushed:
        day.hushed = [*day.hushed, key]
        day.save(update_fields=["hushed"])


def bring_back(day: ThemeDay, key: str) -> None:
    day.hushed = [one for one in day.hushed if one != key]
    day.save(update_fields=["hushed"])


def find_id(slot: Slot) -> int:
    """Below 0 for an item that is not stored yet."""
    return slot.id or -slot.position


def list_items(day: ThemeDay, slots: Sequence[Slot], areas: Sequence[Focus]) -> list[Item]:
    tables = list_tables(day)
    items: list[Item] = []
    for timed in time_programme(day, slots):
        slot = timed.slot
        if not timed.minutes:  # skipped
            continue
        traits, about = describe_course(slot, areas)
        start = count_minutes(timed.start)
        items.append(
            Item(
                id=find_id(slot),
                start=start,
                minutes=timed.minutes,
                traits=traits,
                about=about,
                tables=tables.get(slot.id, ()),
                lasting=slot.closes_at is not None or slot.releases_at is not None,
                beside=slot.beside and bool(items) and items[-1].start == start,
            )
        )
    return items


def describe_course(slot: Slot, areas: Sequence[Focus]) -> tuple[frozenset[Trait], frozenset[int]]:
    """Its traits, and the numbers of the focus areas that it is about or names in its words.
    Settings that cannot be understood say nothing; the checklist names them."""
    activity = find_activity(slot.activity)
    said = f"{slot.title} {slot.text}".casefold()
    named = {area.number for area in areas if area.title.casefold() in said}
    try:
        config = msgspec.convert(slot.config, activity.config)
    except msgspec.ValidationError:
        return frozenset(), frozenset(named)
    about = activity.about(config)
    taken = {area.number for area in areas if about is None or area.id in about}
    return frozenset(activity.traits(config, slot.form)), frozenset(named | taken)


def list_tables(day: ThemeDay) -> Mapping[int, Tables]:
    """Who sits together in each item with groups, as planned; of those not planned yet only what
    is sure: the same groups as before, and all at one table."""
    rounds = list_rounds(day)
    names = dict(day.attendances.values_list("id", "public_id"))
    found: dict[int, Tables] = {}
    before: Tables = ()
    for slot_id, tables in read_seats(rounds).items():
        slot = next(slot for slot in rounds if slot.id == slot_id)
        named = tuple(frozenset(names[who] for who in table) for table in tables)
        if not named and count_tables(slot, len(names)) == 1:
            named = (frozenset(names.values()),)
        elif not named and find_kind(slot) == Seating.SAME:
            named = before
        found[slot_id] = before = named
    return found


def say_hint(finding: Finding, slots: Mapping[int, Slot], areas: Sequence[Focus]) -> Hint:
    slot = slots[finding.items[0]] if finding.items else None
    said = {
        "title": slot.title if slot else "",
        "n": finding.amount,
        "at": clock(put_clock(finding.amount)),
        "answering": ANSWERING,
        "listening": LISTENING,
        "together": TOGETHER,
        "area": next((one.title for one in areas if one.number == finding.amount), ""),
    }
    text, reason = put_words(finding.rule)
    return Hint(finding.key, text % said, reason % said, slot)


def put_words(rule: Rule) -> tuple[str, str]:
    """What to look at with a way out, and why; both with places for what was found."""
    return {
        Rule.LISTENING: (
            _(
                "From “%(title)s” on, the room listens for %(n)d minutes in a row. Put something "
                "in between that people do: two minutes with their neighbour, or a question on "
                "the phones."
            ),
            _(
                "Those who only listen learn less than those who do something on the way: that is "
                "what 225 studies of teaching found together (Freeman and others, PNAS 2014). That "
                "it is %(listening)d minutes is our estimate."
            ),
        ),
        Rule.UPWARD: (
            _(
                "“%(title)s” asks for feedback upwards before people have worked together. Let "
                "them sit in mixed groups for at least %(together)d minutes first, on a case for "
                "example."
            ),
            _(
                "Whoever is to say something to a leader first considers whether it is safe "
                "(Edmondson 1999). It helps to have talked, and that leaders begin by telling of "
                "criticism that they got themselves (Coutifaris and Grant 2022). That it is "
                "%(together)d minutes is our estimate."
            ),
        ),
        Rule.ANSWERING: (
            _(
                "After “%(title)s” there is no time for those who get feedback to read and answer "
                "it. Set %(answering)d quiet minutes aside: a talk with the form “individual”, or "
                "a break."
            ),
            _(
                "Leaders who talked their feedback over with those who gave it improved more than "
                "those who did not (Walker and Smither 1999). And who hears nothing back says "
                "nothing the next time."
            ),
        ),
        Rule.LEAVING: (
            _(
                "“%(title)s” ends at %(at)s, when people have begun to leave. Move it forward, and "
                "put last what can do with fewer people."
            ),
            _(
                "A next step needs its owner in the room to say yes. This is experience and no "
                "study: the last ten minutes go to coats, and after a quarter to four some have "
                "children to fetch."
            ),
        ),
        Rule.TABLES: (
            _(
                "The same people sit together in all %(n)d items with groups. Mix them anew on "
                "the way, or use another number of tables."
            ),
            _(
                "A chain meets to hear those one does not meet else. New tables give new "
                "acquaintances, and no table gets a mood that lasts all day. This is experience "
                "and no study."
            ),
        ),
        Rule.FOCUS: (
            _(
                "No item takes up focus area %(n)d, “%(area)s”. Let an item ask about it, or name "
                "it in an item’s title or text."
            ),
            _(
                "What nobody talks about gets no next steps either, and after the day the focus "
                "areas are what the agreement is followed up by. It may be meant so; then lay "
                "this aside."
            ),
        ),
    }[rule]
