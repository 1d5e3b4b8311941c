from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.talk import rules
from pejl.activities.talk.activity import ACTIVITY
from pejl.activities.talk.rules import (
    Asked,
    Config,
    Handled,
    Question,
    Vote,
    check,
    list_shown,
    summarise,
)
from pejl.days.contract import Entry, Refused
from pejl.ui.screen_room import measure_rows

KINDS = {Question: "question", Vote: "vote", Handled: "handled"}


def make_entry(id_, giver, payload, item=""):
    return Entry(id_, giver, KINDS[type(payload)], item or f"item-{id_}", payload)


def ask(id_, giver, text):
    return make_entry(id_, giver, Question(text))


def vote(id_, giver, question, *, on=True):
    return make_entry(id_, giver, Vote(on), str(question))


def handle(id_, question, *, on=True):
    return make_entry(id_, "console", Handled(on), str(question))


def test_open_questions_come_first_then_by_votes_then_by_age():
    entries = [
        ask(1, "a", "Answered and loved"),
        ask(2, "b", "Old"),
        ask(3, "c", "Young"),
        ask(4, "d", "Wanted"),
        vote(5, "b", 1),
        vote(6, "c", 1),
        vote(7, "a", 4),
        handle(8, 1),
    ]
    found = summarise(Config(), entries).questions
    assert [(one.id, one.votes, one.answered) for one in found] == [
        (4, 1, False),
        (2, 0, False),
        (3, 0, False),
        (1, 2, True),
    ]


def test_nobody_votes_for_a_question_of_their_own():
    entries = [ask(1, "a", "Mine"), vote(2, "a", 1), vote(3, "b", 1)]
    assert summarise(Config(), entries).questions[0].votes == 1


def test_a_vote_taken_back_or_for_what_is_gone_does_not_count():
    entries = [ask(1, "a", "Stays"), ask(2, "a", "  "), vote(3, "b", 1, on=False), vote(4, "b", 2)]
    assert [(one.id, one.votes) for one in summarise(Config(), entries).questions] == [(1, 0)]


def test_the_facilitator_may_say_not_answered_after_all():
    assert not summarise(Config(), [ask(1, "a", "Q"), handle(2, 1, on=False)]).questions[0].answered


def test_names_come_only_from_what_the_gate_gave():
    named = Entry(1, "secret-id", "question", "x", Question("Hvorfor?"), who="Grete")
    assert summarise(Config(), [named]).questions[0].who == "Grete"
    unnamed = summarise(Config(), [ask(1, "secret-id", "Hvorfor?")])
    assert "secret-id" not in msgspec.json.encode(unnamed).decode()


@pytest.mark.parametrize(
    ("config", "payload", "item", "code"),
    [
        (Config(questions=False), Question("Why?"), "k", "off"),
        (Config(), Question("x" * 281), "k", "long"),
        (Config(), Question("x"), "", "unknown"),
        (Config(), Vote(True), "k", "unknown"),
        (Config(), Vote(True), "²", "unknown"),
        (Config(), Handled(True), "", "unknown"),
    ],
)
def test_refusals(config, payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(config, payload, item)
    assert refusal.value.message == code
    with pytest.raises(Refused) as explained:
        ACTIVITY.check(config, payload, item)
    assert explained.value.message not in ("", code)


def test_a_question_of_280_letters_and_an_empty_one_are_taken():
    check(Config(), Question("x" * 280), "key")
    check(Config(), Question(""), "key")


def test_payloads_are_read_from_form_text():
    def read(**fields):
        return msgspec.convert(fields, rules.Payload, strict=False)

    assert read(kind="vote", on="1") == Vote(True)
    assert read(kind="handled", on="0") == Handled(False)
    for hostile in ({"kind": "vote", "on": "2"}, {"kind": "vote"}, {"kind": "question", "x": "1"}):
        with pytest.raises(msgspec.ValidationError):
            read(**hostile)


def test_only_the_console_says_what_is_answered():
    assert Handled.console_only
    assert not any(getattr(kind, "console_only", False) for kind in (Question, Vote))


payloads = st.one_of(
    st.builds(Question, st.text(max_size=400)),
    st.builds(Vote, st.booleans()),
    st.builds(Handled, st.booleans()),
)


@given(payloads, st.text(max_size=64), st.booleans())
def test_check_raises_nothing_but_refused(payload, item, questions):
    with suppress(Refused):
        ACTIVITY.check(Config(questions=questions), payload, item)


@st.composite
def logs(draw):
    """Standing entries: questions, then votes and marks, one a giver and question."""
    texts = draw(st.lists(st.sampled_from(["", "Why?", "How?"]), max_size=6))
    entries = [ask(number, f"g{number % 3}", text) for number, text in enumerate(texts, 1)]
    places = st.tuples(st.sampled_from(["g0", "g1", "g2", "console"]), st.integers(0, 7))
    for at, (giver, question) in enumerate(draw(st.sets(places, max_size=20)), 100):
        make = (
            handle if giver == "console" else lambda id_, q, on, who=giver: vote(id_, who, q, on=on)
        )
        entries.append(make(at, question, on=draw(st.booleans())))
    return entries


@given(logs(), st.randoms())
def test_the_result_does_not_depend_on_the_order_of_the_log(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    assert summarise(Config(), mixed) == summarise(Config(), entries)


@given(logs())
def test_each_question_once_and_never_more_votes_than_givers(entries):
    found = summarise(Config(), entries).questions
    asked = [entry.id for entry in entries if rules.read_text(entry)]
    assert sorted(one.id for one in found) == asked
    assert all(one.votes <= 2 for one in found)


@given(st.lists(st.integers(1, 280), max_size=12), st.integers(-300, 700))
def test_the_screen_gets_the_first_questions_that_fit_and_at_most_five(lengths, room):
    questions = [rules.Asked(number, "x" * length) for number, length in enumerate(lengths)]
    taken = rules.fit_questions(questions, room)
    assert list(taken) == questions[: len(taken)]
    assert len(taken) <= rules.MOST_ON_SCREEN
    assert not taken or measure_rows(one.text for one in taken) <= room
    if len(taken) < min(len(questions), rules.MOST_ON_SCREEN):
        assert measure_rows(one.text for one in questions[: len(taken) + 1]) > room


def test_a_page_lists_the_first_questions_and_the_newest():
    few = [Asked(n, "?") for n in range(100)]
    assert list_shown(few) == tuple(few)
    many = [Asked(n, "?", votes=10_000 - n) for n in range(10_000)]
    shown = [one.id for one in list_shown(many)]
    assert shown == [*range(80), *range(9_980, 10_000)]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=300))
def test_what_is_listed_keeps_its_order_and_has_every_newest(said):
    questions = sorted(
        (Asked(n, "?", votes, done) for n, (votes, done) in enumerate(said)),
        key=lambda one: (one.answered, -one.votes, one.id),
    )
    shown = list_shown(questions)
    assert [one for one in questions if one in shown] == list(shown)
    assert {one.id for one in shown} >= {*range(len(said))} - {*range(len(said) - 20)}
    assert len(shown) <= 100
