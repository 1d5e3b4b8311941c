"""The discussion's section of the plan: the notes by question, with the table's number."""

from collections.abc import Iterator, Sequence

from pejl.activities.discussion.rules import Config, Result
from pejl.activities.discussion.views import list_questions, mark_focus
from pejl.days.contract import RoomView
from pejl.days.table_words import list_notes, say_note, say_notes
from pejl.ui.blocks import Block, Heading, Paragraph


def report_discussion(view: RoomView[Config, Result]) -> Sequence[Block]:
    result = view.released.whole or Result()
    if not result.notes:
        return []
    return [
        Paragraph(say_notes(len(result.notes), result.tables, view.groups)),
        *list_answers(view, result),
    ]


def list_answers(view: RoomView[Config, Result], result: Result) -> Iterator[Block]:
    questions = list_questions(view.config, view.title, view.text)
    for number, question in enumerate(questions, 1):
        notes = [note for note in result.notes if note.question == number]
        if question != view.title:
            yield Heading(question, theirs=True)
        marked = mark_focus(notes, view.config.focus_areas)
        yield list_notes(
            [say_note(note.text, note.table, area.title if area else "") for note, area in marked]
        )
