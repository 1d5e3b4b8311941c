"""The owner's form for an organisation's own sign-in."""

import re
from typing import Any

import requests
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.accounts.fetching import fetch, is_address_allowed
from pejl.accounts.models import Connection, ConnectionKind
from pejl.accounts.saml import NotMetadata, make_keys, read_metadata
from pejl.accounts.sealing import is_readable, seal
from pejl.people.models import Role

DOMAIN = re.compile(r"^(?=.{4,200}$)([a-z0-9æøå-]+\.)+[a-z]{2,}$")


class ConnectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What both kinds have."""

    domains = forms.CharField(
        label=gettext_lazy("Mail domains"),
        help_text=gettext_lazy("What comes after @, with commas in between: kommune.dk, skole.dk"),
    )
    forced = forms.BooleanField(
        label=gettext_lazy("Accounts with these domains must sign in this way"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["domains"] = ", ".join(self.instance.domains)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not is_address_allowed(url):
            raise forms.ValidationError(_("The address must begin with https://"))
        return url

    def clean_domains(self) -> list[str]:
        written = re.split(r"[\s,;]+", self.cleaned_data["domains"].lower())
        found = [one.lstrip("@") for one in written if one]
        for one in found:
            if not DOMAIN.match(one):
                raise forms.ValidationError(_("“%(name)s” is no domain.") % {"name": one})
        return found

    def clean_forced(self) -> bool:
        forced: bool = self.cleaned_data["forced"]
        if forced and self.instance.tried_at is None:
            raise forms.ValidationError(
                _("Try it first, and be an owner by it, so that you do not shut yourself out.")
            )
        return forced

    def save(self, commit: bool = True) -> Connection:  # noqa: FBT001, FBT002
        self.instance.domains = self.cleaned_data["domains"]
        self.instance.forced = self.cleaned_data["forced"]
        connection: Connection = super().save(commit)
        return connection


class OidcForm(ConnectionForm):
    url = forms.URLField(
        label=gettext_lazy("Address of the provider"),
        help_text=gettext_lazy(
            "Its issuer, or the whole address of its openid-configuration. IT knows it."
        ),
        assume_scheme="https",
    )
    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        required=False,
        help_text=gettext_lazy("Never shown again. Leave it empty to keep the one that is there."),
    )
    claim = forms.CharField(
        label=gettext_lazy("Claim that says the role"),
        help_text=gettext_lazy("Such as roles, groups or realm_access.roles"),
    )

    class Meta:
        model = Connection
        fields = ["name", "url", "client_id", "claim"]
        labels = {"name": gettext_lazy("Name, as it stands on the button")}

    client_id = forms.CharField(label=gettext_lazy("Client ID"), max_length=250)
    field_order = ["name", "url", "client_id", "secret", "claim", "domains", "forced"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "url" in found and "url" in self.changed_data:
            self.check_provider(found["url"])
        return found

    def check_provider(self, url: str) -> None:
        """That something answers there as a provider does."""
        well_known = "/.well-known/openid-configuration"
        whole = url if "/.well-known/" in url else url.rstrip("/") + well_known
        try:
            answer = forms.JSONField().clean(fetch(whole).decode("utf-8", "replace"))
        except requests.RequestException as fault:
            self.add_error("url", _("It does not answer: %(said)s") % {"said": str(fault)[:200]})
            return
        except forms.ValidationError:
            answer = None
        if not isinstance(answer, dict) or "authorization_endpoint" not in answer:
            self.add_error("url", _("What lies there is no OpenID configuration."))

    def save(self, commit: bool = True) -> Connection:  # noqa: FBT001, FBT002
        if self.cleaned_data["secret"] or not self.instance.secret:
            self.instance.secret = seal(self.cleaned_data["secret"])
        self.instance.kind = ConnectionKind.OIDC
        if {"url", "client_id", "claim"} & set(self.changed_data):
            self.instance.tried_at = None
        return super().save(commit)


class RoleForm(forms.Form):
    value = forms.CharField(label=gettext_lazy("Your role"), max_length=300, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role in Pejl"), choices=Role.choices, initial=Role.VIEWER
    )


RoleFormSet = forms.formset_factory(RoleForm, extra=2, max_num=40)


def read_pairs(rows: Any) -> list[list[str]]:
    """Of a valid form set: those that are filled in."""
    found = [one.cleaned_data for one in rows if one.cleaned_data]
    return [[one["value"], one["role"]] for one in found if one["value"]]


class SamlForm(ConnectionForm):
    url = forms.URLField(
        label=gettext_lazy("Address of the provider's metadata"),
        required=False,
        assume_scheme="https",
    )
    metadata = forms.CharField(
        label=gettext_lazy("Or the metadata themselves"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
        max_length=500_000,
        help_text=gettext_lazy("Empty: they are read from the address when you save."),
    )
    claim = forms.CharField(
        label=gettext_lazy("Attribute that says the role"),
        help_text=gettext_lazy(
            "In KOMBIT's Context Handler dk:gov:saml:attribute:Privileges_intermediate"
        ),
    )

    class Meta:
        model = Connection
        fields = ["name", "url", "metadata", "claim", "scope"]
        labels = {
            "name": gettext_lazy("Name, as it stands on the button"),
            "scope": gettext_lazy("Only privileges given for this CVR number"),
        }

    field_order = ["name", "url", "metadata", "claim", "scope", "domains", "forced"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.url:
            self.initial["metadata"] = ""  # so that saving reads them anew

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            text = found.get("metadata") or fetch(found.get("url") or "").decode()
            read_metadata(text)
        except (requests.RequestException, UnicodeDecodeError) as fault:
            self.add_error("url", _("It does not answer: %(said)s") % {"said": str(fault)[:200]})
        except NotMetadata as fault:
            said = {"said": str(fault)}
            self.add_error("metadata", _("These are not metadata of a provider: %(said)s") % said)
        else:
            found["metadata"] = text
        return found

    def save(self, commit: bool = True) -> Connection:  # noqa: FBT001, FBT002
        self.instance.kind = ConnectionKind.SAML
        if not is_readable(self.instance.secret):
            self.instance.secret = seal(make_keys())
        if {"url", "metadata", "claim", "scope"} & set(self.changed_data):
            self.instance.tried_at = None
        return super().save(commit)
