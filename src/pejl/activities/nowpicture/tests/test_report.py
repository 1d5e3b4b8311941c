import pytest

from pejl.activities.nowpicture.activity import ACTIVITY
from pejl.activities.nowpicture.rules import Config, FocusArea, Placed, Statement
from pejl.days.contract import Entry, Part, Released, RoomView
from pejl.ui.blocks import Bullets, Figure, Heading, Paragraph

CONFIG = Config((FocusArea(7, 1, "Nærhed"), FocusArea(9, 2, "Fællesskaber")), low="lavt")


def write_report(released):
    return list(ACTIVITY.report(RoomView(3, "NU-billedet", "", "closed", CONFIG, released)))


def answer(givers, *, who=""):
    entries = [
        Entry(0, str(giver), "placed", str(focus), Placed(focus, 1 + (giver + focus) % 7))
        for giver in range(givers)
        for focus in (7, 9)
    ]
    if givers:
        entries.append(Entry(0, "0", "statement", "works-1", Statement("Møder", 7), who=who))
        entries.append(Entry(0, "1", "statement", "works-1", Statement("møder", 7)))
        entries.append(Entry(0, "0", "statement", "needed-1", Statement("Tid")))
    return ACTIVITY.summarise(CONFIG, entries)


def kinds(blocks):
    return [type(block) for block in blocks]


def test_what_is_held_back_gives_only_the_reason():
    assert write_report(Released(None, reason="For få.")) == [Paragraph("For få.")]
    assert write_report(Released(None)) == []


def test_no_answers_are_said():
    (paragraph,) = write_report(Released(answer(0), answered=0, invited=50))
    assert paragraph.text == "Ingen placerede fokusområderne. 0 af 50 har svaret."


@pytest.mark.parametrize("givers", [1, 50])
def test_the_overview_comes_first_then_the_statements(givers):
    blocks = write_report(Released(answer(givers), answered=givers, invited=50))
    assert kinds(blocks) == [Paragraph, Figure, Paragraph, Heading, Bullets, Heading, Bullets]
    assert blocks[0].text.endswith("fra 1 (lavt) til 7 (helt i mål).")
    assert f"{givers} af 50 har svaret." in blocks[1].note
    assert [row[1] for row in blocks[1].table.rows] == [str(givers)] * 2
    assert blocks[2].text == "For få svar til at sige noget om niveauerne."
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Hvad virker?", "Hvad er der brug for?",
    ]  # fmt: skip


def test_released_levels_and_areas_have_a_figure_each():
    parts = (Part("Chefer", 20, answer(20)), Part("Ledere", 30, answer(30)))
    whole = Released(answer(50), parts, parts[:1], 50, 50, left_out=("Uden PPR.",))
    blocks = write_report(whole)
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert len(figures) == 5
    assert "Uden PPR." in figures[0].note
    assert [row[0] for row in figures[1].table.rows] == ["Chefer", "Ledere"]
    assert [row[0] for row in figures[2].table.rows] == ["Chefer"]


def test_statements_say_their_focus_area_and_who_or_how_many():
    bullets = [block for block in write_report(Released(answer(5))) if isinstance(block, Bullets)]
    assert [bullet.items for bullet in bullets] == [("Møder (Nærhed, skrevet af 2)",), ("Tid",)]
    named = [b for b in write_report(Released(answer(5, who="Ida"))) if isinstance(b, Bullets)]
    assert "Ida" in named[0].items[0]
