"""Handing mails to the mail server, each at most once by itself.

A mail goes waiting → sending → sent. `sending` is committed before the server is called, so that a
crash in between leaves a mail that may have been sent: it waits for someone to say "send again".
What the server refused before it took the mail is tried again, or given up.
"""

from datetime import datetime, timedelta
from email.utils import formataddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from pejl.mail.clock import now
from pejl.mail.models import MailState, Message
from pejl.mail.posting import make_address, stop_early
from pejl.mail.stopping import make_stop_path

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 240))
GONE_AFTER = timedelta(minutes=5)


def send_due(at: datetime) -> int:
    """Sends what waits and may go out by then; returns how many it tried."""
    due = Message.objects.filter(state=MailState.WAITING, not_before__lte=at).order_by("id")
    return sum(send(message_id) for message_id in due.values_list("id", flat=True))


def send(message_id: int) -> bool:
    """Sends it if it is due and nobody else does; whether it tried."""
    if not claim(message_id):
        return False
    message = Message.objects.select_related("organisation").get(id=message_id)
    if not stop_early(message):
        settle(message)
    return True


def claim(message_id: int) -> bool:
    """Whether it is ours to send. One update, so only one process wins it."""
    at = now()
    due = Message.objects.filter(id=message_id, state=MailState.WAITING, not_before__lte=at)
    return bool(due.update(state=MailState.SENDING, claimed_at=at, error=""))


def settle(message: Message) -> None:
    """Sends and notes what became of it. Raises what leaves that open; then it stays `sending`."""
    server = get_connection()
    try:
        server.open()
    except (OSError, SMTPException) as fault:
        put_off(message, fault)
        return
    try:
        hand_over(message, server)
    except (SMTPRecipientsRefused, SMTPResponseException) as fault:
        note_refusal(message, fault)
    else:
        note(message, MailState.SENT)
    finally:
        server.close()


def hand_over(message: Message, server: BaseEmailBackend) -> None:
    stop = "" if message.access else make_address(make_stop_path(message))
    with translation.override(message.organisation.language):
        body = render_to_string("mail/mail.txt", {"message": message, "stop": stop})
    mail = EmailMessage(
        message.subject,
        body,
        settings.PEJL_MAIL_FROM,
        [formataddr((message.name, message.address))],
        connection=server,
        headers={
            "Message-ID": f"<pejl-{message.id}-{message.created_at.timestamp():.0f}@pejl>",
            "Auto-Submitted": "auto-generated",
            **(make_stop_headers(stop) if stop else {}),
        },
    )
    mail.send()


def make_stop_headers(stop: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def note(message: Message, state: MailState, error: str = "") -> None:
    message.state, message.error = state, error[:300]
    if message.access and state == MailState.SENT:
        message.body = ""
    message.tries += 1
    message.sent_at = now() if state == MailState.SENT else None
    message.save(update_fields=["state", "error", "tries", "sent_at", "not_before", "body"])


def note_refusal(message: Message, fault: SMTPRecipientsRefused | SMTPResponseException) -> None:
    """For now (4xx): later again. For good: bounced, if it was the receiver that was refused."""
    code, text = read_refusal(fault)
    if code < 500:
        put_off(message, text)
    elif isinstance(fault, SMTPRecipientsRefused):
        note(message, MailState.BOUNCED, f"{code} {text}")
    else:
        note(message, MailState.FAILED, f"{code} {text}")


def read_refusal(fault: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, str]:
    """The server's code, and what it said."""
    if isinstance(fault, SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
        return code, said.decode("utf-8", "replace")
    error: bytes | str = fault.smtp_error
    text = error if isinstance(error, str) else error.decode("utf-8", "replace")
    return fault.smtp_code, text


def put_off(message: Message, fault: object) -> None:
    """It surely was not sent: waits for the next try, or is given up after the last."""
    if message.tries >= len(PAUSES):
        note(message, MailState.FAILED, str(fault))
        return
    message.not_before = now() + PAUSES[message.tries]
    note(message, MailState.WAITING, str(fault))


def may_be_lost(message: Message) -> bool:
    """Left in `sending` by a crash: it may have been sent or not."""
    claimed = message.claimed_at
    return (
        message.state == MailState.SENDING
        and claimed is not None
        and abs(now() - claimed) > GONE_AFTER
    )


def may_be_repeated(message: Message) -> bool:
    held = message.state in (MailState.FAILED, MailState.BOUNCED) or may_be_lost(message)
    return held and bool(message.body)


def send_again(message: Message) -> bool:
    """Queues it once more, because someone asked for it; whether its state allows that."""
    if not may_be_repeated(message):
        return False
    was = Message.objects.filter(id=message.id, state=message.state)
    return bool(was.update(state=MailState.WAITING, tries=0, error="", not_before=now()))
