"""Next steps through the log and the gate, as the proposer's and the owner's phones send them."""

from datetime import date, timedelta

import pytest

from pejl.days.gate import release
from pejl.days.log import store
from pejl.days.tests.making import close, make_answer, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db
DUE = (date.today() + timedelta(days=60)).isoformat()

ASKED = "Skriv kort hvorfor ikke, så salen kan finde en anden vej."


@pytest.fixture
def slot():
    return make_open_slot("nextsteps")


@pytest.fixture
def phones(slot):
    """The proposer's, the owner's and a third one's, as (public id, token)."""
    people = slot.day.attendances.order_by("participant_id").values_list("public_id", flat=True)
    return list(zip(people, make_tokens(slot.day, 3), strict=False))


def send(slot, token, kind, item="x1", **fields):
    (verdict,) = store([make_answer(token, slot, kind=kind, item=item, **fields)])
    return verdict


def propose(slot, phones, **fields):
    (_id, proposer), (owner, _token), _third = phones
    said = {"what": "Vi mødes", "owner": owner, "by": DUE, **fields}
    return send(slot, proposer, "step", **said)


def find_step(slot):
    slot.refresh_from_db()
    (step,) = release(slot).whole.steps
    return step


def test_a_step_is_seen_at_once_with_the_proposers_name(slot, phones):
    assert propose(slot, phones).saved
    step = find_step(slot)
    assert (step.proposer, step.owner, step.state) == ("Leder 00", "Leder 01", "waiting")


def test_only_the_owners_phone_can_say_yes(slot, phones):
    propose(slot, phones)
    for _id, token in (phones[0], phones[2]):
        refused = send(slot, token, "reply", answer="yes")
        assert (refused.code, refused.message) == (
            "wrong", "Det er kun Leder 01, der kan svare på det.",
        )  # fmt: skip
        assert find_step(slot).state == "waiting"
    assert send(slot, phones[1][1], "reply", answer="yes").saved
    assert find_step(slot).state == "accepted"


def test_a_no_needs_a_reason_and_may_become_a_yes(slot, phones):
    propose(slot, phones)
    owner = phones[1][1]
    for fields in ({}, {"reason": ""}):
        refused = send(slot, owner, "reply", answer="no", **fields)
        assert (refused.code, refused.message, refused.field) == ("wrong", ASKED, "reason")
    assert find_step(slot).state == "waiting"
    assert send(slot, owner, "reply", answer="no", reason="Ikke i år").saved
    assert (find_step(slot).state, find_step(slot).reason) == ("declined", "Ikke i år")
    assert send(slot, owner, "reply", answer="yes").saved
    assert find_step(slot).state == "accepted"


def test_a_step_for_someone_of_another_day_is_refused(slot, phones):
    refused = propose(slot, phones, owner="ukendt")
    assert refused.message == "Vælg på listen, hvem der ejer skridtet."
    assert not slot.contributions.exists()


def test_closing_leaves_the_steps_to_what_comes_after(slot, phones):
    propose(slot, phones)
    send(slot, phones[1][1], "reply", answer="yes")
    close(slot)
    (left,) = slot.outcomes.all()
    assert (left.kind, left.text, left.data["owner_id"], left.data["state"]) == (
        "next_step", "Vi mødes", phones[1][0], "accepted",
    )  # fmt: skip
    late = send(slot, phones[1][1], "reply", answer="no", reason="Tid")
    assert late.code == "closed"


def test_a_step_taken_back_is_left_to_nobody(slot, phones):
    propose(slot, phones)
    propose(slot, phones, what="")
    close(slot)
    assert not slot.outcomes.exists()
