"""Mails that come back: noted by hand with undo, or from what the receiver's server reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.mail.bouncing import list_bounced, take_in
from pejl.mail.clock import now
from pejl.mail.models import Message
from pejl.mail.reports import LARGEST_ONE, Bounce, read_report, read_reports
from pejl.mail.tests.test_pages import desk, make_message

__all__ = ["desk"]

REPORT = """From: MAILER-DAEMON@mail.eksempel.dk
To: pejl@eksempel.dk
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

Sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.eksempel.dk

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
 User unknown

--x
Content-Type: {kind}

{original}
Subject: Mail 1

--x--
"""


def write(message_id="", address="tina@eksempel.dk", action="failed", kind="message/rfc822"):
    original = f"Message-ID: {message_id}" if message_id else "To: Tina"
    return REPORT.format(address=address, action=action, kind=kind, original=original).encode()


def name_id(message):
    return f"<pejl-{message.id}-{message.created_at.timestamp():.0f}@pejl>"


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_tells_the_mail_the_receiver_and_why(kind):
    (found,) = read_report(write("<pejl-7-1764000000@pejl>", kind=kind))
    assert found == Bounce(7, 1764000000, "tina@eksempel.dk", "smtp; 550 5.1.1 User unknown")
    two = b"From x Thu Nov 26\n" + write() + b"From x Thu Nov 26\n" + write(address="b@c.dk")
    assert [one.address for one in read_reports(two)] == ["tina@eksempel.dk", "b@c.dk"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: Hej\n\nAction: failed\nFinal-Recipient: rfc822; a@b.dk",
        write(action="delayed"),
        write(action="delivered"),
        write() + b"x" * LARGEST_ONE,
        b"Content-Type: multipart/report; boundary=x\n\n" + b"--x\n" * 2000,
        b"".join(
            b"Content-Type: multipart/report; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)
        ),
    ],
)
def test_what_says_nothing_of_a_failure_is_passed_over(raw):
    assert read_report(raw) == []


@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_report_is_too_hostile(noise, at):
    raw = write("<pejl-7-1@pejl>")
    for one in read_reports(raw[:at] + noise + raw[at:]):
        assert len(one.said) <= 280


@pytest.mark.django_db
def test_the_mail_is_found_by_its_id_and_else_by_the_address(organisation):
    first = make_message(organisation, 1, state="sent", sent_at=now())
    last = make_message(organisation, 2, state="sent", sent_at=now())
    assert take_in(read_report(write(f"<pejl-{first.id}-1@pejl>"))) == 0, "another time"
    assert take_in(read_report(write(name_id(first)))) == 1
    assert take_in(read_report(write(name_id(first)))) == 0, "known"
    assert list_bounced(organisation) == set(), "a later one came"
    assert take_in(read_report(write(address="TINA@eksempel.dk"))) == 1
    last.refresh_from_db()
    assert (last.state, last.error) == ("bounced", "smtp; 550 5.1.1 User unknown")
    assert list_bounced(organisation) == {"tina@eksempel.dk"}
    assert take_in(read_report(write(address="who@eksempel.dk"))) == 0


def test_it_is_noted_by_hand_and_taken_back(desk, organisation):
    message = make_message(organisation, state="sent", sent_at=now())
    assert "Den kom retur" in desk.get("/mail/").content.decode()
    page = desk.post(f"/mail/{message.id}/back/", follow=True).content.decode()
    assert "kom retur" in page
    assert "Se efter, om adressen er rigtig" in page
    assert Message.objects.get().state == "bounced"
    desk.post(f"/mail/{message.id}/back/", {"came": "1"})
    assert Message.objects.get().state == "sent"
    organisation.memberships.update(role="viewer")
    assert desk.post(f"/mail/{message.id}/back/").status_code == 403


def test_a_discreet_mail_and_one_refused_at_sending_are_not_marked(desk, organisation):
    discreet = make_message(organisation, 1, state="sent", sent_at=now(), discreet=True)
    refused = make_message(organisation, 2, state="bounced")
    assert desk.post(f"/mail/{discreet.id}/back/").status_code == 404
    desk.post(f"/mail/{refused.id}/back/", {"came": "1"})
    page = desk.get("/mail/").content.decode()
    assert "Den kom retur" not in page
    assert "Den kom alligevel" not in page
    assert sorted(Message.objects.values_list("state", flat=True)) == ["bounced", "sent"]
