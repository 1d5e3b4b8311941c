from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.nowpicture import rules
from pejl.activities.nowpicture.activity import ACTIVITY
from pejl.activities.nowpicture.rules import (
    Config,
    FocusArea,
    Placed,
    Placement,
    Result,
    Said,
    Statement,
    check,
    draft_outcomes,
    find_gap,
    resolve,
    summarise,
)
from pejl.days.contract import Entry, Focus, Ground, Refused

NEAR, STRONG = FocusArea(7, 1, "Nærhed"), FocusArea(9, 2, "Fællesskaber")
CONFIG = Config((NEAR, STRONG))


def place(giver, focus, value):
    return Entry(0, giver, "placed", str(focus), Placed(focus, value))


def state(giver, item, text, focus="", who=""):
    return Entry(0, giver, "statement", item, Statement(text, focus), who=who)


def part(label, *counts):
    placements = tuple(
        Placement(area, tuple(of)) for area, of in zip(CONFIG.focus_areas, counts, strict=True)
    )
    return label, Result(placements)


def steps(**counts):
    return [counts.get(f"s{step}", 0) for step in range(1, 8)]


ENTRIES = st.lists(
    st.one_of(
        st.builds(place, st.text("abc", max_size=2), st.sampled_from([7, 9]), st.integers(1, 7)),
        st.builds(
            state,
            st.text("abc", max_size=2),
            st.sampled_from(["works-1", "in_the_way-2", "needed-3"]),
            st.text(max_size=20),
            st.sampled_from([7, 9, ""]),
        ),
    ),
    max_size=30,
)


def test_a_config_may_be_empty_and_is_made_whole_by_the_day():
    config = msgspec.convert({}, Config)
    assert resolve(config, Ground((Focus(7, 1, "Nærhed"), Focus(9, 2, "Fællesskaber")))) == CONFIG
    assert msgspec.convert(msgspec.to_builtins(CONFIG), Config) == CONFIG


def test_a_form_becomes_a_payload():
    fields = {"kind": "placed", "focus": "7", "value": "5"}
    assert msgspec.convert(fields, rules.Payload, strict=False) == Placed(7, 5)
    fields = {"kind": "statement", "text": "Vi mødes", "focus": ""}
    assert msgspec.convert(fields, rules.Payload, strict=False) == Statement("Vi mødes")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "placed", "focus": "7", "value": "8"},
        {"kind": "placed", "focus": "7", "value": "0"},
        {"kind": "placed", "focus": "7"},
        {"kind": "statement", "text": "Ja", "focus": "<b>"},
        {"kind": "statement", "text": "Ja", "who": "Ivan"},
        {"kind": "vote", "text": "Ja"},
    ],
)
def test_what_no_form_of_ours_sends_is_no_payload(fields):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, rules.Payload, strict=False)


def test_each_focus_area_is_a_question_of_its_own():
    assert Placed(7, 5).question != Placed(9, 5).question


@pytest.mark.parametrize(
    ("payload", "item"),
    [
        (Placed(8, 3), "8"),
        (Placed(7, 3), "9"),
        (Statement("Ja"), "works-4"),
        (Statement("Ja"), "works-0"),
        (Statement("Ja"), "other-1"),
        (Statement("Ja", 8), "works-1"),
        (Statement("a" * 281), "works-1"),
    ],
)
def test_what_does_not_belong_is_refused(payload, item):
    with pytest.raises(Refused):
        check(CONFIG, payload, item)


def test_the_refusal_is_said_in_words():
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(CONFIG, Statement("a" * 281), "works-1")
    assert (refusal.value.message, refusal.value.field) == (
        "Det er lidt langt. Brug højst 280 tegn.",
        "text",
    )


def test_what_belongs_is_taken():
    check(CONFIG, Placed(9, 7), "9")
    check(CONFIG, Statement("a" * 280, 7), "needed-3")
    check(CONFIG, Statement(""), "works-1")


@given(
    st.one_of(
        st.builds(Placed, st.integers(), st.integers(1, 7)),
        st.builds(Statement, st.text(max_size=400), st.one_of(st.integers(), st.just(""))),
    ),
    st.text(max_size=64),
)
def test_check_raises_nothing_but_refused(payload, item):
    try:
        ACTIVITY.check(CONFIG, payload, item)
    except Refused as refusal:
        assert refusal.message


def test_placements_are_counted_by_focus_area():
    result = summarise(CONFIG, [place("a", 7, 1), place("b", 7, 6), place("a", 9, 4)])
    near, strong = result.placements
    assert (near.answers, near.n, near.mean) == ((1, 0, 0, 0, 0, 1, 0), 2, 3.5)
    assert (strong.n, strong.mean) == (1, 4)
    assert summarise(CONFIG, []).placements[0].mean is None


def test_a_blank_statement_has_been_taken_back():
    assert summarise(CONFIG, [state("a", "works-1", "")]).statements == ()


def test_statements_stand_by_side_then_by_focus_area_and_once():
    entries = [
        state("a", "needed-1", "Tid"),
        state("b", "works-1", "Møder", 9),
        state("c", "works-2", "Ro"),
        state("d", "works-1", "Møder", 7),
        state("e", "works-3", "møder", 9),
    ]
    assert summarise(CONFIG, entries).statements == (
        Said("works", "Møder", NEAR),
        Said("works", "Møder", STRONG, times=2),
        Said("works", "Ro"),
        Said("needed", "Tid"),
    )


def test_names_of_those_who_wrote_the_same_stand_together():
    entries = [state("a", "works-1", "Ro", who="Ida"), state("b", "works-1", "Ro", who="Bo")]
    assert summarise(CONFIG, entries).statements == (Said("works", "Ro", who="Bo, Ida", times=2),)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(entries, rng: Random):
    shuffled = list(entries)
    rng.shuffle(shuffled)
    assert summarise(CONFIG, shuffled) == summarise(CONFIG, entries)


@given(ENTRIES)
def test_nothing_is_lost_or_doubled(entries):
    result = summarise(CONFIG, entries)
    placed = sum(placement.n for placement in result.placements)
    said = sum(statement.times for statement in result.statements)
    blank = sum(
        isinstance(entry.payload, Statement) and not entry.payload.text for entry in entries
    )
    assert placed + said + blank == len(entries)


def test_the_largest_gap_is_found_among_all_focus_areas():
    top = part("Chefer", steps(s6=5), steps(s5=5))
    bottom = part("Ledere", steps(s4=5), steps(s2=5))
    assert find_gap([top, bottom]) == (STRONG, "Ledere", "Chefer", 3)


def test_there_is_no_gap_without_two_groups_that_answered_the_same():
    assert find_gap([]) is None
    assert find_gap([part("Chefer", steps(s6=5), steps(s5=5))]) is None
    assert find_gap([part("A", steps(s6=5), steps()), part("B", steps(), steps(s5=5))]) is None
    assert find_gap([part("A", steps(s6=5), steps()), part("B", steps(s6=5), steps())]) is None


def test_needs_come_first_in_what_is_left_to_later_items():
    entries = [state("a", "works-1", "Møder", 9), state("a", "needed-1", "Tid", 7)]
    need, statement = draft_outcomes(CONFIG, summarise(CONFIG, entries))
    assert (need.kind, need.text, need.focus) == ("need", "Tid", 7)
    assert (statement.kind, statement.focus, statement.data) == ("statement", 9, {"type": "works"})


@pytest.mark.parametrize(
    ("form", "title", "fits"),
    [
        ("individuelt", "NU-billedet: hvor står vi?", 100),
        ("", "The now-picture", 100),
        ("grupper", "NU-billedet på tværs", 0),
        ("plenum", "Vores fælles NU-billede", 0),
        ("individuelt", "Prioritering", 0),
    ],
)
def test_it_fits_where_each_places_alone(form, title, fits):
    assert ACTIVITY.fits(form, title) == fits
