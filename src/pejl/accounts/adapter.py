"""What allauth asks us: may strangers sign up, what does it say, how does its mail go out."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from pejl.accounts.connecting import is_forced
from pejl.accounts.factors import has_just_come
from pejl.accounts.mails import post_confirmation
from pejl.mail.posting import make_address

WRONG = _("The e-mail or the password is not right. Try again.")
WAIT = _("Too many tries. Wait five minutes, or choose a new password.")
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
SAID = {
    "account/messages/password_changed.txt": _(
        "Your password is changed. You are signed out on your other devices."
    ),
    "mfa/messages/totp_activated.txt": _("Your app's codes are the second step from now on."),
    "mfa/messages/totp_deactivated.txt": _("Your app's codes are no longer used."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "account/messages/email_confirmed.txt": _("The address is yours. You can sign in now."),
    "account/messages/email_confirmation_failed.txt": _("Another account has that address."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": WRONG,
        "email_password_mismatch": WRONG,
        "enter_current_password": _("That is not your password."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **said: Any) -> bool:
        asked: bool = super().is_reauthentication_required(app=app, **said)
        return asked and not has_just_come(self.request)

    def is_safe_url(self, url: str) -> bool:
        """Only on the host that was asked."""
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(url, {host}, self.request.is_secure())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """No password lets in one whose organisation's own sign-in must be used; told as a wrong
        one is, so that it says nothing of the account."""
        user: User | None = super().authenticate(request, **credentials)
        return None if user is not None and is_forced(user) else user

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Nor does a passkey."""
        elsewhere = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        if not elsewhere and is_forced(user):
            clear_login(request)
            return redirect("find_door")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the script that signs in by a passkey reads JSON."""
        return request.path == reverse("mfa_login_webauthn") and request.method == "GET"

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [one | {"description": WAYS[one["id"]]} for one in found]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Says only what is worth saying, in our words."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, text)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation, signup) -> None:  # type: ignore[no-untyped-def]
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        post_confirmation(emailconfirmation.email_address.user, make_address(path))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """None but ours."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
