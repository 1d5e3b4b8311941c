"""One's own account, and accepting an invitation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as theirs
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.accounts.connecting import has_forced_domain
from pejl.accounts.factors import MISSING, FactorAdapter, list_factors, mark
from pejl.accounts.forms import PasswordForm
from pejl.accounts.inviting import accept, read_link
from pejl.accounts.mails import may_have_password
from pejl.accounts.making import create_account, find_account
from pejl.accounts.models import Connection, Invitation
from pejl.accounts.sessions import end_sessions, find_sessions
from pejl.people.access import Audience, for_accounts, open_to

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
@for_accounts
def show_account(request: HttpRequest) -> HttpResponse:
    user = get_user(request)
    factors = list(list_factors(user))
    context = {
        "factors": factors,
        "by_password": may_have_password(user),
        "doors": list_doors(user),
        "has_app": any(one.type == Authenticator.Type.TOTP for one in factors),
        "missing": request.session.get(MISSING, False),
        "memberships": user.memberships.select_related("organisation").order_by("id"),
        "elsewhere": len(find_sessions(user)) - 1,
    }
    return render(request, "accounts/account.html", context)


def get_user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@require_POST
@open_to(Audience.ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Django's own view asks for a mark in the form, which our forms do not have."""
    logout(request)
    return redirect("sign_in")


@require_POST
@for_accounts
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    end_sessions(get_user(request), but=request.session.session_key)
    messages.success(request, _("You are signed out on all your other devices."))
    return redirect("account")


def list_doors(user: User) -> str:
    """The names of the sign-ins of organisations that the account has come in by."""
    keys = SocialAccount.objects.filter(user=user).values("provider")
    return ", ".join(Connection.objects.filter(key__in=keys).values_list("name", flat=True))


def for_own_second(view: Callable[..., Any]) -> Callable[[HttpRequest], HttpResponse]:
    """For pages about what one signs in with here. Whose organisation does that is told so, unless
    another one asks for a second step; then it can be made while the sign-in is fresh."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        user = get_user(request)
        asked = request.session.get(MISSING) or list_factors(user).exists()
        if not asked and not may_have_password(user):
            return tell_whose(request, user)
        try:
            response: HttpResponse = view(request)
        except ReauthenticationRequired:
            if get_adapter().get_reauthentication_methods(user):
                raise
            return tell_whose(request, user, late=True)
        return response

    return for_accounts(answer)


def tell_whose(request: HttpRequest, user: User, *, late: bool = False) -> HttpResponse:
    context = {"doors": list_doors(user), "late": late}
    return render(request, "accounts/by_organisation.html", context)


class PasskeyAgain(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Says on the page itself that the passkey was not taken; allauth's leads away from it."""

    def form_invalid(self, form: Any) -> HttpResponse:
        said: HttpResponse = self.render_to_response(self.get_context_data() | {"form": form})
        return said


@for_accounts
def change_password(request: HttpRequest) -> HttpResponse:
    """For those who have one."""
    if not get_user(request).has_usable_password():
        return redirect("account")
    response: HttpResponse = theirs.password_change(request)
    return response


def if_made(view: Callable[..., Any]) -> Callable[[HttpRequest], HttpResponse]:
    """For pages about a factor that is there; without it, back to the account's page."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = view(request)
        except Http404:
            return redirect("account")
        return response

    return answer


def remove_passkey(request: HttpRequest) -> HttpResponse:
    """The one that the address names; not the last factor of one who has to have one."""
    named = request.GET.get("passkey", "")
    factor = list_factors(get_user(request)).filter(pk=named if named.isdecimal() else 0).first()
    if factor is None:
        return redirect("account")
    if not FactorAdapter().can_delete_authenticator(factor):
        messages.error(request, FactorAdapter.error_messages["cannot_delete_authenticator"])
        return redirect("account")
    response: HttpResponse = webauthn.remove_webauthn(request, pk=factor.pk)
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@open_to(Audience.LINK)
def accept_invitation(request: HttpRequest, link: str) -> HttpResponse:
    """A new account chooses its password; one that is there already must be signed in."""
    found = read_link(link)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    invitation, mailed = found
    known = find_account(invitation.email)
    if known is not None:
        return join(request, invitation, known)
    if has_forced_domain(invitation.organisation, invitation.email):
        return redirect("find_door")
    form = PasswordForm(request.POST or None, email=invitation.email)
    if form.is_valid():
        password = form.cleaned_data["password"]
        user = create_account(invitation.email, password, confirmed=mailed)
        accept(invitation, user)
        login(request, user, backend=BACKEND)
        return redirect("home")
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})


def join(request: HttpRequest, invitation: Invitation, known: User) -> HttpResponse:
    mine = request.user == known
    if mine and request.method == "POST":
        accept(invitation, known)
        mark(request, known)
        return redirect("home")
    return render(request, "accounts/join.html", {"invitation": invitation, "mine": mine})
