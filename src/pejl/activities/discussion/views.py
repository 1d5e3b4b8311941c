"""What phone, console and screen show of a discussion."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pejl.activities.discussion.rules import (
    Config,
    Page,
    Payload,
    Result,
    Written,
    find_newest,
    lay_pages,
    set_aside,
    summarise,
    write_place,
)
from pejl.days.contract import Focus, Fragment, PhoneView, RoomView
from pejl.days.notes import LONGEST_NOTE, Field, lay_field, list_versions
from pejl.days.table_words import say_notes, tell_pens
from pejl.ui.screen_room import measure_room

HINTS = {"need": "need", "action": "action"}
REHEARSED = 2  # how many fields of a question simulated phones fill


@dataclass(frozen=True)
class Asked:
    """A question on one phone, with the table's notes on it and the fields to write in."""

    number: int
    text: str
    notes: tuple[Written, ...]
    fields: tuple[Field, ...]

    @property
    def ready(self) -> tuple[Field, ...]:
        """The fields up to the first free one after the last that is written in."""
        last = max((at for at, field in enumerate(self.fields, 1) if field.text), default=0)
        return self.fields[: last + 1]

    @property
    def spare(self) -> tuple[Field, ...]:
        """The other free fields: one can go on without net, when no fresh page comes."""
        return self.fields[len(self.ready) :]


def list_questions(config: Config, title: str, text: str) -> tuple[str, ...]:
    """The config's questions; without any, what the programme says of the item."""
    return config.questions or (text or title,)


def draw_phone(view: PhoneView[Config, Payload, Result]) -> Fragment:
    context = {
        **tell_pens(view),
        "view": view,
        "longest": LONGEST_NOTE,
        "questions": ask_table(view),
        "areas": view.config.focus_areas,
    }
    return Fragment("discussion/phone.html", context)


def ask_table(view: PhoneView[Config, Payload, Result]) -> list[Asked]:
    """The table's own notes come from its entries, so that they are there whatever is shown."""
    written = summarise(view.config, view.ours).notes
    return [
        Asked(
            question,
            text,
            tuple(note for note in written if note.question == question),
            tuple(lay_place(view, question, at) for at in range(1, view.config.most_notes + 1)),
        )
        for question, text in enumerate(list_questions(view.config, view.title, view.text), 1)
    ]


def lay_place(view: PhoneView[Config, Payload, Result], question: int, number: int) -> Field:
    item, label = write_place(question, number), _("Note %(n)d") % {"n": number}
    hint = HINTS.get(view.config.harvest_as, "note") if number <= REHEARSED else "skip"
    versions = list_versions(view.ours, item)
    return lay_field(versions, view.me.id, view.phone, item, label, hint)


def draw_console(view: RoomView[Config, Result]) -> Fragment:
    result = view.released.whole or Result()
    aside = set_aside(result)
    pages = lay_harvest(view)
    numbers = sorted(result.tables | set(range(1, view.groups + 1)))
    context = {
        "view": view,
        "finding": say_notes(len(result.notes), result.tables, view.groups),
        "aside": [note for note in result.notes if note.key in aside],
        "several": len(view.config.questions) > 1,
        "tables": [(at, notes) for at in numbers if (notes := pick(result, at, aside))],
        "silent": [at for at in numbers if at not in result.tables],
        "page": find_page(result, pages),
        "pages": len(pages),
    }
    return Fragment("discussion/console.html", context)


def pick(result: Result, table: int, aside: Collection[str]) -> list[Written]:
    return [note for note in result.notes if note.table == table and note.key not in aside]


def lay_harvest(view: RoomView[Config, Result]) -> tuple[Page, ...]:
    """The screen's pages, with room for the longest question above the notes."""
    longest = max(list_questions(view.config, view.title, view.text), key=len)
    result = view.released.whole or Result()
    return lay_pages(result.notes, measure_room(view.title, longest), set_aside(result))


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
        "more": sum(len(one.notes) for one in pages) - len(page.notes) if page else 0,
    }
    return Fragment("discussion/screen.html", context)


def mark_focus(
    notes: Sequence[Written], areas: Sequence[Focus]
) -> list[tuple[Written, Focus | None]]:
    known = {area.id: area for area in areas}
    return [(note, known.get(note.focus)) for note in notes]
