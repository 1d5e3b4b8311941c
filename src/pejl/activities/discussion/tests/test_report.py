import pytest
from django.utils import translation

from pejl.activities.discussion.report import report_discussion
from pejl.activities.discussion.rules import Config, Note, summarise
from pejl.days.contract import Entry, Focus, Released, RoomView
from pejl.ui.blocks import Bullets, Heading, Paragraph

PLAIN = Config()


def report(entries, config=PLAIN):
    with translation.override("da"):
        released = Released(summarise(config, entries))
        view = RoomView(7, "På tværs", "", "closed", config, released, groups=9)
        return list(report_discussion(view))


def write(table, item, text, focus=0):
    return Entry(table, f"g{table}", "note", item, Note(text, focus=focus), table, "Grete Holm")


def test_notes_stand_by_question_with_the_table_and_the_focus_area():
    config = Config(("Hvad virker?", "Hvad mangler?"), focus_areas=(Focus(31, 1, "Sprog"),))
    blocks = report([write(2, "q1-1", "Møder", 31), write(1, "q1-1", "Ro")], config)
    assert blocks == [
        Paragraph("2 noter fra 2 af 9 borde."),
        Heading("Hvad virker?", theirs=True),
        Bullets(("Ro (bord 1)", "Møder (bord 2 · Sprog)"), theirs=True),
        Heading("Hvad mangler?", theirs=True),
        Paragraph("Ingen borde skrev noter til det her."),
    ]


def test_without_questions_the_title_is_not_said_twice():
    blocks = report([write(1, "q1-1", "Ro")])
    assert blocks == [Paragraph("1 note fra 1 af 9 borde."), Bullets(("Ro (bord 1)",), theirs=True)]


@pytest.mark.parametrize("givers", [0, 1, 50])
def test_a_note_from_each_of_so_many(givers):
    blocks = report([write(n, "q1-1", f"Note {n}") for n in range(1, givers + 1)])
    assert sum(len(b.items) for b in blocks if isinstance(b, Bullets)) == givers
    assert bool(blocks) == bool(givers)
