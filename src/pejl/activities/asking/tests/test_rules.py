import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.asking.rules import (
    Ask,
    Asked,
    Came,
    Config,
    Given,
    Helped,
    Reply,
    Someone,
    check,
    find_request,
    find_route,
    may_send,
    name_item,
    open_routes,
    open_up,
    read_route,
    summarise,
)
from pejl.activities.asking.suggesting import MOST, list_rest, suggest
from pejl.days.entries import Entry, Refused

names = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=24)
PEOPLE = tuple(Someone(f"p{at}", f"L{at}") for at in range(8))
CONFIG = Config(PEOPLE)


def request(ask, giver="p0", item="i1"):
    return Entry(1, giver, "ask", item, ask)


def route_to(giver, about="Møder"):
    return next(iter(open_routes(request(Ask((giver,), about)))))


@given(names, names, st.lists(names, min_size=1, max_size=5, unique=True), st.text(min_size=1))
def test_a_request_opens_a_route_for_each_one_asked_and_names_itself(asker, item, to, about):
    opened = open_routes(request(Ask(tuple(to), about), asker, item))
    assert sorted(opened.values()) == sorted(to)
    for key, giver in opened.items():
        said = Given(key, "give", "a")
        assert find_route(said) == key
        assert find_request(said) == (asker, item)
        assert read_route(key).giver == giver
        assert may_send(CONFIG, said, giver)
        assert may_send(CONFIG, Helped(key, "yes"), giver)
        assert may_send(CONFIG, Reply(key, "heard"), asker)
        for other in {*to, asker, "x!"} - {giver}:
            assert not may_send(CONFIG, said, other)
        for other in {*to, "x!"} - {asker}:
            assert not may_send(CONFIG, Reply(key, "heard"), other)


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_answer_stands_only_under_the_question_it_answers(one, other):
    first, second = (open_routes(request(Ask(("p1",), about))) for about in (one, other))
    assert (set(first) == set(second)) is (one == other)


def test_a_withdrawn_request_opens_nothing_and_counts_nowhere():
    assert open_routes(request(Ask())) == {}
    assert open_up(Ask()) is None
    check(CONFIG, Ask(), "i1")


def test_nobody_asks_oneself():
    assert not may_send(CONFIG, Ask(("p1", "p0"), "Møder"), "p0")
    assert may_send(CONFIG, Ask(("p1",), "Møder"), "p0")


@pytest.mark.parametrize(
    ("ask", "item", "code"),
    [
        (Ask(("p1",), ""), "i", "about"),
        (Ask(("p1",), "a" * 281), "i", "short"),
        (Ask((), "a"), "i", "whom"),
        (Ask(tuple(f"p{at}" for at in range(1, 7)), "a"), "i", "many"),
        (Ask(("p1", "p1"), "a"), "i", "unknown"),
        (Ask(("gone",), "a"), "i", "unknown"),
        (Ask(("p1",), "a"), "", "unknown"),
        (Ask(("p1",), "a"), "a.b", "unknown"),
    ],
)
def test_a_request_that_cannot_be_put_is_refused(ask, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, ask, item)
    assert refusal.value.message == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Given(route_to("p1"), "give"), "empty"),
        (Given(route_to("p1"), "give", "a" * 601), "long"),
        (Reply(route_to("p1"), "do"), "what"),
        (Reply(route_to("p1"), "wont"), "because"),
        (Given("a.b.c", "decline"), "unknown"),
        (Given("a..c.d", "decline"), "unknown"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_refused(said, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, said, name_item(said) if said.route.count(".") == 3 else "i")
    assert refusal.value.message == code


@pytest.mark.parametrize("kind", [Given(route_to("p1"), "decline"), Reply(route_to("p1"), "heard")])
def test_one_may_decline_without_a_word_but_only_under_its_own_item(kind):
    check(CONFIG, kind, name_item(kind))
    with pytest.raises(Refused):
        check(CONFIG, kind, "another")


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=30),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=20),
)
def test_no_count_is_about_fewer_than_five(came, asked):
    entries = [Entry(0, f"g{who}", "came", "", Came(no)) for who, no in came]
    entries += [Entry(0, f"g{who}", "asked", "", Asked(n)) for who, n in asked]
    result = summarise(CONFIG, entries)
    for count, behind in (
        (result.answered, [who for who, no in came if not no]),
        (result.declined, [who for who, no in came if no]),
    ):
        assert count == (len(behind) if len(set(behind)) >= 5 else 0)
    enough = len({who for who, _n in asked}) >= 5
    assert result.asked == (sum(n for _who, n in asked) if enough else 0)


@st.composite
def chains(draw):
    at = st.integers(0, 11)
    return tuple(
        Someone(f"p{n}", f"L{n}", "", draw(st.sampled_from("AB")), draw(st.sampled_from(["", "x"])),
                draw(at.map(lambda one: f"p{one}")))
        for n in range(draw(st.integers(0, 12)))
    )  # fmt: skip


@given(chains(), st.integers(0, 11))
def test_all_others_can_be_found_once_and_never_oneself(people, at):
    who = f"p{at}"
    shown = suggest(people, who)
    listed = [one.id for suggestion in shown for one in suggestion.people]
    assert all(len(suggestion.people) <= MOST for suggestion in shown)
    listed += [one.id for one in list_rest(people, who, shown)]
    assert sorted(listed) == sorted(one.id for one in people if one.id != who)


def test_suggestions_follow_the_chain():
    people = (
        Someone("top", "Top", level="1"),
        Someone("a", "A", level="2", area="x", leader="top"),
        Someone("b", "B", level="2", area="x", leader="top"),
        Someone("c", "C", level="2", area="y", leader="top"),
        Someone("d", "D", level="3", area="x", leader="a"),
    )
    found = {one.path: [who.id for who in one.people] for one in suggest(people, "a")}
    assert found == {"leader": ["top"], "led": ["d"], "peers": ["b"], "other_area": ["c"]}
