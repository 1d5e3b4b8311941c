"""Letting someone in: an owner invites an address, its owner accepts by the link."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pejl.accounts.mails import post_access
from pejl.accounts.models import Invitation
from pejl.days.models import Guest, ThemeDay
from pejl.mail.posting import make_address
from pejl.people.models import Membership, Organisation, Role

SALT = "pejl.invitation"
LASTS = timedelta(days=14)


def invite(
    organisation: Organisation, email: str, role: Role, by: User, day: ThemeDay | None = None
) -> Invitation:
    """Mails the link; an older invitation of the address to the same stops working. With a day it
    is to that day alone, as its guest."""
    found = {"role": role, "invited_by": by, "made_at": timezone.now()}
    with transaction.atomic():
        invitation, _made = Invitation.objects.update_or_create(
            organisation=organisation, day=day, email=email.strip().lower(), defaults=found
        )
        post_invitation(invitation)
    return invitation


def post_invitation(invitation: Invitation) -> None:
    organisation = invitation.organisation
    with override(organisation.language):
        names = {"organisation": organisation.name, "link": make_link(invitation)}
        if invitation.day is not None:
            post_access(organisation, invitation.email, *word_guest(invitation.day, names))
            return
        subject = _("You are invited to prepare theme days in %(organisation)s") % names
        body = (
            _(
                "%(organisation)s prepares theme days in Pejl and would like you to be part of it."
                "\n\nMake your account here:\n%(link)s\n\nThe link works for 14 days."
            )
            % names
        )
    post_access(organisation, invitation.email, subject, body)


def word_guest(day: ThemeDay, names: dict[str, str]) -> tuple[str, str]:
    said = {**names, "day": day.title}
    body = _(
        "%(organisation)s would like you to prepare and run “%(day)s” with them in Pejl.\n\nSay yes"
        " here:\n%(link)s\n\nThe link works for 14 days."
    )
    return _("You are invited to run “%(day)s”") % said, body % said


def make_link(invitation: Invitation, *, mailed: bool = True) -> str:
    """`mailed`: it goes to the address alone, so one who has it also has the address."""
    said = [invitation.pk, invitation.made_at.isoformat(), mailed]
    return make_address(reverse("accept_invitation", args=[signing.dumps(said, salt=SALT)]))


def read_link(link: str) -> tuple[Invitation, bool] | None:
    """The invitation and whether the link was mailed; None when it no longer works."""
    try:
        pk, made_at, mailed = signing.loads(link, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    found = Invitation.objects.select_related("organisation", "day").filter(pk=pk).first()
    if found is None or found.made_at.isoformat() != made_at:
        return None
    return found, mailed


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """In the role of the invitation; one who is in already keeps the role one has."""
    if invitation.day is not None:
        Guest.objects.get_or_create(day=invitation.day, user=user)
    else:
        Membership.objects.get_or_create(
            user=user, organisation=invitation.organisation, defaults={"role": invitation.role}
        )
    invitation.delete()
