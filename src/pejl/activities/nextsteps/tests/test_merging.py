"""Two steps that say the same become one, and two again."""

from msgspec import structs

from pejl.activities.nextsteps.payloads import Settled, name_pair
from pejl.activities.nextsteps.rules import list_offers, list_outcomes, list_parted
from pejl.activities.nextsteps.summing import summarise
from pejl.activities.nextsteps.tests.making import CONFIG, find_steps, merge, propose, reply
from pejl.activities.nextsteps.traces import Source
from pejl.days.contract import Entry

SOURCED = structs.replace(
    CONFIG,
    sources=(Source(7, "case", "Kortere ventetid", "Case"), Source(8, "need", "Tid", "Behov")),
)
IDAS = propose(1, "x1", "Faste møder med PPR", giver="ida", source="7")
BOS = propose(2, "x2", "Vi holder faste møder med PPR", owner="bo", giver="bo", source="8")


def list_pairs(*entries):
    found = list_offers(SOURCED, summarise(SOURCED, list(entries)))
    return [(one.one.item, one.other.item) for one in found]


def test_two_that_say_the_same_are_offered_and_others_are_not():
    other = propose(3, "x3", "Besøger hinandens skoler")
    assert list_pairs(IDAS, other, BOS) == [("x1", "x2")]
    assert list_pairs() == list_pairs(IDAS, other) == []


def test_one_whose_owner_said_no_is_not_offered():
    assert list_pairs(IDAS, BOS, reply(3, "x2", "no", "Tid", giver="bo")) == []


def test_put_together_they_are_one_with_both_sources_and_the_other_owner_as_partner():
    (step,) = find_steps(IDAS, BOS, merge(3, "x1", "x2", "x1"), config=SOURCED)
    assert (step.item, step.owner, step.state, step.partners) == (
        "x1", "Ida Krog", "accepted", ("Bo Lund",),
    )  # fmt: skip
    assert [source.text for source in step.sources] == ["Kortere ventetid", "Tid"]
    (other,) = find_steps(IDAS, BOS, merge(3, "x1", "x2", "x2"), config=SOURCED)
    assert (other.item, other.owner, other.partners) == ("x2", "Bo Lund", ("Ida Krog",))


def test_what_comes_after_the_day_sees_one():
    result = summarise(SOURCED, [IDAS, BOS, merge(3, "x1", "x2", "x1")])
    (left,) = list_outcomes(SOURCED, result)
    assert [one["where"] for one in left.data["sources"]] == ["Case", "Behov"]
    assert left.data["merged"] == [
        {"item": "x2", "what": "Vi holder faste møder med PPR", "owner": "Bo Lund"}
    ]
    assert left.data["partner_ids"] == ["bo"]


def test_parted_they_are_two_again_and_not_offered_but_can_be_put_together_after_all():
    entries = [IDAS, BOS, merge(3, "x1", "x2", "x1"), merge(4, "x1", "x2", "", giver="bo")]
    result = summarise(SOURCED, entries)
    assert [step.item for step in result.steps] == ["x1", "x2"]
    assert list_offers(SOURCED, result) == []
    assert [one.pair for one in list_parted(SOURCED, result)] == ["x1~x2"]
    again = summarise(SOURCED, [*entries, merge(5, "x1", "x2", "x2")])
    assert [step.item for step in again.steps] == ["x2"]


def test_the_facilitators_word_and_the_owners_count_as_they_came():
    settled = Entry(4, "console", "settle", name_pair("x1", "x2"), Settled("x2"))
    (step,) = find_steps(IDAS, BOS, merge(3, "x1", "x2", ""), settled)
    assert step.item == "x2"
    assert len(find_steps(IDAS, BOS, settled, merge(5, "x1", "x2", ""))) == 2


def test_three_become_one_and_each_can_be_parted_by_itself():
    third = propose(3, "x3", "Faste møder med PPR", owner="eva", giver="eva")
    entries = [IDAS, BOS, third, merge(4, "x1", "x2", "x1"), merge(5, "x1", "x3", "x3")]
    (step,) = find_steps(*entries)
    assert (step.item, step.partners) == ("x3", ("Bo Lund", "Ida Krog"))
    assert [(one.item, one.pair) for one in step.merged] == [("x2", "x1~x2"), ("x1", "x1~x3")]
    parted = find_steps(*entries, merge(6, "x1", "x2", ""))
    assert [one.item for one in parted] == ["x2", "x3"]


def test_two_words_at_the_same_time_make_no_ring():
    third = propose(3, "x3", owner="eva", giver="eva")
    ring = [merge(4, "x1", "x2", "x2"), merge(5, "x2", "x3", "x3"), merge(6, "x1", "x3", "x1")]
    (step,) = find_steps(IDAS, BOS, third, *ring)
    assert step.item == "x3"


def test_a_no_that_came_at_the_same_time_leaves_the_other_by_itself():
    entries = [IDAS, BOS, merge(3, "x1", "x2", "x1"), reply(4, "x1", "no", "Tid")]
    assert [(step.item, step.state) for step in find_steps(*entries)] == [
        ("x1", "declined"), ("x2", "accepted"),
    ]  # fmt: skip


def test_a_promise_and_a_first_step_are_not_lost():
    helped = propose(2, "x2", owner="bo", giver="bo", support="eva", first="Ringer", focus="31")
    promised = reply(3, "x2", giver="eva", promise="To timer om ugen")
    (step,) = find_steps(IDAS, helped, promised, merge(4, "x1", "x2", "x1"))
    assert (step.support, step.supported, step.promise) == (
        "Eva Ry",
        "accepted",
        "To timer om ugen",
    )
    assert (step.first, step.first_by, step.focus) == ("Ringer", "2026-12-15", 31)
