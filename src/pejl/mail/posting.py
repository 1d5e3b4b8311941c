"""Putting a mail in the queue, within the caller's transaction."""

import re
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count

from pejl.mail.clock import now
from pejl.mail.hours import Quiet, next_sending_time
from pejl.mail.models import MailState, Message, QuietHours, Unsubscribed
from pejl.mail.tasks import send_soon
from pejl.people.models import NOBODY_AT, Organisation, Participant

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
NO_ADDRESS = "no address"
UNSUBSCRIBED = "unsubscribed"


class Address(NamedTuple):
    name: str
    email: str


def address_of(person: Participant) -> Address:
    return Address(person.name, person.email)


def make_address(path: str) -> str:
    """The whole address of a page, for a mail."""
    return urljoin(settings.PEJL_URL or settings.PEJL_LOCAL_URL, path)


def post(
    organisation: Organisation,
    to: Address,
    subject: str,
    body: str,
    key: str,
    *,
    not_before: datetime | None = None,
    discreet: bool = False,
    access: bool = False,
) -> Message:
    """Queues a mail, to be sent when it is not quiet. A key that is known gives the mail queued
    before, unchanged. An address that is none, or wants no mail, is kept with that as its state.
    One that gives `access` goes at once."""
    at = now()
    wanted = max(at, not_before or at)
    fields = {
        "organisation": organisation,
        "name": tidy(to.name, 120),
        "address": to.email.strip()[:254],
        "subject": tidy(subject, 200),
        "body": body,
        "discreet": discreet,
        "access": access,
        "created_at": at,
        "not_before": wanted if access else next_sending_time(wanted, find_quiet(organisation)),
    }
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(key=key, defaults=fields)
        if fresh and not stop_early(message):
            send_soon.using(run_after=message.not_before).enqueue(message.id)
    return message


def tidy(text: str, longest: int) -> str:
    """On one line, without what could begin a header of its own, and not too long."""
    line = " ".join(CONTROL.sub(" ", text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def stop_early(message: Message) -> bool:
    """Settles a mail that cannot be sent at all."""
    if is_unsubscribed(message):
        message.state, message.error = MailState.CANCELLED, UNSUBSCRIBED
    elif not is_address(message.address):
        message.state, message.error = MailState.FAILED, NO_ADDRESS
    else:
        return False
    message.save(update_fields=["state", "error"])
    return True


def is_unsubscribed(message: Message) -> bool:
    known = Unsubscribed.objects.filter(organisation=message.organisation_id)
    return not message.access and known.filter(address__iexact=message.address).exists()


def is_address(text: str) -> bool:
    if text.endswith(f"@{NOBODY_AT}"):
        return False
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def find_quiet(organisation: Organisation) -> Quiet:
    kept = QuietHours.objects.filter(organisation=organisation).first()
    if kept is None:
        return Quiet(zone=settings.TIME_ZONE)
    zone = kept.zone or settings.TIME_ZONE
    return Quiet(kept.begin, kept.end, kept.weekends, kept.holidays, zone)


def cancel(organisation: Organisation, prefix: str) -> int:
    """Stops what waits and has a key that begins so; returns how many."""
    waiting = Message.objects.filter(organisation=organisation, state=MailState.WAITING)
    return waiting.filter(key__startswith=prefix).update(state=MailState.CANCELLED)


def list_keys(prefix: str) -> set[str]:
    """The keys that are known and begin so."""
    return set(Message.objects.filter(key__startswith=prefix).values_list("key", flat=True))


def count_states(prefix: str) -> dict[str, int]:
    """How many mails with keys that begin so are in each state."""
    found = Message.objects.filter(key__startswith=prefix).order_by()
    return dict(found.values_list("state").annotate(n=Count("id")))
