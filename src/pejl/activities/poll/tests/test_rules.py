from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.poll import rules
from pejl.activities.poll.activity import ACTIVITY
from pejl.activities.poll.rules import (
    Chosen,
    Config,
    Said,
    Scaled,
    check,
    find_leader,
    rank_counts,
    summarise,
)
from pejl.days.contract import Entry, Refused

ONE = Config("Ja?", "one", ("Ja", "Nej", "Måske"))
SEVERAL = Config("Hvad?", "several", ("Tid", "Ro", "Mod"))
SCALE = Config("Hvor?", "scale", steps=5)
WORDS = Config("Hvad nu?")
CHANGED = "Spørgsmålet er ændret. Genindlæs siden, og svar igen."


def give(payload, giver="a", who=""):
    return Entry(0, giver, "any", "poll", payload, who=who)


def refuse(config, payload, item="poll"):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(config, payload, item)
    return refusal.value.message


def test_an_empty_config_asks_for_words():
    assert msgspec.convert({}, Config) == Config(ask="words")
    assert msgspec.convert(msgspec.to_builtins(ONE), Config) == ONE


@pytest.mark.parametrize(
    ("fields", "payload"),
    [
        ({"kind": "chosen", "options": ["2", "0"]}, Chosen((2, 0))),
        ({"kind": "chosen"}, Chosen(())),
        ({"kind": "scaled", "value": "3"}, Scaled(3)),
        ({"kind": "said", "text": "Vi mødes"}, Said("Vi mødes")),
    ],
)
def test_a_form_becomes_a_payload(fields, payload):
    assert msgspec.convert(fields, rules.Payload, strict=False) == payload


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "chosen", "options": ["-1"]},
        {"kind": "chosen", "options": ["Ja"]},
        {"kind": "chosen", "options": ["0"], "who": "Ivan"},
        {"kind": "scaled"},
        {"kind": "scaled", "value": "0"},
        {"kind": "scaled", "value": "11"},
        {"kind": "said"},
        {"kind": "said", "text": "a" * 2001},
        {"kind": "shouted", "text": "Ja"},
    ],
)
def test_what_no_form_of_ours_sends_is_no_payload(fields):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, rules.Payload, strict=False)


@pytest.mark.parametrize(
    ("config", "payload"),
    [
        (ONE, Chosen((2,))),
        (SEVERAL, Chosen((0, 1, 2))),
        (SEVERAL, Chosen(())),
        (SCALE, Scaled(5)),
        (WORDS, Said("a" * 140)),
        (WORDS, Said("")),
    ],
)
def test_what_was_asked_for_is_taken(config, payload):
    check(config, payload, "poll")


@pytest.mark.parametrize("options", [(), (0, 1), (1, 1)])
def test_one_choice_is_one(options):
    assert refuse(ONE, Chosen(options)) == "Vælg en af mulighederne."


@pytest.mark.parametrize(
    ("config", "payload", "item"),
    [
        (ONE, Chosen((3,)), "poll"),
        (SEVERAL, Chosen((0, 3)), "poll"),
        (SCALE, Scaled(6), "poll"),
        (ONE, Scaled(1), "poll"),
        (WORDS, Chosen((0,)), "poll"),
        (SCALE, Said("Fem"), "poll"),
        (WORDS, Said("Ord"), "other"),
        (WORDS, Said("Ord"), ""),
    ],
)
def test_an_answer_to_another_question_is_refused(config, payload, item):
    assert refuse(config, payload, item) == CHANGED


def test_too_many_words_are_refused_with_how_many_there_is_room_for():
    assert refuse(WORDS, Said("a" * 141)) == "Det er lidt langt. Brug højst 140 tegn."


@given(
    st.sampled_from([ONE, SEVERAL, SCALE, WORDS]),
    st.one_of(
        st.builds(Chosen, st.lists(st.integers(0, 99), max_size=5).map(tuple)),
        st.builds(Scaled, st.integers(1, 10)),
        st.builds(Said, st.text(max_size=300)),
    ),
    st.sampled_from(["poll", "", "other"]),
)
def test_check_raises_nothing_but_refused_in_words(config, payload, item):
    try:
        ACTIVITY.check(config, payload, item)
    except Refused as refusal:
        assert refusal.message.endswith(".")


def test_one_choice_is_counted_by_option():
    result = summarise(ONE, [give(Chosen((at,)), str(n)) for n, at in enumerate([0, 0, 2])])
    assert (result.n, result.counts, result.texts) == (3, (2, 0, 1), ())


def test_several_choices_count_each_person_once_an_option():
    result = summarise(SEVERAL, [give(Chosen((0, 1))), give(Chosen((1, 1)), "b")])
    assert (result.n, result.counts) == (2, (1, 2, 0))


def test_a_scale_is_counted_by_step():
    result = summarise(SCALE, [give(Scaled(value), str(n)) for n, value in enumerate([1, 5, 5])])
    assert (result.n, result.counts) == (3, (1, 0, 0, 0, 2))


def test_words_keep_who_said_them_where_that_was_promised():
    result = summarise(WORDS, [give(Said("Ro"), who="Ida"), give(Said("Mod"), "b")])
    assert (result.n, result.texts) == (2, (("Ro", "Ida"), ("Mod", "")))


def test_an_answer_taken_back_is_not_counted():
    assert summarise(WORDS, [give(Said("")), give(Said("Ro"), "b")]).n == 1
    assert summarise(SEVERAL, [give(Chosen(())), give(Chosen((2,)), "b")]).n == 1


def test_nothing_is_the_result_of_nothing():
    for config in (ONE, SCALE, WORDS):
        result = summarise(config, [])
        assert (result.n, sum(result.counts), result.texts) == (0, 0, ())


@given(st.lists(st.integers(0, 2), max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(options, rng: Random):
    entries = [give(Chosen((at,)), str(n)) for n, at in enumerate(options)]
    shuffled = list(entries)
    rng.shuffle(shuffled)
    result = summarise(ONE, shuffled)
    assert result == summarise(ONE, entries)
    assert sum(result.counts) == result.n == len(options)


@pytest.mark.parametrize(
    ("counts", "leader"), [((), None), ((0, 0), None), ((1, 3, 2), 1), ((2, 2, 1), None)]
)
def test_only_one_can_lead(counts, leader):
    assert find_leader(counts) == leader


def test_what_nobody_chose_is_not_ranked_and_equals_keep_their_order():
    assert rank_counts((1, 0, 4, 1)) == [(2, 4), (0, 1), (3, 1)]


@pytest.mark.parametrize(("form", "fits"), [("Individuelt", 20), ("individual", 20), ("", 5)])
def test_what_a_poll_fits(form, fits):
    assert ACTIVITY.fits(form, "Hvad tænker du?") == fits
