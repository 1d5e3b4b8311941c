"""The second factor: an app's codes, passkeys, emergency codes. Who must have one."""

import base64
import secrets
import time
from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pejl.accounts.models import Connection, SignInRules
from pejl.accounts.sealing import Unreadable, seal, unseal
from pejl.accounts.sessions import end_sessions
from pejl.people.models import Organisation

MISSING = "second_factor_missing"  # in the session of one who has to make one first
FRESH = 300  # seconds
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your organisation asks for a second step. Add another one first."
        ),
        "incorrect_code": _("The code is not right. Try the next one."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Where it cannot be read any more, a secret that nobody has: then no code is right."""
        try:
            return unseal(encrypted_text)
        except Unreadable:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = list_factors(authenticator.user).exclude(pk=authenticator.pk)
        return others.exists() or not is_required(authenticator.user)


def list_factors(user: User) -> Any:
    return Authenticator.objects.filter(user=user, type__in=REAL)


def list_with_factor(organisation: Organisation) -> set[int]:
    """The accounts of the organisation that have one."""
    found = Authenticator.objects.filter(
        type__in=REAL, user__memberships__organisation=organisation
    )
    return set(found.values_list("user_id", flat=True))


def is_required(user: User, *, but: Iterable[int] = ()) -> bool:
    """Whether an organisation of the account asks for it, other than those."""
    asking = SignInRules.objects.filter(second_factor=True).exclude(organisation__in=list(but))
    return asking.filter(organisation__memberships__user=user).exists()


def require(organisation: Organisation, *, wanted: bool) -> None:
    """From the next sign-in on; those without one have to sign in again now."""
    SignInRules.objects.update_or_create(
        organisation=organisation, defaults={"second_factor": wanted}
    )
    if wanted:
        for user in User.objects.filter(memberships__organisation=organisation):
            if not list_factors(user).exists():
                end_sessions(user)


def reset(user: User) -> None:
    """For one who has lost phone and codes: the password alone lets in once more."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)


def mark(request: HttpRequest, user: User) -> None:
    """Notes in the session whether one has to make a second factor before anything else. What an
    organisation's own sign-in asks of people is that organisation's business."""
    records = get_authentication_records(request, user)
    doors = [one["provider"] for one in records if one.get("method") == "socialaccount"]
    own = Connection.objects.filter(key__in=doors).values_list("organisation", flat=True)
    request.session.pop(MISSING, None)
    if is_required(user, but=own) and not list_factors(user).exists():
        request.session[MISSING] = True


def has_just_come(request: HttpRequest) -> bool:
    """By an organisation's own sign-in, with nothing here that could be asked for once more: no
    password, no factor. Then that sign-in stands for it, for a short while."""
    user = request.user
    if user.is_anonymous or user.has_usable_password() or list_factors(user).exists():
        return False
    records = get_authentication_records(request, user)
    came = [one["at"] for one in records if one.get("method") == "socialaccount"]
    return bool(came) and time.time() - came[-1] < FRESH


@receiver(user_logged_in, dispatch_uid="pejl.accounts.factors")
def mark_at_sign_in(sender: Any, request: HttpRequest, user: User, **_said: Any) -> None:
    mark(request, user)


@receiver(authenticator_added, dispatch_uid="pejl.accounts.factors")
def mark_when_added(sender: Any, request: HttpRequest, user: User, **_said: Any) -> None:
    mark(request, user)
