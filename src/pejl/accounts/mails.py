"""Mails that let their receiver in. They stand in the outbox without their text."""

import secrets

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from pejl.accounts.connecting import is_forced
from pejl.accounts.making import find_account
from pejl.days.models import Guest
from pejl.mail.posting import Address, make_address, post
from pejl.people.models import Organisation


def post_access(organisation: Organisation, email: str, subject: str, body: str) -> None:
    key = f"access:{secrets.token_hex(16)}"
    post(organisation, Address("", email), subject, body, key, access=True)


def post_account_mail(user: User, subject: str, body: str) -> None:
    """Without an organisation that sends it, it is not sent."""
    organisation = find_sender(user)
    if organisation is not None:
        post_access(organisation, user.email, subject, body)


def find_sender(user: User) -> Organisation | None:
    """The account's first organisation; a guest's is that of the day."""
    membership = user.memberships.select_related("organisation").order_by("id").first()
    if membership is not None:
        return membership.organisation
    guest = Guest.objects.select_related("day__organisation").filter(user=user).first()
    return guest.day.organisation if guest else None


def post_confirmation(user: User, link: str) -> None:
    organisation = find_sender(user)
    if organisation is None:
        return
    with override(organisation.language):
        subject = _("Is this your address?")
        body = _(
            "You are signing in to Pejl with this address for the first time."
            "\n\nSay that it is yours:\n%(link)s"
            "\n\nWas it not you? Then do nothing."
        ) % {"link": link}
    post_access(organisation, user.email, subject, body)


@task()
def post_reset(email: str) -> None:
    """A link to a new password, if there is such an account. A task, so that the page answers as
    fast where there is none."""
    user = find_account(email)
    organisation = find_sender(user) if user else None
    if user is None or organisation is None or not may_have_password(user):
        return
    with override(organisation.language):
        subject = _("A new password")
        body = _(
            "Choose a new password here:\n%(link)s"
            "\n\nThe link works once, and for a day. Did you not ask for it? Then do nothing: your"
            " password is as it was."
        ) % {"link": make_reset_link(user)}
    post_access(organisation, user.email, subject, body)


def may_have_password(user: User) -> bool:
    return user.has_usable_password() and not is_forced(user)


def make_reset_link(user: User) -> str:
    key = default_token_generator.make_token(user)
    mark = user_pk_to_url_str(user)
    return make_address(reverse("account_reset_password_from_key", args=[mark, key]))
