"""Who may be partner and supporter, when things are done, and who may say what when."""

import pytest
from msgspec import structs

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.config import Config, PersonChoice
from pejl.activities.nextsteps.payloads import Merged, Proposed, Replied, Settled, name_pair
from pejl.activities.nextsteps.tests.making import (
    CONFIG,
    NEAR,
    PEOPLE,
    admit,
    merge,
    propose,
    reply,
)
from pejl.days.contract import Ground, Person, Refused

CROWDED = structs.replace(CONFIG, people=(*PEOPLE, NEAR))
DATED = {"first": "Ringer", "first_by": "2026-12-10"}


def refuse(payload, config=CROWDED):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(config, payload, "x1")
    return refusal.value.message, refusal.value.field


def deny(payload, *entries, item="x1", who="ida", config=CONFIG):
    with pytest.raises(Refused) as refusal:
        admit(config, entries, payload, item, who)
    return refusal.value.message


def test_a_partner_comes_from_another_level_or_area():
    message, field = refuse(Proposed("Mødes", "ida", partners=("bo", "lis")))
    assert field == "partners"
    assert message == (
        "Lis Sen er på samme niveau og i samme område som Ida Krog. Vælg en fra et andet niveau "
        "eller område, eller lad feltet stå tomt."
    )
    ACTIVITY.check(CROWDED, Proposed("Mødes", "ida", partners=("bo", "eva", "ida")), "x1")


def test_a_field_for_a_partner_may_stand_empty():
    ACTIVITY.check(CROWDED, Proposed("Mødes", "ida", partners=("", "bo")), "x1")


def test_a_supporter_stands_above_and_the_message_says_who_does():
    assert refuse(Proposed("Mødes", "ida", support="bo")) == (
        "Bo Lund er ikke over Ida Krog i kæden. Vælg Eva Ry, eller lad feltet stå tomt.",
        "support",
    )
    assert refuse(Proposed("Mødes", "eva", support="ida")) == (
        "Ingen på dagen er over Eva Ry i kæden, så Ida Krog kan ikke støtte oppefra. Lad feltet "
        "stå tomt.",
        "support",
    )
    assert refuse(Proposed("Mødes", "ida", support="ida"))[1] == "support"
    ACTIVITY.check(CROWDED, Proposed("Mødes", "ida", support="eva"), "x1")


def test_without_a_chain_those_of_a_higher_level_can_support():
    flat = structs.replace(CONFIG, people=tuple(structs.replace(one, above=()) for one in PEOPLE))
    assert [one.id for one in flat.list_supporters("ida")] == ["eva"]
    assert flat.list_supporters("eva") == ()
    assert Config(people=(PersonChoice("x", "X"),)).list_supporters("x") == ()


def test_the_nearest_above_comes_first():
    people = (*PEOPLE[1:], structs.replace(PEOPLE[0], above=("bo", "eva", "gone")))
    config = structs.replace(CONFIG, people=people)
    assert [one.id for one in config.list_supporters("ida")] == ["bo", "eva"]


@pytest.mark.parametrize(
    ("fields", "message", "field"),
    [
        ({"by": "2026-11-30"}, "før selve dagen. Vælg 1. december 2026", "by"),
        ({"by": "2028-12-01"}, "Vælg senest 30. november 2028.", "by"),
        (
            {"first": "Ringer", "first_by": "2026-12-16"},
            "fra 1. december 2026 til 15. december 2026.", "first_by",
        ),
        ({"first": "Ringer", "first_by": "2026-11-30"}, "inden 14 dage", "first_by"),
        ({"first": "Ringer", "first_by": "snart"}, "Skriv datoen", "first_by"),
        ({"by": "2026-12-05", **DATED}, "ligger efter, at det hele skal være gjort", "first_by"),
    ],
)  # fmt: skip
def test_dates_keep_within_reason(fields, message, field):
    said, where = refuse(Proposed("Mødes", "ida", **fields))
    assert message in said
    assert where == field


@pytest.mark.parametrize("by", ["", "2026-12-10", "2028-11-30"])
def test_dates_within_reason_are_taken(by):
    ACTIVITY.check(CONFIG, Proposed("Mødes", "ida", by=by, **DATED), "x1")


def test_a_day_that_knows_no_date_holds_none_against_it():
    ACTIVITY.check(structs.replace(CONFIG, day=""), Proposed("Mødes", "ida", "2001-01-01"), "x1")


def test_the_chain_of_the_day_reaches_the_item():
    people = (Person("ida", "Ida", "", "Nederst", ""), Person("eva", "Eva", "", "Øverst", ""))
    ground = Ground(people=people, above={"ida": ("eva",)}, levels=("Øverst", "Nederst"))
    config = ACTIVITY.resolve(Config(), ground)
    assert [one.id for one in config.list_supporters("ida")] == ["eva"]


def test_only_owner_and_supporter_answer_and_a_supporter_says_what():
    step = propose(1, "x1", support="eva")
    assert deny(Replied("yes"), step, who="bo") == "Det er kun Ida Krog, der kan svare på det."
    assert deny(Replied("yes"), who="ida") == "Det næste skridt er trukket tilbage."
    assert deny(Replied("yes"), step, who="eva") == "Skriv kort, hvad du lover."
    admit(CONFIG, [step], Replied("yes", promise="Tid"), "x1", "eva")
    admit(CONFIG, [step], Replied("no", "Tid"), "x1", "eva")


def test_a_step_stays_with_who_proposed_it_until_its_owner_has_said_yes():
    step, yes = propose(1, "x1"), reply(2, "x1")
    assert deny(Proposed("Andet", "eva"), step, who="eva").startswith("Bo Lund har allerede gjort")
    admit(CONFIG, [step], Proposed(""), "x1", "bo")
    assert deny(Proposed(""), step, yes, who="bo") == (
        "Ida Krog har sagt ja og ejer det nu, så det kan ikke trækkes tilbage."
    )
    admit(CONFIG, [propose(1, "x1", giver="ida")], Proposed(""), "x1", "ida")


def test_a_pair_has_one_name_that_a_day_taken_in_elsewhere_keeps():
    here, there = name_pair("from-93", "from-100"), name_pair("from-130", "from-137")
    assert here == name_pair("from-100", "from-93") == "from-93~from-100"
    assert there == "from-130~from-137"


def test_two_are_put_together_by_an_owner_or_the_facilitator_and_by_nobody_else():
    mine, other = propose(1, "x1", giver="ida"), propose(2, "x2", owner="bo", giver="bo")
    pair = name_pair("x1", "x2")
    assert deny(Merged("x1"), mine, other, item=pair, who="eva") == (
        "Det er kun Ida Krog og Bo Lund, der kan sige, om det er det samme."
    )
    for who, word in (("ida", Merged), ("bo", Merged), ("", Settled)):
        admit(CONFIG, [mine, other], word("x2"), pair, who)
        admit(CONFIG, [mine, other], word(""), pair, who)
    asked = propose(2, "x2", owner="bo", giver="ida")
    assert "Det er kun" in deny(Merged("x1"), propose(1, "x1"), asked, item=pair, who="ida")


def test_what_is_put_together_is_parted_before_anything_else_becomes_of_it():
    steps = [propose(1, "x1", giver="ida"), propose(2, "x2", owner="bo", giver="bo")]
    held = [*steps, merge(3, "x1", "x2", "x1")]
    said = "Det er lagt sammen med “Vi mødes”. Skil dem ad først."
    for payload, item in (
        (Replied("no", "Tid"), "x2"),
        (Proposed(""), "x2"),
        (Merged("x2"), name_pair("x1", "x2")),
    ):
        assert deny(payload, *held, item=item, who="bo") == said
    for payload in (Replied("no", "Tid"), Proposed(""), Proposed("Andet", "ida")):
        assert deny(payload, *held, who="ida") == said
    admit(CONFIG, held, Replied("yes"), "x1", "ida")
    admit(CONFIG, held, Merged(""), name_pair("x1", "x2"), "bo")
    declined = [*steps, reply(3, "x2", "no", "Tid", giver="bo")]
    assert deny(Merged("x1"), *declined, item=name_pair("x1", "x2")).startswith("Ejeren har sagt")
    assert deny(Merged("x1"), *steps, item=name_pair("x1", "x9")) == (
        "Det næste skridt er trukket tilbage."
    )


@pytest.mark.parametrize(
    ("payload", "item"), [(Merged("x3"), "x1~x2"), (Proposed("M", "ida"), "a~b")]
)
def test_a_pair_is_of_its_two_steps(payload, item):
    with pytest.raises(Refused):
        ACTIVITY.check(CONFIG, payload, item)
