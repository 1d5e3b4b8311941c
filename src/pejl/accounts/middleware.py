from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pejl.accounts.factors import MISSING
from pejl.accounts.sessions import is_over
from pejl.people.access import BEHIND_SIGN_IN

FIRST = {
    "account", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "account_change_password", "choose_organisation",
}  # fmt: skip


def end_old_sessions(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session and is_over(request.session):
            request.session.flush()
        return get_response(request)

    return answer


class AskForSecondFactor:
    """Leads one who has to make a second factor to where it is made, from all pages behind
    sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_rest: Any) -> HttpResponse | None:
        behind = BEHIND_SIGN_IN & set(getattr(view, "audience", ()))
        if not behind or not request.session.get(MISSING):
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        return None if name in FIRST else redirect("account")
