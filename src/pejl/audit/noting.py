"""Writing the audit trail."""

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from pejl.audit.chain import FIRST, make_digest
from pejl.audit.models import Act, Entry
from pejl.people.access import get_desk, shown
from pejl.people.models import Membership, Organisation

ONCE_IN = timedelta(hours=1)  # looking at the same again within it is one look
LONGEST = 200
LOG = logging.getLogger("pejl.audit")
Someone = User | AnonymousUser | None


def note(
    organisation: Organisation,
    user: Someone,
    act: Act,
    about: str,
    subject: object = "",
    *,
    account: str = "pejl",
) -> Entry:
    """Appends one entry. Without a user it was the system, one at the server's shell, or what
    `account` says."""
    if user is not None and user.is_authenticated:
        account = user.get_username()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(id=organisation.pk)  # one after the other
        last = Entry.objects.filter(organisation=organisation).first()
        entry = Entry(
            organisation=organisation,
            number=last.number + 1 if last else 1,
            at=timezone.now().replace(microsecond=0),
            user=user if isinstance(user, User) else None,
            account=account[:254],
            act=act,
            about=about,
            subject=str(subject)[:LONGEST],
        )
        entry.digest = make_digest(entry, last.digest if last else FIRST)
        entry.save()
    LOG.info("audit %s %s %s", organisation.pk, entry.number, entry.digest)
    return entry


@receiver(shown, dispatch_uid="pejl.audit")
def note_shown(sender: Any, *, request: HttpRequest, about: str, taken: bool, **_said: Any) -> None:
    """Notes that one looked at named data or took it out, with what the page was about."""
    desk = get_desk(request)
    subject = str(getattr(request, "subject", ""))[:LONGEST]
    if taken:
        note(desk.organisation, request.user, Act.EXPORTED, about, subject)
    else:
        note_once(desk.organisation, request.user, Act.LOOKED, about, subject)


@receiver(user_logged_in, dispatch_uid="pejl.audit")
def note_sign_in(sender: Any, user: User, **_said: Any) -> None:
    """In each organisation that the account is in."""
    for place in Membership.objects.select_related("organisation").filter(user=user):
        note(place.organisation, user, Act.SIGNED_IN, "account")


def note_once(
    organisation: Organisation,
    user: Someone,
    act: Act,
    about: str,
    subject: str,
    *,
    account: str = "pejl",
) -> None:
    """Unless the last hour has the same already."""
    lately = Entry.objects.filter(
        organisation=organisation, user=getattr(user, "pk", None), at__gt=timezone.now() - ONCE_IN
    )
    if getattr(user, "pk", None) is None:
        lately = lately.filter(account=account[:254])
    if not lately.filter(act=act, about=about, subject=subject[:LONGEST]).exists():
        note(organisation, user, act, about, subject, account=account)
