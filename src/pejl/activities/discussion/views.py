"""What phone, console and screen show of a discussion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pejl.activities.discussion.rules import (
    LONGEST_NOTE,
    Config,
    Note,
    Page,
    Payload,
    Result,
    Written,
    find_newest,
    find_scribe,
    lay_pages,
    summarise,
    write_place,
)
from pejl.days.contract import Focus, Fragment, PhoneView, RoomView
from pejl.days.table_words import name_writer, say_notes
from pejl.ui.screen_room import measure_room


@dataclass(frozen=True)
class Place:
    """Where a note of the table stands, or may stand; `number` from 1."""

    item: str
    number: int
    text: str
    focus: int


@dataclass(frozen=True)
class Asked:
    """A question on one phone, with the table's notes on it and the places to write in."""

    number: int
    text: str
    notes: tuple[Written, ...]
    places: tuple[Place, ...]

    @property
    def ready(self) -> tuple[Place, ...]:
        """The places up to the first free one after the last that is written in."""
        last = max((place.number for place in self.places if place.text), default=0)
        return self.places[: last + 1]

    @property
    def spare(self) -> tuple[Place, ...]:
        """The other free places: one can go on without net, when no fresh page comes."""
        return self.places[len(self.ready) :]


def list_questions(config: Config, title: str, text: str) -> tuple[str, ...]:
    """The config's questions; without any, what the programme says of the item."""
    return config.questions or (text or title,)


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    scribe = find_scribe(view.ours)
    context = {
        "view": view,
        "longest": LONGEST_NOTE,
        "questions": ask_table(view),
        "scribe": name_writer(view, scribe.giver, scribe.who) if scribe else "",
        "writes": scribe is not None and scribe.giver == view.me.id and view.state != "closed",
        "areas": view.config.focus_areas,
        "titles": {area.id: area for area in view.config.focus_areas},
    }
    return Fragment("discussion/phone.html", context)


def ask_table(view: PhoneView[Config, Payload, Result]) -> list[Asked]:
    """The table's own notes come from its entries, so that they are there whatever is shown."""
    written = summarise(view.config, view.ours).notes
    standing = {entry.item: entry.payload for entry in view.ours if isinstance(entry.payload, Note)}
    return [
        Asked(
            number,
            text,
            tuple(note for note in written if note.question == number),
            list_places(number, view.config.most_notes, standing),
        )
        for number, text in enumerate(list_questions(view.config, view.title, view.text), 1)
    ]


def list_places(question: int, most: int, standing: Mapping[str, Note]) -> tuple[Place, ...]:
    items = [(write_place(question, number), number) for number in range(1, most + 1)]
    found = [(item, number, standing.get(item, Note())) for item, number in items]
    return tuple(Place(item, number, note.text, note.focus) for item, number, note in found)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    pages = lay_harvest(view)
    numbers = sorted(result.tables | set(range(1, view.groups + 1)))
    context = {
        "view": view,
        "finding": say_notes(len(result.notes), result.tables, view.groups),
        "several": len(view.config.questions) > 1,
        "tables": [(table, pick(result, table)) for table in numbers if table in result.tables],
        "silent": [table for table in numbers if table not in result.tables],
        "page": find_page(result, pages),
        "pages": len(pages),
    }
    return Fragment("discussion/console.html", context)


def pick(result: Result, table: int) -> list[Written]:
    return [note for note in result.notes if note.table == table]


def lay_harvest(view: RoomView[Config, Result]) -> tuple[Page, ...]:
    """The screen's pages, with room for the longest question above the notes."""
    longest = max(list_questions(view.config, view.title, view.text), key=len)
    notes = view.released.whole.notes if view.released.whole else ()
    return lay_pages(notes, measure_room(view.title, longest))


def find_page(result: Result, pages: Sequence[Page]) -> int:
    """The number of the page to show, from 1; never beyond the last."""
    return max(1, min(result.page, len(pages)))


def draw_screen(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    pages = lay_harvest(view)
    number = find_page(result, pages)
    page = pages[number - 1] if pages else None
    questions = list_questions(view.config, view.title, view.text)
    context = {
        "view": view,
        "questions": questions,
        "finding": say_notes(len(result.notes), result.tables, view.groups),
        "question": questions[page.question - 1] if page else "",
        "notes": mark_focus(page.notes, view.config.focus_areas) if page else [],
        "newest": find_newest(result),
        "page": number,
        "pages": len(pages),
        "more": len(result.notes) - len(page.notes) if page else 0,
    }
    return Fragment("discussion/screen.html", context)


def mark_focus(
    notes: Sequence[Written], areas: Sequence[Focus]
) -> list[tuple[Written, Focus | None]]:
    known = {area.id: area for area in areas}
    return [(note, known.get(note.focus)) for note in notes]
