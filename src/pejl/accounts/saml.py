"""SAML 2.0: what an identity provider's metadata say, and what ours say to it."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.socialaccount.providers.saml.provider import SAMLProvider
from allauth.socialaccount.providers.saml.utils import build_saml_config, prepare_django_request
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.http import HttpRequest
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xmlparser import fromstring

from pejl.accounts.fetching import is_address_allowed
from pejl.accounts.models import Connection
from pejl.accounts.sealing import unseal

LASTS = timedelta(days=10 * 365)
BREAK = "-----BEGIN CERTIFICATE-----"
MAIL = [
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "https://data.gov.dk/model/core/eid/email",
    "mail",
    "email",
]


class NotMetadata(Exception):
    """It is no metadata of an identity provider that we can talk with; says why."""


def read_metadata(text: str) -> dict[str, Any]:
    """Entity id and address of the provider, and the `certificates` that it may sign by, the first
    of them as `x509cert` too. Documents with a DTD or with entities of their own are refused.
    Raises NotMetadata."""
    try:
        fromstring(text.encode(), forbid_dtd=True, forbid_entities=True)
        found = OneLogin_Saml2_IdPMetadataParser.parse(
            text, required_sso_binding=OneLogin_Saml2_Constants.BINDING_HTTP_REDIRECT
        ).get("idp", {})
    except Exception as fault:  # lxml, defused and the parser each have their own
        raise NotMetadata(str(fault)[:200]) from fault
    address = found.get("singleSignOnService", {}).get("url", "")
    several = found.get("x509certMulti", {}).get("signing", [])
    certificates = list(dict.fromkeys([found["x509cert"]] if "x509cert" in found else several))
    if not (found.get("entityId") and address and certificates):
        raise NotMetadata("entityID, SingleSignOnService (HTTP-Redirect), X509Certificate")
    if not is_address_allowed(address):
        raise NotMetadata(address)
    return {
        "entity_id": found["entityId"],
        "sso_url": address,
        "x509cert": certificates[0],
        "certificates": certificates,
    }


@dataclass(frozen=True)
class Certificate:
    """One that a provider signs by: `mark` is the beginning of its SHA-256, to tell it by. What
    cannot be read has neither times nor mark."""

    mark: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def state(self) -> str:
        """early, late, or empty while it is valid."""
        now = datetime.now(UTC)
        if self.ends and self.ends < now:
            return "late"
        return "early" if self.begins and self.begins > now else ""


def list_certificates(connection: Connection) -> list[Certificate]:
    """Those in the provider's metadata, in their order."""
    return [read_certificate(one) for one in read_metadata(connection.metadata)["certificates"]]


def read_certificate(text: str) -> Certificate:
    try:
        found = x509.load_der_x509_certificate(base64.b64decode(text))
    except (ValueError, binascii.Error):
        return Certificate()
    mark = found.fingerprint(hashes.SHA256()).hex(":")[:23].upper()
    return Certificate(mark, found.not_valid_before_utc, found.not_valid_after_utc)


def build_auth(request: HttpRequest, provider: SAMLProvider) -> OneLogin_Saml2_Auth:
    """As allauth's, which knows one certificate: here any of the provider's is taken, since for
    some weeks it has two."""
    settings = provider.app.settings
    config = build_saml_config(request, settings, provider.app.client_id)
    config["idp"]["x509certMulti"] = {"signing": [*settings["idp"]["certificates"]]}
    return OneLogin_Saml2_Auth(prepare_django_request(request), config)


def make_settings(connection: Connection) -> dict[str, Any]:
    """As allauth wants them. Assertions must be signed; our requests are."""
    key, certificate = read_keys(connection)
    return {
        "idp": read_metadata(connection.metadata),
        "attribute_mapping": {"email": MAIL},
        "advanced": {
            "allow_single_label_domains": True,
            "authn_request_signed": True,
            "metadata_cache_duration": "",
            "metadata_signed": False,
            "metadata_valid_until": "",  # many read them once
            "private_key": key,
            "reject_idp_initiated_sso": True,
            "strict": True,
            "want_assertion_signed": True,
            "x509cert": certificate,
        },
    }


def make_metadata(request: HttpRequest, connection: Connection) -> bytes:
    """Ours, for the provider. Signing out there does not sign out here, so that is not offered."""
    config = build_saml_config(request, make_settings(connection), connection.key)
    del config["sp"]["singleLogoutService"]
    ours = OneLogin_Saml2_Settings(settings=config, sp_validation_only=True)
    made = ours.get_sp_metadata()
    return made if isinstance(made, bytes) else made.encode()


def make_keys() -> str:
    """A new key and its self-signed certificate, one after the other: what they are for is said by
    metadata, not by an authority."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Pejl")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return (private + public).decode()


def read_keys(connection: Connection) -> tuple[str, str]:
    key, mark, certificate = unseal(connection.secret).partition(BREAK)
    return key, mark + certificate
