"""A group's texts as they stand, and which of them it has decided to send. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from pejl.activities.joint.rules import Config, Merged, Proposed, Sent, Yes
from pejl.days.entries import Entry

FEWEST_YES = 3  # so that a group's word is never one's or two's


class Text(Struct, frozen=True):
    """A text that the group may send. `yes`: how many would send it, with the one who wrote it.
    `parts` are the two that it was merged from, with what was said of them."""

    id: int
    prompt: int
    text: str
    yes: int
    parts: tuple["Text", ...] = ()
    item: str = ""


def count_needed(took: int) -> int:
    """How many have to say yes of those who have taken part: more than half, and three at least."""
    return max(FEWEST_YES, took // 2 + 1)


def list_took(entries: Sequence[Entry[Any]]) -> frozenset[str]:
    """Those who proposed, merged or said what they would send, also if they took it back."""
    return frozenset(
        entry.giver for entry in entries if isinstance(entry.payload, Proposed | Merged | Yes)
    )


def lay_texts(entries: Sequence[Entry[Any]]) -> tuple[Text, ...]:
    """By prompt, then as they came. A merge holds while the two it joins stand by themselves."""
    said: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        if isinstance(entry.payload, Yes) and entry.payload.on:
            said[entry.payload.about].add(entry.giver)
    standing: dict[int, Text] = {}
    for entry in sorted(entries, key=lambda one: one.id):
        if isinstance(entry.payload, Proposed | Merged) and not entry.payload.blank:
            place_text(standing, entry, said)
    return tuple(sorted(standing.values(), key=lambda one: (one.prompt, one.id)))


def place_text(standing: dict[int, Text], entry: Entry[Any], said: Mapping[int, set[str]]) -> None:
    payload = entry.payload
    yes = len(said.get(entry.id, set()) | {entry.giver})
    if isinstance(payload, Proposed):
        standing[entry.id] = Text(entry.id, payload.prompt, payload.text, yes, (), entry.item)
        return
    one, other = standing.get(payload.one), standing.get(payload.other)
    if one is None or other is None or one is other or one.prompt != other.prompt:
        return
    del standing[one.id], standing[other.id]
    standing[entry.id] = Text(entry.id, one.prompt, payload.text, yes, (one, other), entry.item)


def decide(_config: Config, entries: Sequence[Entry[Any]]) -> list[Sent]:
    """What a route's group sends: no more than the words and where they belong."""
    needed = count_needed(len(list_took(entries)))
    return [
        Sent(entries[0].payload.route, one.prompt, one.text)
        for one in lay_texts(entries)
        if one.yes >= needed
    ]
