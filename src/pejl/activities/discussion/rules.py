"""Questions for tables or pairs: notes from one phone a table, and the harvest of them."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from pejl.days.entries import Entry, Focus, Ground, OutcomeDraft, Refused
from pejl.days.harvest import take_turns
from pejl.ui.screen_room import count_fitting

LONGEST_NOTE = 280
PLACE = re.compile(r"q([1-9][0-9]?)-([1-9][0-9]?)", re.ASCII)


class Config(Struct, frozen=True):
    """Without `questions` the item's own text is the question. `harvest_as` says what the notes
    become for later items; empty: they stay here. `focus_areas` come from the day."""

    questions: tuple[str, ...] = ()
    harvest_as: Literal["", "statement", "need", "action"] = ""
    most_notes: Annotated[int, Meta(ge=1, le=20)] = 5
    focus_areas: tuple[Focus, ...] = ()


class Note(Struct, frozen=True, tag_field="kind", tag="note", forbid_unknown_fields=True):
    """Its item is its place, "q<question>-<note>", both from 1; `focus` is 0 without a focus area.
    An empty text takes it back."""

    words: ClassVar[bool] = True
    by_group: ClassVar[bool] = True
    text: Annotated[str, Meta(max_length=2000)] = ""
    focus: int = 0

    @property
    def blank(self) -> bool:
        return not self.text


class Scribe(Struct, frozen=True, tag_field="kind", tag="scribe", forbid_unknown_fields=True):
    """The giver writes for the table from now on."""

    by_group: ClassVar[bool] = True


class Turned(Struct, frozen=True, tag_field="kind", tag="turned", forbid_unknown_fields=True):
    """The page of the harvest that the screen shows, from 1; said by the facilitator."""

    console_only: ClassVar[bool] = True
    page: Annotated[int, Meta(ge=1, le=999)]


Payload = Note | Scribe | Turned


class Written(Struct, frozen=True):
    """A note as the room sees it; `question` from 1, `table` 0 for one without a table."""

    id: int
    question: int
    table: int
    number: int
    text: str
    focus: int = 0


class Result(Struct, frozen=True):
    """The notes by question, table and number, and the page that the screen shows, from 1."""

    notes: tuple[Written, ...] = ()
    page: int = 1

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
    notes = [
        read_note(entry, entry.payload)
        for entry in entries
        if isinstance(entry.payload, Note) and entry.payload.text.strip()
    ]
    pages = [entry.payload.page for entry in entries if isinstance(entry.payload, Turned)]
    ordered = sorted(notes, key=lambda note: (note.question, note.table, note.number, note.id))
    return Result(tuple(ordered), pages[-1] if pages else 1)


def read_note(entry: Entry[Payload], note: Note) -> Written:
    question, number = read_place(entry.item)
    return Written(entry.id, question, entry.group, number, note.text.strip(), note.focus)


def list_outcomes(config: Config, result: Result) -> tuple[OutcomeDraft, ...]:
    if not config.harvest_as:
        return ()
    return tuple(
        OutcomeDraft(config.harvest_as, note.text, note.focus or None) for note in result.notes
    )


def find_scribe(entries: Sequence[Entry[Payload]]) -> Entry[Payload] | None:
    """The table's last one to take the pen, from the table's own standing entries."""
    claims = [entry for entry in entries if isinstance(entry.payload, Scribe)]
    return claims[-1] if claims else None


def find_newest(result: Result) -> int:
    """The id of the note written last; 0 without notes."""
    return max((note.id for note in result.notes), default=0)


def lay_pages(notes: Sequence[Written], room: int) -> tuple[Page, ...]:
    """The notes by question, one a table in turn; each page is about one question and as long as
    its `room` in pixels lets it be, and a note that is longer still stands alone."""
    pages = []
    for question, found in groupby(notes, key=lambda note: note.question):
        left = take_turns(tuple(found), lambda note: note.table)
        while left:
            taken = max(1, count_fitting([note.text for note in left], room))
            pages.append(Page(question, left[:taken]))
            left = left[taken:]
    return tuple(pages)
