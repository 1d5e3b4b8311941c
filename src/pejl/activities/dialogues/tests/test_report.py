from pejl.activities.dialogues.activity import ACTIVITY
from pejl.activities.dialogues.tallies import summarise
from pejl.activities.dialogues.tests.making import CONFIG, SHOWN, WAITING
from pejl.days.contract import Released, RoomView
from pejl.ui.blocks import Bullets, Figure, Heading, Paragraph, Table


def report(released):
    return list(ACTIVITY.report(RoomView(7, "Dialoger", "", "closed", CONFIG, released)))


def test_the_section_has_the_network_what_is_broken_both_ends_and_the_wishes():
    blocks = report(SHOWN)
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert figure.title == "2 dialoger kan vises, 1 fra begge ender."
    assert figure.table.rows[2][4] == "mindst 4,5 / 2,0"
    proposals, ends = [block for block in blocks if isinstance(block, Table)]
    assert proposals.rows == (
        (
            "Skoler – <b>PPR</b>",
            "Skoler: virker 2,0 · <b>PPR</b>: virker 4,0",
            "”<b>PPR</b>” inviterer ”Skoler” til en samtale om ”<i>Nærhed</i>”.",
        ),
    )
    assert [row[3] for row in ends.rows] == [
        "De ser forskelligt på den",
        "Kan kun vises fra den ene ende",
    ]
    (wishes,) = [block for block in blocks if isinstance(block, Bullets)]
    assert wishes.items == ("Faste <u>tider</u>",)
    assert [block.text for block in blocks if isinstance(block, Heading)][-1] == "Med <b>PPR</b>"
    said = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "Gensidighed: omkring " in said
    assert "hvor stor en del af hver" in said


def test_what_may_not_be_shown_is_said_in_a_line():
    assert report(WAITING) == [Paragraph(WAITING.reason)]
    assert report(Released(None)) == []


def test_without_any_dialogue_to_show_it_says_so():
    blocks = report(Released(summarise(CONFIG, []), answered=6, invited=36))
    assert not [block for block in blocks if isinstance(block, Figure | Table)]
    assert "nævnt af nok" in blocks[0].text
