from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.rules import Config, FocusChoice, PersonChoice, Proposed, Replied
from pejl.days.contract import Entry, Released, RoomView
from pejl.ui.blocks import Paragraph, Table

CONFIG = Config(
    (FocusChoice(31, 1, "Sprog"),),
    (PersonChoice("ida", "Ida Krog"), PersonChoice("bo", "Bo Lund"), PersonChoice("eva", "Eva Ry")),
)


def propose(id_, *fields, giver="bo"):
    return Entry(id_, giver, "step", f"x{id_}", Proposed(*fields))


def reply(id_, answer, reason=""):
    return Entry(id_ + 100, "ida", "reply", f"x{id_}", Replied(answer, reason))


def write_report(*entries):
    released = Released(ACTIVITY.summarise(CONFIG, list(entries)))
    return list(ACTIVITY.report(RoomView(3, "Næste skridt", "", "closed", CONFIG, released)))


def test_a_day_without_next_steps_says_so():
    nothing = [Paragraph("Der blev ikke aftalt næste skridt.")]
    assert write_report() == nothing
    view = RoomView(3, "Næste skridt", "", "planned", CONFIG, Released(None))
    assert list(ACTIVITY.report(view)) == nothing


def test_a_step_has_a_row_with_all_that_was_agreed():
    step = propose(1, "Mødes", "ida", "2027-01-31", "31", "eva", ("bo",))
    finding, table = write_report(step, reply(1, "yes"))
    assert finding == Paragraph("1 aftale om næste skridt, 1 har ejerens ja.")
    assert isinstance(table, Table)
    assert table.rows == (("Mødes", "Sprog", "Ida Krog", "Bo Lund", "31. januar 2027", "Eva Ry"),)


def test_the_soonest_come_first_and_what_was_declined_comes_last():
    steps = [
        propose(1, "Nej tak", "ida", "2027-01-01"),
        propose(2, "Uden dato", "ida"),
        propose(3, "Sent", "ida", "2027-12-01"),
        propose(4, "Snart", "ida", "2027-02-01"),
    ]
    _finding, table = write_report(*steps, reply(1, "no", "Tid"))
    assert [row[0] for row in table.rows] == ["Snart", "Sent", "Uden dato", "Nej tak"]


def test_the_owner_column_says_who_has_not_answered_and_who_said_no_and_why():
    steps = [propose(1, "Mødes", "ida"), propose(2, "Besøg", "ida"), reply(2, "no", "Ikke i år")]
    _finding, table = write_report(*steps)
    assert [row[2] for row in table.rows] == [
        "Ida Krog (har ikke svaret endnu)",
        "Ida Krog sagde nej: Ikke i år",
    ]
