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
