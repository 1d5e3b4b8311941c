import pytest

from pejl.activities.evaluation.activity import ACTIVITY
from pejl.activities.evaluation.rules import Config, Quoted, Scaled, TakeHome
from pejl.days.contract import Entry, Released, RoomView
from pejl.ui.blocks import Bullets, Heading, Paragraph, Quotes, Table

CONFIG = Config(("Dagen var god", "Jeg ved, hvad jeg gør nu"))


def write_report(released):
    return list(ACTIVITY.report(RoomView(3, "Evaluering", "", "closed", CONFIG, released)))


def count(*entries):
    return ACTIVITY.summarise(CONFIG, list(entries))


def rate(giver, value, scale=0):
    return Entry(0, str(giver), "scaled", f"s{scale}", Scaled(scale, value))


def test_what_is_held_back_gives_only_the_reason():
    assert write_report(Released(None, reason="For få.")) == [Paragraph("For få.")]
    assert write_report(Released(None)) == []


def test_no_answers_are_said():
    assert write_report(Released(count())) == [Paragraph("Ingen svar endnu.")]


@pytest.mark.parametrize("givers", [1, 50])
def test_the_statements_that_were_answered_have_a_row_each(givers):
    finding, table = write_report(Released(count(*[rate(n, 4) for n in range(givers)])))
    assert finding == Paragraph("Højest: ”Dagen var god” 4,0 ud af 5")
    assert isinstance(table, Table)
    assert table.rows == (("Dagen var god", str(givers), "4,0", "100 %"),)


def test_a_statements_full_stop_does_not_end_the_sentence_that_holds_it():
    config = Config(("Dagen var god.",))
    released = Released(ACTIVITY.summarise(config, [rate(1, 4)]))
    finding, _table = ACTIVITY.report(RoomView(3, "", "", "closed", config, released))
    assert finding == Paragraph("Højest: ”Dagen var god” 4,0 ud af 5")


def test_the_share_that_agrees_counts_four_and_five():
    values = [2, 3, 4, 5]
    _finding, table = write_report(Released(count(*[rate(n, v) for n, v in enumerate(values)])))
    assert table.rows[0][1:] == ("4", "3,5", "50 %")


def test_quotations_stand_only_with_leave_and_without_a_name():
    blocks = write_report(
        Released(
            count(
                Entry(0, "a", "take_home", "home", TakeHome("Ro"), who="Ida"),
                Entry(0, "b", "quote", "quote", Quoted("Godt brugt", "yes"), who="Bo"),
                Entry(0, "c", "quote", "quote", Quoted("Kun til jer"), who="Eva"),
            )
        )
    )
    assert blocks == [
        Paragraph("1 har skrevet noget."),
        Heading("Det tager vi med hjem"),
        Bullets(("Ro",), theirs=True),
        Heading("Må gerne citeres"),
        Quotes((("Godt brugt", ""),)),
    ]


def test_what_was_left_out_to_protect_people_is_said():
    blocks = write_report(Released(count(rate(1, 5)), left_out=("Ét spørgsmål mangler.",)))
    assert blocks[-1] == Paragraph("Ét spørgsmål mangler.")
