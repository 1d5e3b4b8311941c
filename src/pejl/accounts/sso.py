"""What allauth asks us of identity providers: which there are, and whom they let in."""

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pejl.accounts.connecting import NotLetIn, let_in, read_role
from pejl.accounts.fetching import GuardedSession
from pejl.accounts.models import Connection, ConnectionKind
from pejl.accounts.saml import make_settings
from pejl.accounts.sealing import is_readable, unseal
from pejl.accounts.sessions import end_sessions
from pejl.people.models import Role

TRYING = "trying_connection"  # in the session of an owner who only looks what would happen


class ConnectionAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """From our own table, where secrets are sealed. allauth asks for OIDC by the key as
        `provider`, for SAML by it as `client_id`; never for all. One whose secret cannot be read is
        not there until it is typed again."""
        key = client_id if provider == ConnectionKind.SAML else provider
        found = Connection.objects.filter(key=key or "")
        return [make_app(one) for one in found if is_readable(one.secret)]

    def get_requests_session(self) -> requests.Session:
        return GuardedSession()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Settles it all: the account is there and has its role after this, or a page says why
        not."""
        connection = Connection.objects.get(key=sociallogin.account.provider)
        claims = read_claims(sociallogin)
        if request.session.pop(TRYING, None) == connection.key:
            raise ImmediateHttpResponse(show_trial(request, connection, claims))
        try:
            user = find_user(connection, sociallogin, claims)
        except NotLetIn as fault:
            if fault.why == "no_role" and sociallogin.is_existing:
                end_sessions(sociallogin.user)
            raise ImmediateHttpResponse(refuse(request, connection, fault.why)) from None
        if sociallogin.is_existing:
            sociallogin.user = user
            sociallogin.account.save()
        else:
            sociallogin.connect(request, user)


def make_app(connection: Connection) -> SocialApp:
    app = SocialApp(
        provider=connection.kind, provider_id=connection.key, name=connection.name, settings={}
    )
    if connection.kind == ConnectionKind.SAML:
        app.client_id, app.settings = connection.key, make_settings(connection)
    else:
        app.client_id, app.secret = connection.client_id, unseal(connection.secret)
        app.settings = {"server_url": connection.url}
    return app


def read_claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """All that was said, taken out of the account, so that none of it is kept."""
    said = sociallogin.account.extra_data
    sociallogin.account.extra_data = {}
    if "userinfo" in said or "id_token" in said:
        return {**(said.get("id_token") or {}), **(said.get("userinfo") or {})}
    return dict(said)


def find_user(connection: Connection, sociallogin: SocialLogin, claims: dict[str, Any]) -> User:
    if sociallogin.state.get("process", "login") != "login":
        raise NotLetIn("elsewhere")
    known = sociallogin.user if sociallogin.is_existing else None
    email = read_email(sociallogin, claims)
    return let_in(connection, known, email, read_role(connection, claims))


def read_email(sociallogin: SocialLogin, claims: dict[str, Any]) -> str:
    """None that the provider itself says is not confirmed."""
    if claims.get("email_verified") in (False, "false"):
        return ""
    found = [one.email for one in sociallogin.email_addresses if one.email]
    return str(found[0]).lower() if found else ""


def refuse(request: HttpRequest, connection: Connection, why: str) -> HttpResponse:
    context = {"connection": connection, "why": why}
    return render(request, "accounts/not_let_in.html", context, status=403)


def show_trial(
    request: HttpRequest, connection: Connection, claims: dict[str, Any]
) -> HttpResponse:
    """To the owner who tries it: what was said, and which role it would give."""
    role = read_role(connection, claims)
    owner = {"user": request.user.pk, "organisation": connection.organisation, "role": Role.OWNER}
    if not request.user.is_authenticated or not request.user.memberships.filter(**owner).exists():
        return refuse(request, connection, "elsewhere")
    if role == Role.OWNER:
        Connection.objects.filter(pk=connection.pk).update(tried_at=timezone.now())
    context = {"connection": connection, "claims": sorted(claims.items()), "role": role}
    return render(request, "accounts/trial.html", context)
