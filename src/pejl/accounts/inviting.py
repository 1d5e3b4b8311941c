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
from pejl.mail.posting import make_address
from pejl.people.models import Membership, Organisation, Role

SALT = "pejl.invitation"
LASTS = timedelta(days=14)


def invite(organisation: Organisation, email: str, role: Role, by: User) -> Invitation:
    """Mails the link; an older invitation of the address stops working."""
    found = {"role": role, "invited_by": by, "made_at": timezone.now()}
    with transaction.atomic():
        invitation, _made = Invitation.objects.update_or_create(
            organisation=organisation, email=email.strip().lower(), defaults=found
        )
        post_invitation(invitation)
    return invitation


def post_invitation(invitation: Invitation) -> None:
    organisation = invitation.organisation
    with override(organisation.language):
        names = {"organisation": organisation.name, "link": make_link(invitation)}
        subject = _("You are invited to prepare theme days in %(organisation)s") % names
        body = (
            _(
                "%(organisation)s prepares theme days in Pejl and would like you to be part of it."
                "\n\nMake your account here:\n%(link)s\n\nThe link works for 14 days."
            )
            % names
        )
    post_access(organisation, invitation.email, subject, body)


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
    found = Invitation.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or found.made_at.isoformat() != made_at:
        return None
    return found, mailed


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """In the role of the invitation; one who is in already keeps the role one has."""
    membership, _made = Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    invitation.delete()
    return membership
