"""Questions for tables or pairs: notes by field from the phones of a table, and their harvest."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from pejl.days.entries import Entry, Focus, Ground, OutcomeDraft, Refused
from pejl.days.harvest import find_repeats, take_turns
from pejl.days.notes import LONGEST_NOTE, Pen, TableNote, join_texts, keep_latest, list_versions
from pejl.people.row_ids import FocusId
from pejl.ui.screen_room import count_fitting

PLACE = re.compile(r"q([1-9][0-9]?)-([1-9][0-9]?)", re.ASCII)
CALLED = re.compile(r"t\d{1,3}-q([1-9][0-9]?)-([1-9][0-9]?)", re.ASCII)


class Config(Struct, frozen=True):
    """Without `questions` the item's own text is the question. `harvest_as` says what the notes
    become for later items; empty: they stay here. `focus_areas` come from the day."""

    questions: tuple[str, ...] = ()
    harvest_as: Literal["", "statement", "need", "action"] = ""
    most_notes: Annotated[int, Meta(ge=1, le=20)] = 5
    focus_areas: tuple[Focus, ...] = ()


class Note(TableNote, frozen=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """Its item is its field, "q<question>-<note>", both from 1; `focus` is 0 without a focus
    area."""

    focus: FocusId = 0


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """The page of the harvest that the screen shows, from 1; said by the facilitator."""

    console_only: ClassVar[bool] = True
    page: Annotated[int, Meta(ge=1, le=999)]


class Called(Struct, frozen=True, tag_field="kind", tag="called", forbid_unknown_fields=True):
    """In the harvest: a note is set aside as said, or taken back. Its item is the note's key."""

    console_only: ClassVar[bool] = True
    how: Literal["said", "back"]


Payload = Note | Pen | Turned | Called


class Written(Struct, frozen=True):
    """A note as the room sees it; `question` from 1, `table` 0 for one without a table. `text`
    holds both where two were written at the same time."""

    id: int
    question: int
    table: int
    number: int
    text: str
    focus: int = 0

    @property
    def key(self) -> str:
        return f"t{self.table}-{write_place(self.question, self.number)}"


class Result(Struct, frozen=True):
    """The notes by question, table and number, and the page that the screen shows, from 1. `said`
    are the keys of notes set aside by the facilitator, `back` of those taken back."""

    notes: tuple[Written, ...] = ()
    page: int = 1
    said: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()

    @property
    def tables(self) -> frozenset[int]:
        return frozenset(note.table for note in self.notes)


class Page(Struct, frozen=True):
    """What the screen has room for at a time: notes on one question."""

    question: int
    notes: tuple[Written, ...]


def resolve(config: Config, ground: Ground) -> Config:
    return Config(config.questions, config.harvest_as, config.most_notes, ground.focus_areas)


def check(config: Config, payload: Payload, item: str) -> None:
    """Raises Refused with a code: long, unknown."""
    if isinstance(payload, Note):
        question, number = read_place(item)
        areas = {0, *(area.id for area in config.focus_areas)}
        known = 0 < question <= count_questions(config) and 0 < number <= config.most_notes
        if not known or payload.focus not in areas:
            raise Refused("unknown")
        if len(payload.text) > LONGEST_NOTE:
            raise Refused("long", "text")
    elif isinstance(payload, Called):
        if not CALLED.fullmatch(item):
            raise Refused("unknown")
    elif item != payload.__struct_config__.tag:
        raise Refused("unknown")


def count_questions(config: Config) -> int:
    return max(1, len(config.questions))


def read_place(item: str) -> tuple[int, int]:
    """The question and the number in an item like "q2-1"; zeros when it is no such item."""
    found = PLACE.fullmatch(item)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def write_place(question: int, number: int) -> str:
    return f"q{question}-{number}"


def summarise(_config: Config, entries: Sequence[Entry[Payload]]) -> Result:
    pages = [entry.payload.page for entry in entries if isinstance(entry.payload, Turned)]
    calls = [(entry.item, entry.payload) for entry in entries if isinstance(entry.payload, Called)]
    return Result(
        tuple(list_notes(entries)),
        pages[-1] if pages else 1,
        frozenset(item for item, call in calls if call.how == "said"),
        frozenset(item for item, call in calls if call.how == "back"),
    )


def list_notes(entries: Sequence[Entry[Payload]]) -> list[Written]:
    """By question, table and number."""
    fields: dict[tuple[int, str], list[Entry[Payload]]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.payload, Note):
            fields[entry.group, entry.item].append(entry)
    notes = []
    for (table, item), found in fields.items():
        latest = keep_latest(list_versions(found, item))
        if text := join_texts(latest):
            newest = latest[-1]
            question, number = read_place(item)
            notes.append(Written(newest.id, question, table, number, text, newest.focus))
    return sorted(notes, key=lambda note: (note.question, note.table, note.number))


def list_outcomes(config: Config, result: Result) -> tuple[OutcomeDraft, ...]:
    if not config.harvest_as:
        return ()
    return tuple(
        OutcomeDraft(config.harvest_as, note.text, note.focus or None) for note in result.notes
    )


def find_newest(result: Result) -> int:
    """The id of the note written last; 0 without notes."""
    return max((note.id for note in result.notes), default=0)


def set_aside(result: Result) -> frozenset[str]:
    """The keys of notes that the screen leaves out: those the facilitator set aside, and those that
    say the same as an earlier one on the same question and were not taken back."""
    aside = set(result.said)
    for _question, found in groupby(result.notes, key=lambda note: note.question):
        line = take_turns(tuple(found), lambda note: note.table)
        repeats = {line[at].key for at in find_repeats([note.text for note in line])}
        aside |= repeats - result.back
    return frozenset(aside)


def lay_pages(notes: Sequence[Written], room: int, aside: Collection[str] = ()) -> tuple[Page, ...]:
    """The notes by question, one a table in turn, without those set `aside`; each page is about one
    question and as long as its `room` in pixels lets it be, and a note that is longer still stands
    alone."""
    pages = []
    for question, found in groupby(notes, key=lambda note: note.question):
        left = take_turns(
            tuple(note for note in found if note.key not in aside), lambda note: note.table
        )
        while left:
            taken = max(1, count_fitting([note.text for note in left], room))
            pages.append(Page(question, left[:taken]))
            left = left[taken:]
    return tuple(pages)
