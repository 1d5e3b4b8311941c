from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.needs import rules
from pejl.activities.needs.activity import ACTIVITY
from pejl.activities.needs.pages import fits, lay_pages
from pejl.activities.needs.rules import (
    Config,
    Material,
    Need,
    Scribe,
    Turned,
    check,
    list_outcomes,
    summarise,
)
from pejl.days.contract import Earlier, Entry, Focus, Ground, OutcomeDraft, Refused

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))
GAP = Material(1, "gap", "Ses forskelligt", 32)
CONFIG = Config(focus_areas=AREAS, material=(GAP,))


def write(id_, table, item, text, *actions, about="0"):
    fields = {f"action_{at}": action for at, action in enumerate(actions, 1)}
    need = Need(text, about=about, **fields)
    return Entry(id_, f"giver-{id_}", "need", item, need, table, who="Grete")


def test_needs_come_by_focus_area_table_and_number_without_names():
    entries = [
        write(5, 1, "n2", "e"),
        write(4, 2, "n1", "d", about="f31"),
        write(3, 1, "n1", " c ", "x", "  ", "z", about="m1"),
        write(2, 1, "n3", "  ", about="f31"),
        write(1, 1, "n2", "a", about="f31"),
    ]
    result = summarise(CONFIG, entries)
    assert [(one.text, one.focus, one.table) for one in result.needs] == [
        ("a", 31, 1),
        ("d", 31, 2),
        ("c", 32, 1),
        ("e", 0, 1),
    ]
    assert result.needs[2].actions == ("x", "z")
    assert result.needs[2].source == "Ses forskelligt"
    assert (result.actions, result.tables, rules.find_newest(result)) == (2, {1, 2}, 5)
    told = msgspec.json.encode(result).decode()
    assert "Grete" not in told
    assert "giver" not in told


def test_the_last_to_take_the_pen_writes_and_the_last_page_turned_to_is_shown():
    claims = [Entry(n, who, "scribe", "scribe", Scribe(), 4) for n, who in enumerate("ab")]
    found = rules.find_scribe([write(9, 4, "n1", "x"), *claims])
    assert found is not None
    assert found.giver == "b"
    assert rules.find_scribe([]) is None
    assert summarise(CONFIG, [Entry(2, "console", "turned", "turned", Turned(3))]).page == 3
    assert summarise(CONFIG, []).page == 1
    assert Turned.console_only


def test_material_is_what_calls_for_something_once_and_the_most_telling_first():
    def leave(id_, kind, text, type_="", focus=31):
        return Earlier(id_, kind, text, focus, "NU", {"type": type_} if type_ else {})

    earlier = (
        leave(1, "need", "Tid"),
        leave(2, "statement", "Vi mødes", "works"),
        leave(3, "statement", "Skemaet", "in_the_way", None),
        leave(4, "statement", "1,8 trin", "gap"),
        leave(5, "statement", "Vi <vil>", "dividing"),
        leave(6, "statement", "SKEMAET ", "dividing", None),
        leave(7, "action", "Ring"),
        leave(8, "statement", "Alle vil", "uniting"),
    )
    config = rules.resolve(Config(2), Ground(AREAS, earlier=earlier))
    assert config.most_needs == 2
    assert config.material == (
        Material(1, "gap", "1,8 trin", 31),
        Material(2, "dividing", "Vi <vil>", 31),
        Material(3, "dividing", "SKEMAET ", 0),
        Material(4, "need", "Tid", 31),
    )
    many = tuple(leave(n, "need", f"Nr. {n}") for n in range(30))
    assert len(rules.resolve(Config(), Ground(AREAS, earlier=many)).material) == 10
    stored = msgspec.json.decode(msgspec.json.encode(config))
    assert msgspec.convert(stored, Config) == config


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Need("x" * 201), "n1", "long"),
        (Need("x", action_3="x" * 201), "n1", "long"),
        (Need(" ", "x"), "n1", "need"),
        (Need("x"), "n5", "unknown"),
        (Need("x"), "n0", "unknown"),
        (Need("x"), "n1\n", "unknown"),
        (Need("x"), "n١", "unknown"),
        (Need("x", about="m2"), "n1", "unknown"),
        (Need("x", about="f33"), "n1", "unknown"),
        (Need("x", about=""), "n1", "unknown"),
        (Scribe(), "n1", "unknown"),
        (Turned(1), "", "unknown"),
    ],
)
def test_refusals(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code
    with pytest.raises(Refused) as explained:
        ACTIVITY.check(CONFIG, payload, item)
    assert explained.value.message not in ("", code)


@pytest.mark.parametrize(
    ("payload", "item"),
    [
        (Need("x" * 200, "x" * 200, about="m1"), "n4"),
        (Need("", about="f32"), "n1"),
        (Scribe(), "scribe"),
        (Turned(2), "turned"),
    ],
)
def test_what_is_taken(payload, item):
    check(CONFIG, payload, item)


def test_actions_go_on_with_their_focus_area_and_name_their_need():
    entries = [write(1, 1, "n1", "Tid", "Mødes", "Ring", about="m1"), write(2, 2, "n1", "Ro")]
    assert list(list_outcomes(summarise(CONFIG, entries))) == [
        OutcomeDraft("need", "Tid", 32, {"from": "Ses forskelligt"}),
        OutcomeDraft("action", "Mødes", 32, {"need": "Tid"}),
        OutcomeDraft("action", "Ring", 32, {"need": "Tid"}),
        OutcomeDraft("need", "Ro"),
    ]


def test_what_the_activity_fits():
    assert ACTIVITY.fits("grupper", "Behov og mulige handlinger") == 100
    assert ACTIVITY.fits("groups", "Needs and possible actions") == 100
    assert ACTIVITY.fits("plenum", "Behov og mulige handlinger") == 0
    assert ACTIVITY.fits("grupper", "Dilemmaer") == 0


texts = st.text(max_size=220)
payloads = st.one_of(
    st.builds(Need, texts, texts, texts, texts, st.sampled_from(["0", "f31", "m1", "m2", "x"])),
    st.builds(Scribe),
    st.builds(Turned, st.integers(1, 999)),
)
items = st.one_of(st.text(max_size=64), st.from_regex(r"\An[0-9]{1,2}\Z"))


@given(payloads, items, st.integers(1, 8))
def test_check_raises_nothing_but_refused(payload, item, most):
    with suppress(Refused):
        ACTIVITY.check(Config(most, AREAS, (GAP,)), payload, item)


@st.composite
def harvests(draw):
    found = draw(st.sets(st.tuples(st.integers(1, 9), st.integers(1, 4)), max_size=20))
    lengths = st.integers(1, 200)
    return [
        write(
            id_,
            table,
            f"n{number}",
            "x" * draw(lengths),
            *("y" * n for n in draw(st.lists(lengths, max_size=3))),
            about=draw(st.sampled_from(["0", "f31", "f32", "m1"])),
        )
        for id_, (table, number) in enumerate(sorted(found), 1)
    ]


@given(harvests(), st.randoms())
def test_the_result_does_not_depend_on_the_order_of_the_entries(entries, random):
    mixed = list(entries)
    random.shuffle(mixed)
    assert summarise(CONFIG, mixed) == summarise(CONFIG, entries)


@given(harvests(), st.integers(0, 600))
def test_every_need_and_action_stands_on_a_page_that_fits(entries, room):
    needs = summarise(CONFIG, entries).needs
    pages = lay_pages(needs, room)
    assert [(one.id, action) for one in needs for action in one.actions] == [
        (one.id, action) for page in pages for one in page.needs for action in one.actions
    ]
    assert [one.id for one in needs] == list(
        dict.fromkeys(one.id for page in pages for one in page.needs)
    )
    for page in pages:
        assert {one.focus for one in page.needs} == {page.focus}
        (first, *more) = page.needs
        assert fits(page.needs, room) or (not more and len(first.actions) <= 1)
