"""A discussion in figures: how many notes the tables wrote on each question."""

from collections.abc import Iterator

from pejl.activities.discussion.rules import Config, Result
from pejl.activities.discussion.views import list_questions
from pejl.days.contract import RoomView
from pejl.days.number import Number
from pejl.days.numbers import count_texts


def list_numbers(view: RoomView[Config, Result]) -> Iterator[Number]:
    notes = (view.released.whole or Result()).notes
    questions = list_questions(view.config, view.title, view.text)
    for at, question in enumerate(questions, 1):
        yield from count_texts(question, sum(note.question == at for note in notes))
