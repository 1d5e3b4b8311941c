from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.discussion import rules
from pejl.activities.discussion.activity import ACTIVITY
from pejl.activities.discussion.rules import (
    Called,
    Config,
    Note,
    Turned,
    check,
    lay_pages,
    set_aside,
    summarise,
)
from pejl.days.contract import Entry, Focus, Ground, OutcomeDraft, Refused
from pejl.days.notes import Pen
from pejl.ui.screen_room import measure_rows

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))


def write(id_, table, item, text, focus=0, giver="", seen=0, phone=""):
    note = Note(text, seen, phone, focus)
    return Entry(id_, giver or f"giver-{id_}", "note", item, note, table, who="Grete")


def call(id_, key, how):
    return Entry(id_, "console", "called", key, Called(how))


def test_notes_come_by_question_table_and_number_without_names():
    entries = [
        write(4, 2, "q2-1", "d"),
        write(3, 2, "q1-1", "c"),
        write(2, 1, "q1-2", " b "),
        write(1, 1, "q1-1", "a"),
        write(5, 3, "q1-1", "  "),
        Entry(6, "me", "pen", "pen", Pen(), 3, who="Grete"),
    ]
    result = summarise(Config(), entries)
    assert [(n.question, n.table, n.number, n.text) for n in result.notes] == [
        (1, 1, 1, "a"),
        (1, 1, 2, "b"),
        (1, 2, 1, "c"),
        (2, 2, 1, "d"),
    ]
    assert result.tables == {1, 2}
    assert rules.find_newest(result) == 4
    told = msgspec.json.encode(result).decode()
    assert "Grete" not in told
    assert "giver" not in told


def test_what_two_phones_wrote_at_the_same_time_both_stands_until_one_writes_on():
    both = [
        write(1, 4, "q1-1", "Ring", 31, giver="a"),
        write(2, 4, "q1-1", "Skriv", 32, giver="b"),
    ]
    assert [(n.text, n.focus) for n in summarise(Config(), both).notes] == [("Ring / Skriv", 32)]
    joined = write(3, 4, "q1-1", "Ring og skriv", 31, giver="a", seen=2)
    assert [n.text for n in summarise(Config(), [both[1], joined]).notes] == ["Ring og skriv"]
    twin = [
        write(1, 4, "q1-1", "Ring", giver="a", phone="x"),
        write(2, 4, "q1-1", "Ring", giver="a"),
    ]
    assert [n.text for n in summarise(Config(), twin).notes] == ["Ring"], (
        "the same text counts once"
    )
    emptied = write(2, 4, "q1-1", "", giver="b", seen=1)
    assert summarise(Config(), [both[0], emptied]).notes == ()
    assert not emptied.payload.blank, "taking another's text away has to be read"


def test_the_harvest_sets_aside_what_has_been_said_on_the_same_question():
    notes = [
        write(1, 1, "q1-1", "Hold et møde nu"),
        write(2, 2, "q1-1", "Hold et møde nu"),
        write(3, 3, "q1-1", "Flyt timerne med barnet"),
        write(4, 3, "q2-1", "Hold et møde nu"),
    ]
    result = summarise(Config(), notes)
    assert set_aside(result) == {"t2-q1-1"}
    laid = [
        note.key for page in lay_pages(result.notes, 700, set_aside(result)) for note in page.notes
    ]
    assert laid == ["t1-q1-1", "t3-q1-1", "t3-q2-1"]
    calls = [call(5, "t2-q1-1", "back"), call(6, "t3-q1-1", "said")]
    assert set_aside(summarise(Config(), [*notes, *calls])) == {"t3-q1-1"}


def test_the_screen_shows_the_page_that_the_facilitator_turned_to():
    turned = Entry(2, "console", "turned", "turned", Turned(3))
    assert summarise(Config(), [turned]).page == 3
    assert summarise(Config(), []).page == 1
    assert Turned.console_only


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Note("x" * 281), "q1-1", "long"),
        (Note("x"), "q3-1", "unknown"),
        (Note("x"), "q1-6", "unknown"),
        (Note("x"), "q0-1", "unknown"),
        (Note("x"), "q1-1\n", "unknown"),
        (Note("x"), "q١-1", "unknown"),
        (Note("x", focus=99), "q1-1", "unknown"),
        (Pen(), "q1-1", "unknown"),
        (Called("said"), "t1-1", "unknown"),
        (Turned(1), "", "unknown"),
    ],
)
def test_refusals(payload, item, code):
    config = Config(("En?", "To?"), focus_areas=AREAS)
    with pytest.raises(Refused) as refusal:
        check(config, payload, item)
    assert refusal.value.message == code
    with pytest.raises(Refused) as explained:
        ACTIVITY.check(config, payload, item)
    assert explained.value.message not in ("", code)


@pytest.mark.parametrize(
    ("payload", "item"),
    [
        (Note("x" * 280), "q2-5"),
        (Note("", focus=32), "q1-1"),
        (Pen(), "pen"),
        (Called("back"), "t4-q2-1"),
        (Turned(2), "turned"),
    ],
)
def test_what_is_taken(payload, item):
    check(Config(("En?", "To?"), focus_areas=AREAS), payload, item)


def test_without_questions_the_item_itself_is_the_one_question():
    check(Config(), Note("x"), "q1-1")
    with pytest.raises(Refused):
        check(Config(), Note("x"), "q2-1")


def test_the_day_gives_the_focus_areas_and_the_config_survives_storing():
    config = rules.resolve(Config(("En?",), "action", 3), Ground(AREAS))
    assert config == Config(("En?",), "action", 3, AREAS)
    stored = msgspec.json.decode(msgspec.json.encode(config))
    assert msgspec.convert(stored, Config) == config


def test_payloads_are_read_from_form_text():
    def read(**fields):
        return msgspec.convert(fields, rules.Payload, strict=False)

    assert read(kind="note", text="Mødes", seen="7", focus="32") == Note("Mødes", 7, focus=32)
    assert read(kind="pen") == Pen()
    assert read(kind="turned", page="2") == Turned(2)
    for hostile in ({"kind": "turned", "page": "0"}, {"kind": "note", "focus": "x"}, {"kind": "?"}):
        with pytest.raises(msgspec.ValidationError):
            read(**hostile)


def test_notes_become_outcomes_of_the_kind_that_was_chosen():
    result = summarise(Config(), [write(1, 1, "q1-1", "Mødes", 32), write(2, 2, "q1-1", "Ring")])
    assert rules.list_outcomes(Config(), result) == ()
    assert rules.list_outcomes(Config(harvest_as="action"), result) == (
        OutcomeDraft("action", "Mødes", 32),
        OutcomeDraft("action", "Ring", None),
    )


payloads = st.one_of(
    st.builds(Note, st.text(max_size=400), focus=st.integers()),
    st.builds(Pen),
    st.builds(Turned, st.integers(1, 999)),
)
items = st.one_of(st.text(max_size=64), st.from_regex(r"\Aq[0-9]{1,3}-[0-9]{1,3}\Z"))


@given(payloads, items, st.integers(0, 5))
def test_check_raises_nothing_but_refused(payload, item, questions):
    with suppress(Refused):
        ACTIVITY.check(Config(("?",) * questions), payload, item)


@st.composite
def harvests(draw):
    places = st.tuples(st.integers(1, 9), st.integers(1, 3), st.integers(1, 5))
    found = draw(st.sets(places, max_size=30))
    return [
        write(id_, table, rules.write_place(question, number), "x" * draw(st.integers(0, 280)))
        for id_, (table, question, number) in enumerate(sorted(found), 1)
    ]


@given(harvests(), st.randoms())
def test_the_result_does_not_depend_on_the_order_of_the_log(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    assert summarise(Config(), mixed) == summarise(Config(), entries)


@given(harvests(), st.integers(0, 700))
def test_each_note_stands_on_one_page_on_one_question_and_the_page_fits(entries, room):
    notes = summarise(Config(), entries).notes
    assert len(notes) == sum(bool(entry.payload.text) for entry in entries)
    pages = lay_pages(notes, room)
    laid = [note for page in pages for note in page.notes]
    assert sorted(laid, key=lambda note: (note.question, note.table, note.number)) == [*notes]
    for question in {note.question for note in notes}:
        turns = [note.table for note in laid if note.question == question]
        assert len(set(turns[: len(set(turns))])) == len(set(turns)), "each table before any again"
    for page in pages:
        assert {note.question for note in page.notes} == {page.question}
        assert len(page.notes) == 1 or measure_rows(note.text for note in page.notes) <= room
