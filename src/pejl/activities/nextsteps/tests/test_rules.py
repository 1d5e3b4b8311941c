from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.checks import check
from pejl.activities.nextsteps.config import (
    Config,
    FocusChoice,
    PersonChoice,
    read_date,
    resolve,
)
from pejl.activities.nextsteps.payloads import Payload, Proposed, Replied
from pejl.activities.nextsteps.rules import list_bare, list_outcomes
from pejl.activities.nextsteps.summing import summarise
from pejl.activities.nextsteps.tests.making import (
    CONFIG,
    find_steps,
    propose,
    reply,
)
from pejl.activities.nextsteps.traces import Source
from pejl.activities.nextsteps.words import say_source
from pejl.days.contract import Earlier, Entry, Focus, Ground, Person, Refused


def find_states(*entries):
    return [step.state for step in find_steps(*entries)]


def refuse(payload, item="x1"):
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(CONFIG, payload, item)
    return refusal.value.message, refusal.value.field


def test_the_day_gives_the_focus_areas_and_the_people():
    person = Person("ida", "Ida Krog", "Skoleleder", "Institutionsledelse", "Skoler")
    config = ACTIVITY.resolve(Config(), Ground((Focus(31, 1, "Sprog"),), (person,)))
    assert config == Config(
        (FocusChoice(31, 1, "Sprog"),),
        (PersonChoice("ida", "Ida Krog", "Skoleleder", "Institutionsledelse", "Skoler"),),
    )
    assert msgspec.convert(msgspec.to_builtins(config), Config) == config


@pytest.mark.parametrize(
    ("fields", "payload"),
    [
        (
            {"kind": "step", "what": "Mødes", "owner": "ida", "partners": ["bo", "eva"]},
            Proposed("Mødes", "ida", partners=("bo", "eva")),
        ),
        (
            {"kind": "step", "what": "Mødes", "owner": "ida", "by": "2027-01-31", "focus": "31"},
            Proposed("Mødes", "ida", "2027-01-31", "31"),
        ),
        ({"kind": "reply", "answer": "yes"}, Replied("yes")),
        ({"kind": "reply", "answer": "no", "reason": "Tid"}, Replied("no", "Tid")),
    ],
)
def test_a_form_becomes_a_payload(fields, payload):
    assert msgspec.convert(fields, Payload, strict=False) == payload


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "step"},
        {"kind": "step", "what": "a" * 4001},
        {"kind": "step", "what": "Mødes", "partners": "bo"},
        {"kind": "step", "what": "Mødes", "state": "accepted"},
        {"kind": "reply"},
        {"kind": "reply", "answer": "maybe"},
        {"kind": "reply", "answer": "yes", "giver": "ida"},
    ],
)
def test_what_no_form_of_ours_sends_is_no_payload(fields):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fields, Payload, strict=False)


def test_what_belongs_is_taken():
    check(CONFIG, Proposed("a" * 200, "ida", "2028-02-29", "31", "eva", ("bo", "eva")), "x1")
    check(CONFIG, Proposed("Mødes", "ida"), "x1")
    check(CONFIG, Proposed(""), "x1")
    check(CONFIG, Replied("yes"), "x1")
    check(CONFIG, Replied("no", "a" * 200), "x1")


@pytest.mark.parametrize(
    ("payload", "message", "field"),
    [
        (Proposed("a" * 201, "ida"), "Det er lidt langt. Brug højst 200 tegn.", "what"),
        (Proposed("Mødes"), "Vælg på listen, hvem der ejer skridtet.", "owner"),
        (Proposed("Mødes", "ukendt"), "Vælg på listen, hvem der ejer skridtet.", "owner"),
        (
            Proposed("Mødes", "ida", partners=("bo", "ukendt")),
            "Vælg deltagere fra dagens liste.",
            "partners",
        ),
        (Proposed("Mødes", "ida", support="x"), "Vælg deltagere fra dagens liste.", "partners"),
        (Proposed("Mødes", "ida", "31-01-2027"), "Skriv datoen som dag, måned og år.", "by"),
        (Proposed("Mødes", "ida", "2027-02-29"), "Skriv datoen som dag, måned og år.", "by"),
        (Proposed("Mødes", "ida", "20270131"), "Skriv datoen som dag, måned og år.", "by"),
        (Proposed("Mødes", "ida", "2027-W05-1"), "Skriv datoen som dag, måned og år.", "by"),
        (Replied("no"), "Skriv kort hvorfor ikke, så salen kan finde en anden vej.", "reason"),
        (Replied("no", "a" * 201), "Det er lidt langt. Brug højst 200 tegn.", "reason"),
    ],
)
def test_what_does_not_belong_is_refused_at_its_field(payload, message, field):
    assert refuse(payload) == (message, field)


@pytest.mark.parametrize("payload", [Proposed("Mødes", "ida"), Replied("yes")])
def test_without_an_item_it_belongs_to_no_step(payload):
    """Steps without an item of their own would replace one another."""
    message, _field = refuse(payload, item="")
    assert message == "Svaret kunne ikke forstås. Genindlæs siden, og prøv igen."


@given(
    st.one_of(
        st.builds(
            Proposed,
            st.text(max_size=300),
            st.sampled_from(["", "ida", "ukendt"]),
            st.one_of(st.text(max_size=20), st.dates().map(str)),
            st.text(max_size=20),
            st.sampled_from(["", "bo", "ukendt"]),
        ),
        st.builds(Replied, st.sampled_from(["yes", "no"]), st.text(max_size=300)),
    ),
    st.text(max_size=64),
)
def test_check_raises_nothing_but_refused_in_words(payload, item):
    try:
        ACTIVITY.check(CONFIG, payload, item)
    except Refused as refusal:
        assert refusal.message.endswith(".")


@given(st.dates())
def test_a_date_is_read_as_the_phone_writes_it(day: date):
    assert read_date(day.isoformat()) == day
    assert read_date(day.strftime("%d-%m-%Y")) is None


def test_a_step_waits_for_its_owner():
    (step,) = find_steps(
        propose(1, "x1", by="2027-01-31", focus="32", support="eva", partners=("bo",))
    )
    assert (step.owner, step.by, step.focus, step.support, step.partners, step.state) == (
        "Ida Krog", "2027-01-31", 32, "Eva Ry", ("Bo Lund",), "waiting",
    )  # fmt: skip
    assert step.proposer == "Bo Lund"


def test_who_proposes_for_oneself_has_said_yes():
    assert find_states(propose(1, "x1", giver="ida")) == ["accepted"]
    assert find_states(propose(1, "x1", giver="ida"), reply(2, "x1", "no", "Tid")) == ["declined"]


@pytest.mark.parametrize(("answer", "state"), [("yes", "accepted"), ("no", "declined")])
def test_the_owners_word_counts(answer, state):
    (step,) = find_steps(propose(1, "x1"), reply(2, "x1", answer, "Tid"))
    assert (step.state, step.reason) == (state, "Tid" if answer == "no" else "")


def test_nobody_elses_word_counts():
    assert find_states(propose(1, "x1"), reply(2, "x1", giver="bo")) == ["waiting"]
    assert find_states(propose(1, "x1"), reply(2, "x2")) == ["waiting"]
    assert find_states(reply(2, "x1")) == []


def test_who_changes_a_step_asks_its_owner_again():
    """The owner said yes to something else."""
    assert find_states(reply(2, "x1"), propose(3, "x1", "Vi mødes hver dag")) == ["waiting"]


def test_a_step_belongs_to_whom_first_proposed_it():
    first, other = propose(1, "x1"), propose(2, "x1", "Alt andet", giver="eva")
    assert [step.what for step in find_steps(other, first)] == ["Vi mødes"]


def test_a_step_taken_back_is_gone():
    assert find_steps(propose(1, "x1", "")) == ()


def test_owner_and_support_are_not_named_again_as_partners():
    step = propose(1, "x1", support="eva", partners=("ida", "eva", "bo", "bo"))
    assert find_steps(step)[0].partners == ("Bo Lund",)


def test_an_unknown_focus_area_is_none():
    assert find_steps(propose(1, "x1", focus="99"))[0].focus is None


def test_each_step_is_left_to_what_comes_after_the_day():
    entries = [
        propose(1, "x1", by="2027-01-31", focus="31", support="eva", partners=("bo",)),
        propose(2, "x2", "Besøg"),
        reply(3, "x2", "no", "Tid"),
    ]
    first, second = list_outcomes(CONFIG, summarise(CONFIG, entries))
    assert (first.kind, first.text, first.focus) == ("next_step", "Vi mødes", 31)
    assert first.data == {
        "owner": "Ida Krog", "owner_id": "ida", "by": "2027-01-31", "state": "waiting",
        "awaited": ["Ida Krog", "Eva Ry"], "partner_ids": ["bo"], "first_by": "", "merged": [],
        "sources": [],
        "support": "Eva Ry", "partners": ["Bo Lund"], "reason": "", "item": "x1",
        "support_id": "eva", "supported": "waiting", "promise": "", "first": "",
        "weeks": [2, 6, 12], "climb": "supporter", "source": None, "warnings": [],
    }  # fmt: skip
    assert (second.focus, second.data["state"], second.data["reason"]) == (None, "declined", "Tid")


@pytest.mark.parametrize(
    ("title", "fits"), [("Aftale om næste skridt", 100), ("Next steps", 100), ("Pause", 0)]
)
def test_what_next_steps_fit(title, fits):
    assert ACTIVITY.fits("plenum", title) == fits


SOURCED = structs.replace(
    CONFIG,
    sources=(
        Source(7, "priority", "Fælles overgange", "Prioritering", ("Vi mødes ikke",)),
        Source(8, "priority", "Tidlig indsats", "Prioritering"),
    ),
)


def test_the_supporter_says_yes_with_a_promise_and_only_the_supporter():
    asked = propose(1, "x1", support="eva")
    promised = Entry(2, "eva", "reply", "x1", Replied("yes", promise="To timer om ugen"))
    (step,) = find_steps(asked, promised, Entry(3, "bo", "reply", "x1", Replied("yes")))
    assert (step.state, step.supported, step.promise) == ("waiting", "accepted", "To timer om ugen")
    (step,) = find_steps(asked, Entry(2, "eva", "reply", "x1", Replied("no", "Tid")))
    assert (step.supported, step.promise) == ("declined", "")


def test_the_trace_is_kept_with_the_warnings_to_ask_for():
    entries = [propose(1, "x1", source="7", weeks="12,2,2", climb="leader", first="Ringer")]
    (left,) = list_outcomes(SOURCED, summarise(SOURCED, entries))
    trace = {"kind": "priority", "text": "Fælles overgange", "where": "Prioritering"}
    assert (left.data["source"], left.data["sources"]) == (trace, [trace])
    assert left.data["warnings"] == ["Vi mødes ikke"]
    assert (left.data["weeks"], left.data["climb"], left.data["first"]) == (
        [2, 12], "leader", "Ringer",
    )  # fmt: skip


def test_a_priority_without_a_next_step_is_told():
    result = summarise(SOURCED, [propose(1, "x1", source="7")])
    assert [one.id for one in list_bare(SOURCED, result)] == [8]


def test_only_what_a_step_can_come_from_is_offered():
    earlier = [Earlier(n, kind, "T", None, "Før") for n, kind in enumerate(("need", "next_step"))]
    assert [one.id for one in resolve(Config(), Ground(earlier=tuple(earlier))).sources] == [0]


@pytest.mark.parametrize(
    ("kind", "data", "found"),
    [
        ("priority", {"case": "Ida på 8 år"}, "priority"),
        ("need", {"type": "delegation"}, "delegation"),
        ("need", {"type": "dilemma", "dilemma": "Ens eller forskelligt"}, "dilemma"),
        ("action", {"dilemma": "Ens eller forskelligt"}, "dilemma"),
        ("action", {"case": "Ida på 8 år", "table": 2}, "case"),
        ("action", {"need": "Tid"}, "action"),
        ("need", {}, "need"),
        ("statement", {"type": "uniting"}, "statement"),
    ],
)
def test_each_trace_says_what_it_comes_from(kind, data, found):
    (source,) = resolve(
        Config(), Ground(earlier=(Earlier(5, kind, "T", None, "Før", data),))
    ).sources
    assert (source.kind, source.text, source.where) == (found, "T", "Før")


def test_what_came_of_a_talk_that_was_asked_for_names_the_item_and_no_more():
    (step,) = find_steps(propose(1, "x1", source="0"))
    assert say_source(step.sources[0]) == "En samtale om feedback, nogen har bedt om"
    config = resolve(Config(), Ground(talks=("På opfordring", "Eftermiddag")))
    assert config.find_source("0") is None
    said = "En samtale om feedback, nogen har bedt om: Eftermiddag"
    assert say_source(config.find_source("-2")) == said


def test_an_answer_to_feedback_is_traced_by_itself():
    data = {"answered_by": "Ledelsen", "answer_to": "Skolerne"}
    config = resolve(CONFIG, Ground(earlier=(Earlier(5, "action", "Ringer", None, "Før", data),)))
    assert config.sources == ()
    step = Entry(1, "ida", "step", "from-5", Proposed("Ringer", "ida"))
    assert [say_source(one) for one in summarise(config, [step]).steps[0].sources] == [
        "Feedback: “Ringer” (Før)"
    ]
