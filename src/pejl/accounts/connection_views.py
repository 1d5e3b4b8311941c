"""The owner's pages for the organisation's own sign-in, and the door to it."""

import secrets
from collections.abc import Callable
from functools import wraps

import requests
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.socialaccount.providers.saml import views as saml
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.accounts.connecting import find_connection
from pejl.accounts.connection_forms import (
    ConnectionForm,
    OidcForm,
    RoleFormSet,
    SamlForm,
    read_pairs,
)
from pejl.accounts.models import Connection, ConnectionKind
from pejl.accounts.owner_views import note_change
from pejl.accounts.saml import build_auth, list_certificates, make_metadata
from pejl.accounts.sealing import is_readable
from pejl.accounts.sso import TRYING
from pejl.audit.models import Act
from pejl.mail.posting import make_address
from pejl.people.access import Audience, for_owners, get_organisation, open_to

FORMS: dict[str, type[ConnectionForm]] = {
    ConnectionKind.OIDC: OidcForm,
    ConnectionKind.SAML: SamlForm,
}


@require_GET
@for_owners
def show_connections(request: HttpRequest) -> HttpResponse:
    found = get_organisation(request).connections.all()
    return render(request, "accounts/connections.html", {"connections": found})


@require_http_methods(["GET", "POST"])
@for_owners
def add_connection(request: HttpRequest, kind: str) -> HttpResponse:
    fresh = Connection(organisation=get_organisation(request), kind=kind, key=secrets.token_hex(8))
    return edit(request, fresh)


@require_http_methods(["GET", "POST"])
@for_owners
def edit_connection(request: HttpRequest, connection_id: int) -> HttpResponse:
    return edit(request, get_connection(request, connection_id))


def get_connection(request: HttpRequest, connection_id: int) -> Connection:
    return get_object_or_404(get_organisation(request).connections, id=connection_id)


def edit(request: HttpRequest, connection: Connection) -> HttpResponse:
    form = FORMS[connection.kind](request.POST or None, instance=connection)
    first = [{"value": value, "role": role} for value, role in connection.roles]
    rows = RoleFormSet(request.POST or None, initial=first, prefix="role")
    if form.is_valid() and rows.is_valid():
        connection.roles = read_pairs(rows)
        with transaction.atomic():
            form.save()
        note_change(request, Act.CHANGED, f"sign-in: {connection.name}")
        messages.success(request, _("Saved. Try it before others do."))
        return redirect("edit_connection", connection.id)
    context = {"form": form, "rows": rows, "connection": connection}
    return render(request, "accounts/edit_connection.html", context | tell(request, connection))


def tell(request: HttpRequest, connection: Connection) -> dict[str, object]:
    """What IT has to type at the provider, once the connection is there."""
    if not connection.pk:
        return {}
    if not is_readable(connection.secret):
        return {"unreadable": "yes"}
    if connection.kind == ConnectionKind.SAML:
        path = reverse("saml_metadata", args=[connection.key])
        certificates = list_certificates(connection)
        return {"metadata_uri": make_own(request, path), "certificates": certificates}
    path = reverse("openid_connect_callback", args=[connection.key])
    return {"redirect_uri": make_own(request, path)}


def make_own(request: HttpRequest, path: str) -> str:
    """At PEJL_URL where it is set, else as one came here."""
    return make_address(path) if settings.PEJL_URL else request.build_absolute_uri(path)


@require_POST
@for_owners
def remove_connection(request: HttpRequest, connection_id: int) -> HttpResponse:
    connection = get_connection(request, connection_id)
    connection.delete()
    note_change(request, Act.CHANGED, f"sign-in: {connection.name}, removed")
    messages.success(request, _("“%(name)s” is removed.") % {"name": connection.name})
    return redirect("connections")


@require_GET
@for_owners
def try_connection(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Goes all the way, but only shows what came of it."""
    connection = get_connection(request, connection_id)
    request.session[TRYING] = connection.key
    return redirect(make_door(connection))


def make_door(connection: Connection) -> str:
    return reverse(f"{connection.kind}_login", args=[connection.key])


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


@require_http_methods(["GET", "POST"])
@open_to(Audience.ANYONE)
def find_door(request: HttpRequest) -> HttpResponse:
    """From an address to its organisation's own sign-in, by the domain alone. A link leads on: the
    policy lets no form lead elsewhere."""
    form = AddressForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        connection = find_connection(form.cleaned_data["email"])
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
        rest = f"?{urlencode({'next': wanted})}" if wanted and safe else ""
        context |= {"connection": connection, "asked": True}
        context["door"] = make_door(connection) + rest if connection else ""
    return render(request, "accounts/door.html", context)


@require_GET
@open_to(Audience.ANYONE)
def show_metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Ours, for the provider to read."""
    found = Connection.objects.filter(kind=ConnectionKind.SAML)
    connection = get_object_or_404(found, key=organization_slug)
    if not is_readable(connection.secret):
        raise Http404
    made = make_metadata(request, connection)
    return HttpResponse(made, content_type="application/samlmetadata+xml")


saml.build_auth = build_auth  # allauth asks no setting for it, nor the provider
sign_in_by_saml = open_to(Audience.ANYONE)(saml.login)
come_back_by_saml = open_to(Audience.ANYONE)(saml.acs)
finish_by_saml = open_to(Audience.ANYONE)(saml.finish_acs)


def reach(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A provider that cannot be reached, or may not be asked, is said and is no fault of ours."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except requests.RequestException:
            messages.error(
                request, _("The organisation's sign-in cannot be reached. Try again in a moment.")
            )
            return redirect("connections" if request.session.pop(TRYING, "") else "sign_in")

    return answer


sign_in_by_oidc = open_to(Audience.ANYONE)(reach(openid.login))
come_back_by_oidc = open_to(Audience.ANYONE)(reach(openid.callback))
