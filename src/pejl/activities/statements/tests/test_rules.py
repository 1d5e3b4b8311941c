from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.statements.finding import list_dividing, list_found, list_uniting
from pejl.activities.statements.guide import choose_next, make_guide
from pejl.activities.statements.rules import (
    Added,
    Config,
    Filed,
    Hidden,
    Renamed,
    Statement,
    Turned,
    Vote,
    ask,
    check,
    list_statements,
    resolve,
)
from pejl.activities.statements.tallies import Lean, Result, summarise, weigh
from pejl.days.contract import Breakdown, Part
from pejl.days.entries import Earlier, Entry, Ground, Refused

TIME = Statement("1", "Der mangler tid", "in_the_way", 3, "tid")
MEET = Statement("2", "Vi mødes fast", "works", 0, "møder")
CONFIG = Config(statements=(TIME, MEET))


def say(at, payload, item, giver="console"):
    return Entry(at, giver, type(payload).__name__.lower(), item, payload)


def vote(at, giver, key, stance):
    return say(at, Vote(key, stance), key, giver)


def test_what_was_written_earlier_and_ones_own_become_statements_each_once():
    earlier = (
        Earlier(1, "need", "Tid til sparring", 3, "NU"),
        Earlier(2, "statement", "Vi mødes  fast", None, "NU", {"type": "works"}),
        Earlier(3, "statement", "vi mødes fast", 3, "NU", {"type": "works"}),
        Earlier(4, "statement", "Nærhed: noget", 3, "NU", {"type": "gap"}),
        Earlier(5, "action", "Hold møder", 3, "NU"),
    )
    found = resolve(Config(own=("Et eget udsagn",)), Ground(earlier=earlier)).statements
    assert [(one.key, one.side, one.focus) for one in found] == [
        ("1", "needed", 3),
        ("2", "works", 0),
        ("own-1", "", 0),
    ]


@pytest.mark.parametrize(
    ("payload", "item"),
    [
        (Vote("9", "agree"), "9"),
        (Vote("1", "agree"), "2"),
        (Filed("9", "tid"), "9"),
        (Added("x"), "1"),
        (Renamed("tid", "x"), "tid"),
        (Turned("map"), "1"),
    ],
)
def test_what_does_not_belong_is_refused(payload, item):
    with pytest.raises(Refused, match="unknown"):
        check(CONFIG, payload, item)


def test_words_must_be_there_and_not_too_long():
    with pytest.raises(Refused, match="empty"):
        check(CONFIG, Added(" "), "added-a")
    with pytest.raises(Refused, match="long"):
        check(CONFIG, Renamed("tid", "x" * 41), "renamed-a")
    check(CONFIG, Filed("1", ""), "1")
    check(CONFIG, Added("Nyt"), "added-a")


def test_the_facilitator_adds_takes_out_moves_renames_and_merges():
    said = [
        say(4, Renamed("møder", "samarbejde"), "renamed-b"),
        say(1, Added("Vi spørger for sent"), "added-x"),
        say(2, Filed("added-x", "tid"), "added-x"),
        say(3, Renamed("tid", "møder"), "renamed-a"),
        say(5, Hidden("1"), "1"),
    ]
    found = list_statements(CONFIG, said)
    assert [(one.key, one.theme) for one in found] == [
        ("2", "samarbejde"),
        ("added-x", "samarbejde"),
    ]


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_what_is_said_of_votes_is_coarse(agree, disagree, passed):
    if agree + disagree + passed == 0:
        return
    tally = weigh("1", agree, disagree, passed)
    if tally.n < 10:
        assert tally.agree is None
    else:
        assert 1 <= tally.agree <= 9
        assert 1 <= tally.disagree <= 9
    assert tally.lean.sign == (2 * agree > tally.n) - (2 * disagree > tally.n)
    one_less = weigh("1", agree - 1, disagree, passed + 1) if agree else tally
    assert agree != tally.n or tally.n < 5 or one_less.lean == tally.lean


def test_all_agreeing_looks_as_nearly_all():
    assert weigh("1", 20, 0, 0) == weigh("1", 18, 1, 1)


def make_part(name, lean, n=12):
    agree = {Lean.ALMOST_ALL_AGREE: n, Lean.MOST_DISAGREE: 3}[lean]
    return Part(name, n, Result(tallies=(weigh("1", agree, n - agree, 0),)), (name,))


def test_what_all_levels_and_areas_agree_to_unites_and_what_they_differ_on_divides():
    whole = Result((TIME, MEET), (weigh("1", 20, 10, 0), weigh("2", 30, 0, 0)))
    yes, no = Lean.ALMOST_ALL_AGREE, Lean.MOST_DISAGREE
    apart = {
        ask("1"): Breakdown((make_part("Chefer", yes), make_part("Ledere", no)), ()),
        ask("2"): Breakdown(
            (
                Part("Chefer", 10, Result(tallies=(weigh("2", 10, 0, 0),))),
                Part("Ledere", 20, Result(tallies=(weigh("2", 20, 0, 0),))),
            ),
            (),
        ),
    }
    found = list_found(whole, apart)
    assert [one.statement.key for one in list_uniting(found)] == ["2"]
    assert [one.statement.key for one in list_dividing(found)] == ["1"]


def test_without_any_level_or_area_to_show_nothing_is_said_to_unite():
    whole = Result((TIME,), (weigh("1", 30, 0, 0),))
    assert list_uniting(list_found(whole, {})) == []


def test_votes_on_what_was_taken_out_do_not_count():
    said = [vote(at, f"g{at}", "1", "agree") for at in range(6)]
    assert summarise(CONFIG, said).tallies[0].n == 6
    assert summarise(CONFIG, [*said, say(9, Hidden("1"), "1")]).tallies == ()


def test_two_camps_become_two_groups_marked_by_what_they_agree_to():
    config = Config(statements=tuple(Statement(str(at), f"U{at}") for at in range(8)))
    said = [
        vote(person * 8 + at, f"g{person:02}", str(at), "agree" if (at < 4) == camp else "disagree")
        for person in range(30)
        for camp in [person % 2 == 0]
        for at in range(8)
    ]
    first, second = summarise(config, said).groups
    assert (first.size, second.size) == (15, 15)
    assert set(first.agrees) <= set("0123") or set(first.agrees) <= set("4567")
    assert first.agrees != second.agrees
    few = [entry for entry in said if entry.giver < "g14"]
    assert summarise(config, few).groups == ()


def test_each_phone_gets_its_own_order_of_what_it_has_not_voted_on():
    config = Config(statements=tuple(Statement(str(at), f"U{at}") for at in range(20)))
    guide = make_guide(config, [vote(1, "g", "3", "agree")])
    orders = {
        tuple(one.key for one in choose_next(guide, {"3"}, Random(seed), 5)) for seed in range(9)
    }
    assert len(orders) > 1
    assert all(len(order) == 5 and "3" not in order for order in orders)
