from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.mail.clock import drive_clock, now
from pejl.mail.jobs import run_due
from pejl.mail.models import Message, QuietHours, Unsubscribed
from pejl.mail.posting import Address, cancel, post, tidy
from pejl.mail.sending import send, send_again
from pejl.mail.worker import make_tasks

MONDAY = datetime(2027, 2, 1, 9, tzinfo=UTC)
BODY = "Hej Tina\n\nMange hilsner"


def post_at(at, organisation, email="tina@eksempel.dk", key="one", **fields):
    with drive_clock(at):
        return post(organisation, Address("Tina Ø", email), "Runden er åben", BODY, key, **fields)


def read(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def test_a_mail_goes_out_once_with_a_way_to_stop_it(organisation, post_office):
    post_at(MONDAY, organisation)
    post_at(MONDAY, organisation)
    assert [run_due(MONDAY), run_due(MONDAY)] == [1, 0]
    mail = read(post_office.taken[0])
    assert mail["Subject"] == "Runden er åben"
    assert mail["To"] == "Tina Ø <tina@eksempel.dk>"
    text = mail.get_content()
    assert BODY.replace("\n", "\r\n") in text or BODY in text
    assert "Center for Børn" in text
    assert mail["List-Unsubscribe"].strip(" <>") in text
    assert Message.objects.get().state == "sent"


@pytest.mark.django_db(transaction=True)  # the worker looks after its connection itself
def test_the_queue_of_tasks_sends_without_waiting_for_the_minute(organisation, post_office):
    QuietHours.objects.create(
        organisation=organisation, begin="08:00", end="08:00", weekends=False, holidays=False
    )
    post(organisation, Address("Tina", "tina@eksempel.dk"), "Nu", BODY, "now")
    make_tasks("test").run()
    assert len(post_office.taken) == 1
    run_due(now())
    assert len(post_office.taken) == 1


def test_in_the_evening_it_waits_until_morning(organisation, post_office):
    evening = MONDAY.replace(hour=18)
    message = post_at(evening, organisation)
    assert run_due(evening) == 0
    assert message.not_before == datetime(2027, 2, 2, 7, tzinfo=UTC)
    assert run_due(message.not_before) == 1


def test_a_bounce_is_noted_and_not_tried_again(organisation, post_office):
    message = post_at(MONDAY, organisation, "nobody@eksempel.dk")
    run_due(MONDAY)
    message.refresh_from_db()
    assert (message.state, message.error) == ("bounced", "550 No such user here")
    assert run_due(MONDAY + timedelta(days=7)) == 0
    with drive_clock(MONDAY):
        assert send_again(message)
    assert run_due(MONDAY) == 1


def test_not_now_is_tried_again_and_given_up_at_last(organisation, post_office):
    message = post_at(MONDAY, organisation, "later@eksempel.dk")
    tries = sum(run_due(MONDAY + timedelta(hours=hour)) for hour in range(24))
    message.refresh_from_db()
    assert (tries, message.state) == (5, "failed")


def test_no_mail_server_is_tried_again(organisation, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = post_at(MONDAY, organisation)
    run_due(MONDAY)
    message.refresh_from_db()
    assert message.state == "waiting"
    assert message.not_before > MONDAY


def test_what_is_refused_as_spam_has_failed(organisation, post_office):
    post_office.refuse_data = "554 No spam"
    message = post_at(MONDAY, organisation)
    run_due(MONDAY)
    message.refresh_from_db()
    assert (message.state, message.error) == ("failed", "554 No spam")


def test_who_wants_no_mail_gets_none(organisation, post_office):
    queued = post_at(MONDAY, organisation, key="queued")
    Unsubscribed.objects.create(organisation=organisation, address="tina@eksempel.dk", at=MONDAY)
    fresh = post_at(MONDAY, organisation, "TINA@eksempel.dk", key="fresh")
    run_due(MONDAY)
    queued.refresh_from_db()
    assert [queued.state, fresh.state, post_office.taken] == ["cancelled", "cancelled", []]


def test_nobody_can_write_a_header(organisation, post_office):
    evil = Address("Tina\r\nBcc: all@eksempel.dk", "tina@eksempel.dk")
    with drive_clock(MONDAY):
        post(organisation, evil, "Hej\r\nX-Evil: 1\u2028" + "æ" * 400, BODY, "evil")
    run_due(MONDAY)
    mail = read(post_office.taken[0])
    assert post_office.taken[0].rcpt_tos == ["tina@eksempel.dk"]
    assert mail["X-Evil"] is None
    assert mail["Bcc"] is None
    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize("email", ["", "tina", "a@b\nBcc: c@d.dk", "x" * 300 + "@y.dk", "a b@c.dk"])
def test_what_is_no_address_is_never_tried(organisation, post_office, email):
    message = post_at(MONDAY, organisation, email)
    assert message.state == "failed"
    assert run_due(MONDAY) == 0


@given(st.text(max_size=400), st.integers(1, 200))
def test_tidy_text_is_one_short_line(text, longest):
    line = tidy(text, longest)
    assert len(line) <= longest
    assert len(line.splitlines()) <= 1


def test_only_one_sender_gets_it(organisation, post_office):
    message = post_at(MONDAY, organisation)
    with drive_clock(MONDAY):
        assert [send(message.id), send(message.id)] == [True, False]


def test_what_waits_can_be_stopped_by_its_keys_beginning(organisation, post_office):
    post_at(MONDAY, organisation, key="round 1 first")
    post_at(MONDAY, organisation, key="round 2 first")
    assert cancel(organisation, "round 1 ") == 1
    assert run_due(MONDAY) == 1
