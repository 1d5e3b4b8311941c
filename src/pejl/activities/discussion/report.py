"""The discussion's section of the plan: the notes by question, with the table's number."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from pejl.activities.discussion.rules import Config, Result, Written
from pejl.activities.discussion.views import list_questions, mark_focus, say_notes
from pejl.days.contract import Focus, RoomView
from pejl.ui.blocks import Block, Bullets, Heading, Paragraph


def report_discussion(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole or Result()
    if not result.notes:
        return []
    return [Paragraph(say_notes(result, view.groups)), *list_answers(view, result)]


def list_answers(view: RoomView[Config, Result], result: Result) -> Iterator[Block]:
    questions = list_questions(view.config, view.title, view.text)
    for number, question in enumerate(questions, 1):
        notes = [note for note in result.notes if note.question == number]
        if question != view.title:
            yield Heading(question)
        if notes:
            marked = mark_focus(notes, view.config.focus_areas)
            yield Bullets(tuple(say_note(note, area) for note, area in marked))
        else:
            yield Paragraph(_("No table wrote a note on this."))


def say_note(note: Written, area: Focus | None) -> str:
    table = _("table %(n)d") % {"n": note.table} if note.table else ""
    said = " · ".join(part for part in (table, area.title if area else "") if part)
    return f"{note.text} ({said})" if said else note.text
