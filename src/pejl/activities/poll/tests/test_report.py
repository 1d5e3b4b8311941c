import pytest

from pejl.activities.poll.activity import ACTIVITY
from pejl.activities.poll.rules import Chosen, Config, Said, Scaled
from pejl.days.contract import Entry, Part, Released, RoomView
from pejl.ui.blocks import Figure, Heading, Paragraph, Quotes, Table

ONE = Config("Er vi på vej?", "one", ("Ja", "Nej"))
SCALE = Config("Hvor står vi?", "scale", steps=4)
WORDS = Config("Hvad nu?")


def write_report(config, released):
    return list(ACTIVITY.report(RoomView(3, "Afstemning", "", "closed", config, released)))


def count(config, *payloads, who=""):
    entries = [Entry(0, str(n), "any", "poll", one, who=who) for n, one in enumerate(payloads)]
    return ACTIVITY.summarise(config, entries)


def test_what_is_held_back_gives_only_the_reason():
    assert write_report(ONE, Released(None, reason="For få.")) == [Paragraph("For få.")]
    assert write_report(ONE, Released(None)) == []
    assert write_report(ONE, Released(count(ONE))) == []


@pytest.mark.parametrize("givers", [1, 50])
@pytest.mark.parametrize(("config", "answer"), [(ONE, Chosen((1,))), (SCALE, Scaled(4))])
def test_the_question_comes_first_then_a_figure_that_states_the_finding(config, answer, givers):
    question, figure = write_report(config, Released(count(config, *[answer] * givers)))
    assert question == Paragraph(config.question, theirs=True)
    assert isinstance(figure, Figure)
    assert str(givers) in figure.note
    found = f"”Nej” fik flest: {givers} svar" if config is ONE else "gennemsnit 4,0 ud af 4"
    assert found in figure.title


def test_a_poll_without_a_question_begins_with_its_figure():
    config = Config("", "one", ("Ja", "Nej"))
    (figure,) = write_report(config, Released(count(config, Chosen((0,)))))
    assert isinstance(figure, Figure)


def test_words_stand_as_they_were_said_with_names_where_there_are_any():
    blocks = write_report(WORDS, Released(count(WORDS, Said("Ro"), Said("Mod"), who="Ida")))
    assert blocks == [
        Paragraph("Hvad nu?", theirs=True),
        Paragraph("2 svar"),
        Quotes((("Ro", "Ida"), ("Mod", "Ida"))),
    ]


def test_each_released_group_has_a_row():
    parts = (Part("Chefer", 5, count(ONE, *[Chosen((0,))] * 5)),)
    released = Released(count(ONE, *[Chosen((0,))] * 9), parts, parts, left_out=("Uden PPR.",))
    _question, _figure, levels, areas, left_out = write_report(ONE, released)
    assert (levels.caption, levels.header[0], areas.header[0]) == (
        "Efter niveau", "Niveau", "Område",
    )  # fmt: skip
    assert levels.rows == areas.rows == (("Chefer", "5", "Ja (5)"),)
    assert left_out == Paragraph("Uden PPR.")


def test_each_released_groups_mean_is_said():
    part = Part("Chefer", 2, count(SCALE, Scaled(2), Scaled(3)))
    (table,) = [b for b in write_report(SCALE, Released(part.result, (part,))) if type(b) is Table]
    assert table.rows == (("Chefer", "2", "2,5"),)
    assert table.header == ("Niveau", "Svar", "Gennemsnit")


def test_words_stand_once_under_their_level_where_all_levels_may_be_shown():
    whole = count(WORDS, Said("Ro"), Said("Mod"), Said("Tid"))
    top = Part("Chefer", 2, count(WORDS, Said("Ro"), Said("Mod")))
    rest = Part("Ledere", 1, count(WORDS, Said("Tid")))
    finding = [Paragraph("Hvad nu?", theirs=True), Paragraph("3 svar")]
    assert write_report(WORDS, Released(whole, (top, rest), (rest,))) == [
        *finding,
        Heading("Chefer (2)", theirs=True),
        Quotes((("Ro", ""), ("Mod", ""))),
        Heading("Ledere (1)", theirs=True),
        Quotes((("Tid", ""),)),
    ]
    assert write_report(WORDS, Released(whole, (top,))) == [*finding, Quotes(whole.texts)]
