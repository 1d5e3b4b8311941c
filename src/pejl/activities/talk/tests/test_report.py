import pytest
from django.utils import translation

from pejl.activities.talk.report import report_talk
from pejl.activities.talk.rules import Asked, Config, Question, Result, summarise
from pejl.days.contract import Entry, Released, RoomView
from pejl.ui.blocks import Bullets, Paragraph, Table


def report(result, *points):
    with translation.override("da"):
        view = RoomView(7, "Oplæg", "", "closed", Config(points), Released(result))
        return list(report_talk(view))


def test_without_anything_said_there_is_nothing_to_write():
    assert report(Result()) == []
    assert report(Result(), "Først") == [Bullets(("Først",), theirs=True)]


def test_unanswered_questions_are_owed_an_answer():
    blocks = report(Result((Asked(1, "Hvornår?", 4), Asked(2, "Hvem?", 1, answered=True))), "Først")
    (owed,) = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert owed.startswith("Ét spørgsmål blev ikke besvaret")
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert table.rows == (("Hvornår?", "4", "mangler svar"), ("Hvem?", "1", "på dagen"))


def test_when_all_are_answered_the_plan_says_so():
    blocks = report(Result((Asked(1, "Hvornår?", answered=True, who="Grete"),)))
    assert Paragraph("Alle spørgsmål blev besvaret på dagen.") in blocks
    assert blocks[-1].rows[0][0] == "Hvornår? (Grete)"


@pytest.mark.parametrize("givers", [0, 1, 50])
def test_a_question_from_each_of_so_many(givers):
    entries = [
        Entry(n, f"g{n}", "question", f"k{n}", Question(f"Spørgsmål {n}")) for n in range(givers)
    ]
    blocks = report(summarise(Config(), entries))
    assert sum(len(block.rows) for block in blocks if isinstance(block, Table)) == givers
