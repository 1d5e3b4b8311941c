"""From what an identity provider says of someone to a role. Pure, but for the roles' names."""

import base64
import binascii
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from pejl.people.models import Role

STRONGEST = (Role.OWNER, Role.FACILITATOR, Role.VIEWER)
CVR = "urn:dk:gov:saml:cvrNumberIdentifier:"
LARGEST = 200_000


def find_role(
    claims: Mapping[str, Any], claim: str, pairs: Iterable[Iterable[str]], scope: str = ""
) -> Role | None:
    """The strongest role that a value of the claim gives; None when none does."""
    values = set(list_values(read_claim(claims, claim), scope))
    given = {role for value, role in pairs if value in values}
    return next((role for role in STRONGEST if role in given), None)


def read_claim(claims: Mapping[str, Any], name: str) -> Any:
    """By its whole name, which may be an address; else along its dots (`realm_access.roles`)."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def list_values(claim: Any, scope: str = "") -> Iterator[str]:
    """One, several, or a list of KOMBIT's privileges (OIO Basic Privilege Profile, base64)."""
    for one in claim if isinstance(claim, list | tuple) else [claim]:
        if isinstance(one, str):
            privileges = read_privileges(one, scope)
            yield from [one] if privileges is None else privileges


def read_privileges(text: str, scope: str = "") -> list[str] | None:
    """The privileges given for the CVR number, or for any where none is asked for. None when the
    text is no such list."""
    if len(text) > LARGEST:
        return None
    try:
        data = base64.b64decode(text, validate=True)
        root = etree.fromstring(data, make_parser())
    except (ValueError, binascii.Error, etree.XMLSyntaxError):
        return None
    if etree.QName(root).localname != "PrivilegeList" or root.getroottree().docinfo.doctype:
        return None
    groups = [one for one in root if etree.QName(one).localname == "PrivilegeGroup"]
    ours = [one for one in groups if not scope or one.get("Scope") == CVR + scope]
    return [
        (one.text or "").strip()
        for group in ours
        for one in group
        if etree.QName(one).localname == "Privilege"
    ]


def make_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
