"""An organisation's own sign-in by SAML, against a real provider (pysaml2)."""

import base64
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime

from pejl.accounts.saml import (
    Certificate,
    NotMetadata,
    list_certificates,
    read_certificate,
    read_metadata,
)
from pejl.accounts.tests.making_saml import Provider, change, wrap_again
from pejl.people.models import Role

DAY = timedelta(days=1)
PAGE = "/organisation/sign-in/"
JOB = "http://pejl.dk/roles/jobrole/"
SCOPE = "urn:dk:gov:saml:cvrNumberIdentifier:"


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    return Provider(tmp_path_factory.mktemp("idp"), "https://idp.kommune.dk")


@pytest.fixture
def connection(desk, organisation, provider):
    desk.post(f"{PAGE}new/saml/", make_form(metadata=provider.read_metadata()))
    made = organisation.connections.get()
    provider.get_to_know(Guest().get(f"/signin/saml/{made.key}/metadata/").content.decode())
    return made


def make_form(**others):
    return {
        "name": "Context Handler", "url": "", "claim": "roles", "domains": "kommune.dk",
        "role-TOTAL_FORMS": 2, "role-INITIAL_FORMS": 0,
        "role-0-value": f"{JOB}ejer", "role-0-role": "owner",
        "role-1-value": f"{JOB}leder", "role-1-role": "facilitator",
    } | others  # fmt: skip


@pytest.fixture(autouse=True)
def _names_as_in_the_world(settings):
    settings.ALLOWED_HOSTS = ["pejl.kommune.dk", "testserver"]


class Guest(Client):
    """A browser that comes to us by a name as it has in the world."""

    def __init__(self):
        super().__init__(HTTP_HOST="pejl.kommune.dk")

    def generic(self, *args, **kwargs):
        return super().generic(*args, **kwargs | {"secure": True})


def ask(connection, client, rest=""):
    return client.get(f"/signin/saml/{connection.key}/{rest}")["Location"]


def bring(client, where, response):
    answer = client.post(urlsplit(where).path, {"SAMLResponse": response})
    return client.get(answer["Location"])


def come(connection, provider, sub, roles, client=None, rest=""):
    client = client or Guest()
    where, response = provider.answer(ask(connection, client, rest), sub, roles)
    return client, bring(client, where, response)


def is_in(client):
    return client.get("/account/").status_code == 200


def test_one_with_a_role_gets_an_account_and_the_role_follows(connection, provider):
    client, answer = come(connection, provider, "bo", [f"{JOB}leder"])
    assert answer.status_code == 302
    assert is_in(client)
    bo = User.objects.get(email="bo@kommune.dk")
    assert bo.memberships.get().role == Role.FACILITATOR
    come(connection, provider, "bo", [f"{JOB}ejer"])
    assert bo.memberships.get().role == Role.OWNER
    client, answer = come(connection, provider, "bo", ["andet"])
    assert "ingen rolle" in answer.content.decode()
    assert not is_in(client)
    assert User.objects.filter(email="bo@kommune.dk").count() == 1


def test_kombits_privileges_give_a_role_for_the_own_municipality(connection, provider):
    type(connection).objects.update(scope="29189846")
    for scope, status in (("29189846", 302), ("11111111", 403)):
        text = (
            '<bpp:PrivilegeList xmlns:bpp="http://itst.dk/oiosaml/basic_privilege_profile">'
            f'<PrivilegeGroup Scope="{SCOPE}{scope}"><Privilege>{JOB}leder</Privilege>'
            "</PrivilegeGroup></bpp:PrivilegeList>"
        )
        roles = [base64.b64encode(text.encode()).decode()]
        assert come(connection, provider, "bo", roles)[1].status_code == status


def refused(client, answer):
    return answer.status_code in (401, 403) and not is_in(client)


def test_an_unsigned_answer_is_refused(connection, provider):
    client = Guest()
    where, response = provider.answer(ask(connection, client), "bo", [f"{JOB}ejer"], signed=False)
    assert refused(client, bring(client, where, response))


@pytest.mark.parametrize(
    ("before", "after"), [("leder", "ejer"), ("bo@kommune.dk", "ida@kommune.dk")]
)
def test_so_is_one_that_was_changed(connection, provider, before, after):
    client = Guest()
    where, response = provider.answer(ask(connection, client), "bo", [f"{JOB}leder"])
    assert refused(client, bring(client, where, change(response, before, after)))


def test_so_is_one_that_was_used_already(connection, provider):
    first, second = Guest(), Guest()
    where, response = provider.answer(ask(connection, first), "bo", [f"{JOB}leder"])
    assert bring(first, where, response).status_code == 302
    for client in (first, second, Guest()):
        assert bring(client, where, response).status_code == 401
    _where, fresh = provider.answer(ask(connection, second), "bo", [f"{JOB}leder"])
    assert refused(second, bring(second, where, wrap_again(response, fresh)))


def test_so_is_an_old_assertion_that_names_no_request(connection, provider):
    """It is bound to nothing but its own id."""
    first, second = Guest(), Guest()
    where, response = provider.answer(ask(connection, first), "bo", [f"{JOB}leder"], bound=False)
    assert bring(first, where, response).status_code == 302
    _where, fresh = provider.answer(ask(connection, second), "bo", [f"{JOB}leder"], bound=False)
    assert refused(second, bring(second, where, wrap_again(response, fresh)))


def test_so_is_one_that_nobody_asked_for_and_one_for_another(connection, provider):
    client, thief = Guest(), Guest()
    where, response = provider.answer(ask(connection, client), "bo", [f"{JOB}leder"])
    assert refused(thief, bring(thief, where, response))
    assert refused(thief, bring(thief, where, "x"))
    assert thief.get(f"/signin/saml/{connection.key}/done/").status_code == 401


def test_one_signed_by_someone_else_is_refused(connection, provider, tmp_path):
    liar = Provider(tmp_path, provider.place)
    liar.get_to_know(Guest().get(f"/signin/saml/{connection.key}/metadata/").content.decode())
    client = Guest()
    where, response = liar.answer(ask(connection, client), "bo", [f"{JOB}ejer"])
    assert refused(client, bring(client, where, response))


KEY = re.compile(r"<ns\d:KeyDescriptor use=\"signing\">.*?</ns\d:KeyDescriptor>", re.DOTALL)


@pytest.fixture
def renewed(provider, tmp_path):
    """The same provider with the key that it goes over to."""
    return Provider(tmp_path, provider.place)


def publish_both(provider, renewed):
    key = KEY.search(renewed.read_metadata())[0]
    text = provider.read_metadata()
    return text.replace(KEY.search(text)[0], KEY.search(text)[0] + key)


def save_again(desk, connection, metadata):
    form = make_form(metadata=metadata) | {"role-INITIAL_FORMS": 2}
    assert desk.post(f"{PAGE}{connection.id}/", form).status_code == 302


def test_while_the_provider_changes_its_certificate_either_is_taken(
    connection, desk, provider, renewed, tmp_path_factory
):
    ours = Guest().get(f"/signin/saml/{connection.key}/metadata/").content.decode()
    renewed.get_to_know(ours)
    assert refused(*come(connection, renewed, "bo", [f"{JOB}leder"])), "not before it is known"
    save_again(desk, connection, publish_both(provider, renewed))
    for who in (provider, renewed):
        client, _ = come(connection, who, "bo", [f"{JOB}leder"])
        assert is_in(client)
    liar = Provider(tmp_path_factory.mktemp("liar"), provider.place)
    liar.get_to_know(ours)
    assert refused(*come(connection, liar, "bo", [f"{JOB}ejer"]))
    save_again(desk, connection, renewed.read_metadata())
    assert refused(*come(connection, provider, "bo", [f"{JOB}leder"])), "nor after it has gone"


def test_the_page_says_until_when_each_certificate_is_valid(connection, desk, provider, renewed):
    both = publish_both(provider, renewed)
    save_again(desk, connection, both)
    page = desk.get(f"{PAGE}{connection.id}/").content.decode()
    connection.refresh_from_db()
    found = list_certificates(connection)
    assert len({one.mark for one in found}) == 2
    for one in found:
        assert one.mark in page
    assert page.count(f"gyldigt til {date_format(localtime(found[0].ends))}") == 2


def test_a_certificate_that_cannot_be_read_or_is_not_valid_is_said():
    now = datetime.now(UTC)
    assert read_certificate("QUJD").ends is None
    assert Certificate("A", now - 2 * DAY, now - DAY).state == "late"
    assert Certificate("A", now + DAY, now + 2 * DAY).state == "early"
    assert Certificate("A", now - DAY, now + DAY).state == ""


def test_an_owner_tries_it(owner, connection, provider):
    desk = Guest()
    desk.force_login(owner)
    asked = desk.get(f"{PAGE}{connection.id}/try/")
    where, response = provider.answer(desk.get(asked["Location"])["Location"], "bo", [f"{JOB}ejer"])
    assert "komme ind som ejer" in bring(desk, where, response).content.decode()
    connection.refresh_from_db()
    assert connection.tried_at


def test_our_key_is_sealed_and_our_metadata_say_what_is_ours(connection, desk):
    metadata = Guest().get(f"/signin/saml/{connection.key}/metadata/")
    text = metadata.content.decode()
    assert metadata["Content-Type"].startswith("application/samlmetadata+xml")
    assert f"https://pejl.kommune.dk/signin/saml/{connection.key}/back/" in text
    assert 'WantAssertionsSigned="true"' in text
    assert "SingleLogoutService" not in text
    assert "PRIVATE" not in text + connection.secret
    page = desk.get(f"{PAGE}{connection.id}/").content.decode()
    assert f"/signin/saml/{connection.key}/metadata/" in page


ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("spoil", ["entity", "no certificate", "inside", "other", "empty"])
def test_metadata_that_cannot_be_trusted_are_refused(provider, desk, organisation, spoil):
    text = provider.read_metadata()
    spoiled = {
        "entity": ENTITIES + text.replace("https://idp.kommune.dk/sso", "&a;"),
        "no certificate": text.replace("X509Certificate", "X509Other"),
        "inside": text.replace("https://idp.kommune.dk/sso", "http://10.0.0.1/sso"),
        "other": "<andet/>",
        "empty": "",
    }[spoil]
    with pytest.raises(NotMetadata):
        read_metadata(spoiled)
    desk.post(f"{PAGE}new/saml/", make_form(metadata=spoiled))
    assert not organisation.connections.exists()
