"""From a dilemma to the check-in: an early warning, and a decision that is seen differently."""

from datetime import date

import pytest

from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Outcome
from pejl.days.run import open_slot
from pejl.days.tests.making import close, make_answer, make_day, make_organisation, make_tokens
from pejl.followup.asking import follow_up
from pejl.followup.links import make_link
from pejl.followup.models import NextStep
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import at
from pejl.mail.clock import drive_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(db):
    """Twelve on each of two levels; a dilemma has been worked through and closed."""
    day = make_day("dilemma", "nextsteps", organisation=make_organisation({(0, 0): 12, (1, 1): 12}))
    day.date = date(2026, 11, 26)
    day.save()
    slot, tokens = day.slots.get(position=1), make_tokens(day)
    open_slot(day, slot, None)
    slot.refresh_from_db()
    for token in tokens:
        send(slot, token, "placed", "before-0", dilemma="0", when="before", value="4")
    turn(slot, "keep")
    send(slot, tokens[0], "note", "k0-action-a-1", text="Husene vælger vejen")
    send(slot, tokens[0], "note", "k0-warning-b-1", text="Ingen spørger husene")
    turn(slot, "decide")
    for number, token in enumerate(tokens):
        value = (1 if number < 12 else 5) + number % 2
        send(slot, token, "chosen", "decide-0", decision="0", value=str(value))
    close(slot)
    return day


def turn(slot, to):
    contribute_from_console(slot, "phased", "phased", {"to": to}, to)


def send(slot, token, kind, item, **fields):
    (verdict,) = store([make_answer(token, slot, kind=kind, item=item, **fields)])
    assert verdict.saved, verdict.message


def agree_from(day, **outcome):
    """A next step that comes from what the dilemma left, accepted by its owner."""
    slot, (token,) = day.slots.get(position=2), make_tokens(day, 1)
    open_slot(day, slot, None)
    slot.refresh_from_db()
    source = Outcome.objects.get(slot__position=1, slot__day=day, **outcome)
    owner = day.attendances.order_by("participant_id").first()
    said = {"what": "Vi prøver det", "owner": owner.public_id, "by": day.date.isoformat()}
    send(slot, token, "step", "x1", source=str(source.id), **said)
    send(slot, token, "reply", "x1", answer="yes")
    close(slot)
    sync_day(day)
    return NextStep.objects.get(), owner.participant


@pytest.mark.parametrize("kind", ["action", "need"])
def test_the_check_in_asks_for_the_warnings_of_the_dilemma(client, day, kind):
    step, owner = agree_from(day, kind=kind, data__type="dilemma")
    assert step.agreed["warnings"] == ["Ingen spørger husene"]
    with drive_clock(at(14)):
        follow_up(at(14))
        link, asked = f"/my/{make_link(owner)}/", step.check_ins.get(weeks=2)
        page = client.get(link).content.decode()
        assert 'name="warned" value="Ingen spørger husene"' in page
        said = {"answer": "on_track", "warned": ["Ingen spørger husene"]}
        assert client.post(f"{link}check/{asked.id}/", said).status_code == 302
    asked.refresh_from_db()
    assert asked.warned == ["Ingen spørger husene"]


def test_a_decision_seen_differently_is_traced_in_the_next_step(day):
    step, _owner = agree_from(day, data__type="delegation")
    source = step.agreed["source"]
    assert (source["kind"], source["where"]) == ("delegation", "Punkt 1")
    assert "”Centerledelse” siger ”" in source["text"]
