"""What a receiver is told, and that it is told whatever happens in between."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from pejl.accounts.sealing import seal, unseal
from pejl.api import delivering
from pejl.api.delivering import LEASE, PAUSES, STOP_AFTER, deliver, start_again
from pejl.api.models import Delivery, Event, Hook
from pejl.api.noticing import look_over
from pejl.api.telling import make_secret
from pejl.api.tests.receiving import run_receiver
from pejl.days.models import ThemeDay
from pejl.days.run import end_day, undo
from pejl.days.tests.making import answer_all, close, make_day, make_open_slot, make_tokens
from pejl.followup.models import NextStep
from pejl.mail.jobs import run_due
from pejl.mail.worker import make_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _receivers_on_this_machine(settings):
    settings.PEJL_HOOKS_INSIDE = True


@pytest.fixture
def receiver():
    with run_receiver() as server:
        yield server


def make_hook(organisation, url, *events):
    return Hook.objects.create(
        organisation=organisation, url=url, events=[*(events or Event)], secret=seal(make_secret()),
        known=look_over(organisation), made_at=timezone.now(),
    )  # fmt: skip


def work(after=timedelta(0)):
    """As the worker does, so much later."""
    run_due(timezone.now() + after)
    make_tasks("test").run()


def read(receiver):
    return [json.loads(body) for _headers, body in receiver.got]


def test_a_day_is_told_of_as_it_runs(receiver):
    slot = make_open_slot(promise="confidential")
    day, organisation = slot.day, slot.day.organisation
    make_hook(organisation, receiver.url)
    work()
    assert receiver.got == [], "what was before is not told of"
    answer_all(slot, make_tokens(day))
    close(slot)
    owner = organisation.participants.first()
    step = NextStep.objects.create(
        day=day, item="carried-1", what="Vi mødes", owner=owner, state="agreed"
    )
    end_day(day, None, None)
    work()
    told = read(receiver)
    assert [one["type"] for one in told] == ["result.released", "step.agreed", "day.closed"]
    assert told[0]["data"] == {
        "url": f"http://localhost:8000/api/v1/days/{day.id}/items/{slot.id}/result",
        "day_id": day.id, "item_id": slot.id,
    }  # fmt: skip
    assert told[1]["data"]["url"].endswith(f"/api/v1/steps/{step.id}")
    step.state = "done"
    step.save()
    work()
    work()
    assert [one["type"] for one in read(receiver)[3:]] == ["step.done"]
    text = b"".join(body for _headers, body in receiver.got).decode()
    assert "mødes" not in text
    assert owner.name not in text


def test_only_what_was_chosen_is_told(receiver):
    slot = make_open_slot(promise="confidential")
    make_hook(slot.day.organisation, receiver.url, Event.DAY_CLOSED)
    answer_all(slot, make_tokens(slot.day))
    end_day(slot.day, None, None)
    work()
    assert [one["type"] for one in read(receiver)] == ["day.closed"]


def test_a_result_that_too_few_answered_is_not_said_to_be_there(receiver):
    slot = make_open_slot(promise="confidential")
    make_hook(slot.day.organisation, receiver.url, Event.RESULT_RELEASED)
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[:4])
    close(slot)
    work()
    assert receiver.got == []
    undo(slot.day)
    slot.refresh_from_db()
    answer_all(slot, tokens)
    close(slot)
    work()
    assert [one["type"] for one in read(receiver)] == ["result.released"]


@pytest.mark.parametrize("why", ["rehearsing", "silent"])
def test_nothing_is_told_of_a_rehearsal_or_of_a_day_from_elsewhere(receiver, why):
    slot = make_open_slot()
    ThemeDay.objects.filter(id=slot.day_id).update(**{why: True})
    make_hook(slot.day.organisation, receiver.url)
    end_day(ThemeDay.objects.get(id=slot.day_id), None, None)
    work()
    assert receiver.got == []


def test_another_organisation_is_told_nothing(receiver):
    slot, other = make_open_slot(), make_day("poll")
    make_hook(other.organisation, receiver.url)
    end_day(slot.day, None, None)
    work()
    assert receiver.got == []


def tell_once(organisation, receiver, *events):
    """A hook, and one message that waits for it."""
    hook = make_hook(organisation, receiver.url, *events)
    row = delivering.store(hook, Event.DAY_OPENED, '{"type":"day.opened"}', timezone.now())
    return hook, row


def test_ready_made_code_can_check_the_signature(receiver):
    hook, row = tell_once(make_day().organisation, receiver)
    assert deliver(row.id)
    headers, body = receiver.got[0]
    said = {name.lower(): value for name, value in headers.items()}
    assert Webhook(unseal(hook.secret)).verify(body, said) == {"type": "day.opened"}
    assert said["webhook-id"] == row.key
    with pytest.raises(WebhookVerificationError):
        Webhook(unseal(hook.secret)).verify(body.replace(b"opened", b"closed"), said)
    with pytest.raises(WebhookVerificationError):
        Webhook(make_secret()).verify(body, said)
    with pytest.raises(WebhookVerificationError):
        Webhook(unseal(hook.secret)).verify(body, {**said, "webhook-timestamp": "1700000000"})


def test_an_old_secret_signs_beside_the_new_one_until_its_time_is_over(receiver):
    hook, row = tell_once(make_day().organisation, receiver)
    old, new = unseal(hook.secret), make_secret()
    hook.secret, hook.old_secret = seal(new), hook.secret
    hook.old_until = timezone.now() + timedelta(hours=1)
    hook.save()
    deliver(row.id)
    headers, body = receiver.got[0]
    for secret in (old, new):
        Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
    hook.old_until = timezone.now() - timedelta(seconds=1)
    hook.save()
    later = delivering.store(hook, Event.DAY_OPENED, "{}", timezone.now())
    deliver(later.id)
    headers, body = receiver.got[1]
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, {name.lower(): value for name, value in headers.items()})


def test_what_is_not_taken_is_tried_again_with_longer_pauses_and_the_same_id(receiver):
    hook, row = tell_once(make_day().organisation, receiver)
    second = delivering.store(hook, Event.DAY_CLOSED, "{}", timezone.now())
    receiver.status = 500
    begin = timezone.now()
    deliver(row.id)
    row.refresh_from_db()
    second.refresh_from_db()
    assert (row.state, row.status, row.tries) == ("waiting", 500, 1)
    assert row.not_before - begin >= PAUSES[0]
    assert second.not_before == row.not_before, "all else for it waits as long"
    assert not deliver(row.id)
    assert not deliver(second.id)
    Delivery.objects.update(not_before=begin)
    receiver.status = 200
    work()
    assert {headers["webhook-id"] for headers, _body in receiver.got} == {row.key, second.key}
    assert len(receiver.got) == 3
    hook.refresh_from_db()
    assert hook.failing_since is None
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_after_a_crash_it_is_sent_again(receiver, monkeypatch):
    """The machine stops between the claim and the answer's being noted."""
    _hook, row = tell_once(make_day().organisation, receiver)

    def stop(*_args):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(delivering, "settle", stop)
        with pytest.raises(SystemExit):
            deliver(row.id)
    assert len(receiver.got) == 1
    assert not deliver(row.id), "while it may still be on its way"
    Delivery.objects.update(not_before=timezone.now() - LEASE)
    work()
    row.refresh_from_db()
    assert row.state == "delivered"
    ids = [headers["webhook-id"] for headers, _body in receiver.got]
    assert ids == [row.key, row.key]


def test_a_look_that_fails_halfway_stores_nothing_and_loses_nothing(receiver, monkeypatch):
    slot = make_open_slot()
    hook = make_hook(slot.day.organisation, receiver.url, Event.DAY_CLOSED)
    end_day(slot.day, None, None)

    def fail(*_args, **_kwargs):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Hook, "save", fail)
        work()
    assert not Delivery.objects.exists()
    assert Hook.objects.get(id=hook.id).known == hook.known
    work()
    assert [one["type"] for one in read(receiver)] == ["day.closed"]


def give_up(row, times):
    for _ in range(times):
        Delivery.objects.filter(id=row.id).update(not_before=timezone.now())
        deliver(row.id)
    row.refresh_from_db()


def test_who_does_not_answer_for_long_is_told_no_more_until_an_owner_says_so(receiver):
    organisation = make_day().organisation
    hook, row = tell_once(organisation, receiver)
    receiver.status = 503
    give_up(row, len(PAUSES))
    assert row.state == "waiting"
    Hook.objects.update(failing_since=timezone.now() - STOP_AFTER)
    give_up(row, 1)
    hook.refresh_from_db()
    assert row.state == "failed"
    assert hook.stopped_at is not None
    second = delivering.store(hook, Event.DAY_CLOSED, "{}", timezone.now())
    assert not deliver(second.id)
    receiver.got.clear()
    receiver.status = 200
    start_again(hook)
    work()
    assert {headers["webhook-id"] for headers, _body in receiver.got} == {row.key, second.key}


def test_who_says_it_is_gone_is_told_no_more_at_once(receiver):
    hook, row = tell_once(make_day().organisation, receiver)
    receiver.status = 410
    deliver(row.id)
    hook.refresh_from_db()
    assert hook.stopped_at is not None


def test_a_receiver_that_leads_on_is_not_followed(receiver):
    _hook, row = tell_once(make_day().organisation, receiver)
    receiver.status = 302
    deliver(row.id)
    row.refresh_from_db()
    assert (len(receiver.got), row.error) == (1, "address")


def test_one_that_answers_letter_by_letter_holds_nobody_up(receiver, monkeypatch):
    monkeypatch.setattr(delivering, "LONGEST", 0.5)
    _hook, row = tell_once(make_day().organisation, receiver)
    receiver.slow.set()
    begin = time.monotonic()
    deliver(row.id)
    receiver.slow.clear()
    row.refresh_from_db()
    assert row.error == "time"
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
def test_nothing_on_the_inside_is_reached_unless_the_operator_allows_it(receiver, settings, host):
    settings.PEJL_HOOKS_INSIDE = False
    hook, row = tell_once(make_day().organisation, receiver)
    for url in (
        f"https://{host}:{receiver.server_port}/",
        f"http://{host}:{receiver.server_port}/",
    ):
        Hook.objects.filter(id=hook.id).update(url=url)
        Delivery.objects.update(not_before=timezone.now())
        assert deliver(row.id)
        row.refresh_from_db()
        assert row.error == "address"
    assert receiver.got == []


def test_whether_something_answers_on_the_inside_is_not_told(receiver, settings):
    settings.PEJL_HOOKS_INSIDE = False
    hook, row = tell_once(make_day().organisation, receiver)
    for port in (receiver.server_port, 9):
        Hook.objects.filter(id=hook.id).update(url=f"https://127.0.0.1:{port}/")
        Delivery.objects.update(not_before=timezone.now())
        deliver(row.id)
        row.refresh_from_db()
        assert row.error == "address"


def test_another_secret_key_is_said_and_ends_nothing(receiver, settings):
    _hook, row = tell_once(make_day().organisation, receiver)
    settings.SECRET_KEY = "another" * 10
    deliver(row.id)
    row.refresh_from_db()
    assert (row.error, row.state, receiver.got) == ("secret", "waiting", [])


def test_what_is_old_is_forgotten(receiver):
    _hook, row = tell_once(make_day().organisation, receiver)
    delivering.forget_old(timezone.now() + timedelta(days=29))
    assert Delivery.objects.filter(id=row.id).exists()
    delivering.forget_old(timezone.now() + timedelta(days=31))
    assert not Delivery.objects.exists()
