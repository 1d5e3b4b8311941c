"""From what a provider says to a role."""

import base64

import pytest

from pejl.accounts.claims import find_role, read_privileges
from pejl.people.models import Role

OWNER = "http://pejl.dk/roles/jobrole/ejer/1"
LEADER = "http://pejl.dk/roles/jobrole/moedeleder/1"
PAIRS = [[LEADER, "facilitator"], [OWNER, "owner"]]
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<bpp:PrivilegeList xmlns:bpp="http://itst.dk/oiosaml/basic_privilege_profile">
<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:29189846">
<Privilege>http://pejl.dk/roles/jobrole/moedeleder/1</Privilege></PrivilegeGroup>
<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:11111111">
<Privilege>http://pejl.dk/roles/jobrole/ejer/1</Privilege></PrivilegeGroup></bpp:PrivilegeList>"""


def encode(text):
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("claims", "name", "role"),
    [
        ({"roles": [LEADER]}, "roles", Role.FACILITATOR),
        ({"roles": OWNER}, "roles", Role.OWNER),
        ({"roles": [LEADER, OWNER, "andet"]}, "roles", Role.OWNER),
        ({"realm_access": {"roles": [OWNER]}}, "realm_access.roles", Role.OWNER),
        ({"https://a.b/roles": [OWNER]}, "https://a.b/roles", Role.OWNER),
        ({"roles": [OWNER + "0"]}, "roles", None),
        ({"roles": [{"x": OWNER}]}, "roles", None),
        ({"roles": None}, "roles", None),
        ({}, "roles.x.y", None),
    ],
)
def test_the_strongest_role_that_a_value_gives(claims, name, role):
    assert find_role(claims, name, PAIRS) == role


@pytest.mark.parametrize(
    ("scope", "role"),
    [("29189846", Role.FACILITATOR), ("11111111", Role.OWNER), ("22222222", None)],
)
def test_kombits_privileges_count_for_the_municipality_they_were_given_for(scope, role):
    assert find_role({"p": [encode(LIST)]}, "p", PAIRS, scope) == role


@pytest.mark.parametrize("text", ["ejer", encode("<andet/>"), encode("<ikke xml"), "x" * 300_000])
def test_what_is_no_list_of_privileges_is_a_value_as_it_stands(text):
    assert read_privileges(text) is None


def test_entities_are_not_read():
    evil = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + LIST.split("?>")[1].replace(
        "http://pejl.dk/roles/jobrole/ejer/1", "&a;"
    )
    assert read_privileges(encode(evil)) is None
