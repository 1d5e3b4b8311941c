import pytest

from pejl.activities.prioritising.activity import ACTIVITY
from pejl.activities.prioritising.rules import Config, Item, Points
from pejl.days.contract import Entry, Part, Released, RoomView
from pejl.ui.blocks import Figure, Paragraph, Table

CONFIG = Config((Item(1, "Møder", 7, 1), Item(2, "Tid"), Item(3, "Besøg")))


def write_report(released):
    return list(ACTIVITY.report(RoomView(3, "Prioritering", "", "closed", CONFIG, released)))


def vote(givers):
    entries = [Entry(0, str(at), "points", "all", Points((at % 5, 5, 0))) for at in range(givers)]
    return ACTIVITY.summarise(CONFIG, entries)


def test_what_is_held_back_gives_only_the_reason():
    assert write_report(Released(None, reason="For få.")) == [Paragraph("For få.")]
    assert write_report(Released(None)) == []


def test_no_points_are_said():
    assert write_report(Released(vote(0))) == [Paragraph("Der er ikke givet point endnu")]


@pytest.mark.parametrize("givers", [1, 50])
def test_the_figure_states_the_finding_and_has_the_whole_list_behind_it(givers):
    result = vote(givers)
    budget, figure = write_report(Released(result, answered=givers, left_out=("Uden PPR.",)))
    assert budget.text == "Hver deltager havde 10 point og kunne højst give 5 til ét forslag."
    assert isinstance(figure, Figure)
    assert figure.title == f"Flest point: Tid, {5 * givers} af {result.given}"
    assert figure.table.rows[0] == ("1", "Tid", str(5 * givers), str(givers))
    assert figure.table.rows[-1] == ("–", "Besøg", "0", "0")
    assert "Uden PPR." in figure.note


def test_each_released_group_has_a_row():
    parts = (Part("Chefer", 20, vote(20)), Part("Ledere", 30, vote(30)))
    blocks = write_report(Released(vote(50), parts, parts[1:], 50, 50))
    levels, areas = [block for block in blocks if isinstance(block, Table)]
    assert levels.rows == (
        ("Chefer", "20", "Tid (100); Møder (40)"), ("Ledere", "30", "Tid (150); Møder (60)"),
    )  # fmt: skip
    assert [row[0] for row in areas.rows] == ["Ledere"]


def test_a_fair_choice_has_its_costs_its_reasons_and_what_points_alone_would_choose():
    items = (Item(1, "Møder", cost=40), Item(2, "Tid", cost=40), Item(3, "Besøg", cost=20))
    config = Config(items, way="shares", capacity=60)
    said = [Points((5, 4, 0))] * 20 + [Points((0, 0, 5))] * 10
    entries = [Entry(0, str(at), "points", "all", one) for at, one in enumerate(said)]
    result = ACTIVITY.summarise(config, entries)
    view = RoomView(3, "Prioritering", "", "closed", config, Released(result, answered=30))
    blocks = list(ACTIVITY.report(view))
    chosen, missing = [block for block in blocks if isinstance(block, Table)]
    assert [row[1:3] for row in chosen.rows] == [
        ("Møder", "40\N{NO-BREAK SPACE}dage"),
        ("Besøg", "20\N{NO-BREAK SPACE}dage"),
    ]
    assert chosen.rows[0][3] == "Valgt som nr. 1: betalt af 20 deltagere."
    assert missing.rows == (
        (
            "Tid",
            "40\N{NO-BREAK SPACE}dage",
            "De, der støtter det, havde 0\N{NO-BREAK SPACE}dage tilbage.",
        ),
    )
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "2 forslag er valgt for 60 af 60\N{NO-BREAK SPACE}dage" in texts
    assert any(text.startswith("Flest point alene ville have valgt det samme.") for text in texts)
