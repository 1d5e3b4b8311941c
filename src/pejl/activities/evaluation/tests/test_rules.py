from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.evaluation import rules
from pejl.activities.evaluation.activity import ACTIVITY
from pejl.activities.evaluation.rules import (
    Config,
    Quoted,
    Scaled,
    ScaleResult,
    TakeHome,
    check,
    summarise,
)
from pejl.days.contract import Entry, Ground, Refused

CONFIG = Config(("Dagen var god", "Jeg ved, hvad jeg gør nu"))
CHANGED = "Spørgsmålet er ændret. Genindlæs siden, og svar igen."


def rate(giver, scale, value):
    return Entry(0, giver, "scaled", f"s{scale}", Scaled(scale, value))


def write(giver, payload):
    item = "home" if isinstance(payload, TakeHome) else "quote"
    return Entry(0, giver, item, item, payload)


@pytest.mark.parametrize(
    ("fields", "payload"),
    [
        ({"kind": "scaled", "scale": "1", "value": "5"}, Scaled(1, 5)),
        ({"kind": "take_home", "text": "Ro"}, TakeHome("Ro")),
        ({"kind": "quote", "text": "Ro"}, Quoted("Ro")),
        ({"kind": "quote", "text": "Ro", "leave": "yes"}, Quoted("Ro", "yes")),
    ],
)
def test_a_form_becomes_a_payload(fields, payload):
    assert msgspec.convert(fields, rules.Payload, strict=False) == payload


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "scaled", "scale": "0", "value": "6"},
        {"kind": "scaled", "scale": "0", "value": "0"},
        {"kind": "scaled", "scale": "-1", "value": "3"},
        {"kind": "scaled", "value": "3"},
        {"kind": "take_home"},
        {"kind": "take_home", "text": "Ro", "leave": "yes"},
        {"kind": "quote", "text": "Ro", "leave": "no"},
        {"kind": "quote", "text": "Ro", "leave": "yes please"},
        {"kind": "quote", "text": "Ro", "who": "Ivan"},
    ],
)
def test_what_no_form_of_ours_sends_is_no_payload(fields):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, rules.Payload, strict=False)


def test_each_statement_is_a_question_of_its_own():
    assert Scaled(0, 3).question != Scaled(1, 3).question


def test_the_usual_statements_stand_where_none_were_written():
    usual = ACTIVITY.resolve(Config(), Ground()).scales
    assert len(usual) == 3
    assert "Dagen var tiden værd." in usual
    assert ACTIVITY.resolve(CONFIG, Ground()) == CONFIG


def test_what_belongs_is_taken():
    check(CONFIG, Scaled(1, 5), "s1")
    check(CONFIG, TakeHome("a" * 280), "home")
    check(CONFIG, TakeHome(""), "home")
    check(CONFIG, Quoted("a" * 280, "yes"), "quote")


@pytest.mark.parametrize(
    ("payload", "item"),
    [
        (Scaled(2, 3), "s2"),
        (Scaled(0, 3), "s1"),
        (Scaled(0, 3), "home"),
        (TakeHome("Ro"), "quote"),
        (TakeHome("Ro"), ""),
        (Quoted("Ro"), "home"),
    ],
)
def test_an_answer_to_another_question_is_refused(payload, item):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(CONFIG, payload, item)
    assert refusal.value.message == CHANGED


@pytest.mark.parametrize(
    ("payload", "item"), [(TakeHome("a" * 281), "home"), (Quoted("a" * 281, "yes"), "quote")]
)
def test_too_many_words_are_refused_at_their_field(payload, item):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(CONFIG, payload, item)
    assert refusal.value.message == "Det er lidt langt. Brug højst 280 tegn."
    assert refusal.value.field == "text"


@given(
    st.one_of(
        st.builds(Scaled, st.integers(0, 19), st.integers(1, 5)),
        st.builds(TakeHome, st.text(max_size=400)),
        st.builds(Quoted, st.text(max_size=400), st.sampled_from(["", "yes"])),
    ),
    st.sampled_from(["s0", "s1", "home", "quote", ""]),
)
def test_check_raises_nothing_but_refused_in_words(payload, item):
    try:
        ACTIVITY.check(CONFIG, payload, item)
    except Refused as refusal:
        assert refusal.message.endswith(".")


def test_statements_are_counted_by_step():
    result = summarise(CONFIG, [rate("a", 0, 5), rate("b", 0, 2), rate("a", 1, 1)])
    assert result.scales == (
        ScaleResult("Dagen var god", (0, 1, 0, 0, 1)),
        ScaleResult("Jeg ved, hvad jeg gør nu", (1, 0, 0, 0, 0)),
    )
    assert (result.scales[0].n, result.scales[0].mean) == (2, 3.5)
    assert summarise(CONFIG, []).scales[0].mean is None


def test_a_quotation_goes_on_only_with_leave():
    result = summarise(CONFIG, [write("a", Quoted("Ro", "yes")), write("b", Quoted("Mod"))])
    assert result.quotes == ("Ro",)
    assert result.take_home == ()


def test_what_was_taken_back_is_gone():
    result = summarise(CONFIG, [write("a", TakeHome("")), write("b", Quoted("", "yes"))])
    assert (result.take_home, result.quotes) == ((), ())


def test_what_one_takes_home_needs_no_leave_and_is_no_quotation():
    result = summarise(CONFIG, [write("a", TakeHome("Ro"))])
    assert (result.take_home, result.quotes) == (("Ro",), ())


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(1, 5)), max_size=20),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter_and_nothing_is_lost(values, rng: Random):
    entries = [rate(str(n), scale, value) for n, (scale, value) in enumerate(values)]
    shuffled = list(entries)
    rng.shuffle(shuffled)
    result = summarise(CONFIG, shuffled)
    assert result == summarise(CONFIG, entries)
    assert sum(scale.n for scale in result.scales) == len(values)


@pytest.mark.parametrize(
    ("title", "fits"), [("Evaluering af dagen", 100), ("Evaluation", 100), ("Pause", 0)]
)
def test_what_an_evaluation_fits(title, fits):
    assert ACTIVITY.fits("individuelt", title) == fits


def test_it_promises_no_names_since_it_never_shows_any():
    assert ACTIVITY.promise == "anonymous"
    assert "named" not in ACTIVITY.promises
