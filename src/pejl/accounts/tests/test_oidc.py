"""An organisation's own sign-in by OpenID Connect, against a real provider on this machine."""

import warnings
from urllib.parse import urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client

from pejl.accounts.making import create_account
from pejl.accounts.models import Connection, SignInRules
from pejl.accounts.sealing import unseal
from pejl.accounts.tests.making import GOOD
from pejl.days.models import Guest, ThemeDay
from pejl.people.models import Organisation, Role

PAGE = "/organisation/sign-in/"
JOB = "http://pejl.dk/roles/jobrole/"


@pytest.fixture(scope="module")
def provider():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def connection(desk, organisation, provider, settings):
    settings.PEJL_SIGN_IN_INSIDE = True
    desk.post(f"{PAGE}new/oidc/", make_form(provider))
    return organisation.connections.get()


def make_form(provider, **others):
    return {
        "name": "Kommunens login", "url": provider, "client_id": "pejl", "secret": "hemmeligt",
        "claim": "roles", "domains": "kommune.dk",
        "role-TOTAL_FORMS": 3, "role-INITIAL_FORMS": 0,
        "role-0-value": f"{JOB}ejer", "role-0-role": "owner",
        "role-1-value": f"{JOB}leder", "role-1-role": "facilitator",
        "role-2-value": "", "role-2-role": "viewer",
    } | others  # fmt: skip


def know(provider, sub, **claims):
    said = {"email": f"{sub}@kommune.dk", "email_verified": True} | claims
    httpx.put(f"{provider}/users/{sub}", json=said).raise_for_status()


def come(client, path, sub):
    """To the provider, say who one is there, and back."""
    asked = client.get(path)
    while asked["Location"].startswith("/"):
        asked = client.get(asked["Location"])
    said = httpx.post(asked["Location"], data={"sub": sub})
    parts = urlsplit(said.headers["Location"])
    assert parts.path.endswith("/back/")
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(connection, sub, client=None):
    client = client or Client()
    return client, come(client, f"/signin/own/{connection.key}/", sub)


def is_in(client):
    return client.get("/account/").status_code == 200


def test_the_secret_is_sealed_and_never_shown_again(desk, connection, provider):
    assert unseal(connection.secret) == "hemmeligt"
    assert "hemmeligt" not in connection.secret
    page = desk.get(f"{PAGE}{connection.id}/").content.decode()
    assert "hemmeligt" not in page
    assert f"/signin/own/{connection.key}/back/" in page
    rows = {"role-INITIAL_FORMS": 2, "secret": "", "name": "Nyt navn"}
    desk.post(f"{PAGE}{connection.id}/", make_form(provider, **rows))
    connection.refresh_from_db()
    assert (connection.name, unseal(connection.secret)) == ("Nyt navn", "hemmeligt")
    assert connection.roles == [[f"{JOB}ejer", "owner"], [f"{JOB}leder", "facilitator"]]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "http://example.org/"}, "https://"),
        ({"url": "http://localhost:1/"}, "svarer ikke"),
        ({"domains": "ikke et domæne"}, "ikke et domæne"),
        ({"forced": "on"}, "Prøv den først"),
    ],
)
def test_what_cannot_work_is_not_kept(desk, organisation, provider, settings, wrong, said):
    settings.PEJL_SIGN_IN_INSIDE = True
    page = desk.post(f"{PAGE}new/oidc/", make_form(provider, **wrong)).content.decode()
    assert said in page
    assert not organisation.connections.exists()


def test_one_with_a_role_gets_an_account_the_first_time(connection, provider, organisation):
    know(provider, "bo", roles=[f"{JOB}leder"])
    client, answer = sign_in(connection, "bo")
    assert answer.status_code == 302
    assert is_in(client)
    bo = User.objects.get(email="bo@kommune.dk")
    assert not bo.has_usable_password()
    assert bo.memberships.get().role == Role.FACILITATOR
    assert SocialAccount.objects.get(user=bo).extra_data == {}  # nothing that was said is kept


def test_the_role_follows_at_each_sign_in(connection, provider):
    know(provider, "bo", roles=[f"{JOB}leder"])
    sign_in(connection, "bo")
    know(provider, "bo", roles=[f"{JOB}ejer", f"{JOB}leder"])
    before, _answer = sign_in(connection, "bo")
    assert User.objects.get(email="bo@kommune.dk").memberships.get().role == Role.OWNER
    know(provider, "bo", roles=[])
    assert is_in(before)
    client, answer = sign_in(connection, "bo")
    assert answer.status_code == 403
    assert "ingen rolle i Pejl" in answer.content.decode()
    assert not is_in(client)
    assert not is_in(before)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"roles": ["andet"]}, "ingen rolle"),
        ({"roles": [f"{JOB}ejer"], "email": "x@andre.dk"}, "ikke en af dem"),
        ({"roles": [f"{JOB}ejer"], "email_verified": False}, "ikke, hvilken mailadresse"),
    ],
)
def test_others_do_not_get_in(connection, provider, claims, said):
    know(provider, "cai", **claims)
    client, answer = sign_in(connection, "cai")
    assert said in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


def test_an_account_of_another_organisation_is_not_taken_over(connection, provider):
    other = Organisation.objects.create(name="Anden")
    user = create_account("dan@kommune.dk", GOOD, confirmed=True)
    other.memberships.create(user=user, role=Role.OWNER)
    know(provider, "dan", roles=[f"{JOB}ejer"])
    client, answer = sign_in(connection, "dan")
    assert "ikke bestemmer over" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_the_last_owner_stays_owner(connection, provider, organisation, owner):
    User.objects.filter(pk=owner.pk).update(email="ida@kommune.dk")
    know(provider, "ida", roles=[f"{JOB}leder"])
    client, _answer = sign_in(connection, "ida")
    assert is_in(client)
    assert owner.memberships.get().role == Role.OWNER


def test_an_owner_tries_it_before_others_do(desk, connection, provider, owner):
    know(provider, "bo", roles=["andet"], cpr="0101011234")
    path = f"{PAGE}{connection.id}/try/"
    page = come(desk, path, "bo").content.decode()
    assert "intet i ”roles” giver en rolle" in page
    assert "0101011234" in page
    assert User.objects.count() == 1
    know(provider, "bo", roles=[f"{JOB}ejer"])
    assert "komme ind som ejer" in come(desk, path, "bo").content.decode()
    connection.refresh_from_db()
    assert connection.tried_at
    assert desk.get("/account/").context["user"] == owner


@pytest.fixture
def forced(connection, add_account):
    Connection.objects.update(forced=True)
    return add_account("eva@kommune.dk", Role.FACILITATOR)


def test_a_password_does_not_let_in_one_who_must_come_in_so(forced, desk):
    client = Client()
    said = {"login": forced.email, "password": GOOD}
    with_right = client.post("/signin/", said).content.decode()
    assert not is_in(client)
    with_wrong = client.post("/signin/", said | {"password": "forkert"}).content.decode()
    unknown = client.post("/signin/", {"login": "x@kommune.dk", "password": "y"}).content.decode()
    for page in (with_right, with_wrong, unknown):
        assert "er ikke rigtig" in page
        assert "Med din adresse logger man ind som på arbejdet" in page
    page = desk.post("/organisation/accounts/", {"email": "ny@kommune.dk", "role": "viewer"})
    assert "logger ind som på arbejdet" in page.content.decode()


def make_day_of(organisation):
    return ThemeDay.objects.create(organisation=organisation, title="Temadag")


def test_nor_does_a_new_password_nor_an_account_that_is_elsewhere_suffer(forced):
    from pejl.accounts.connecting import is_forced
    from pejl.accounts.mails import may_have_password

    assert not may_have_password(forced)
    Guest.objects.create(user=forced, day=make_day_of(forced.memberships.get().organisation))
    assert is_forced(forced)  # a colleague who invites one to a day opens no other way in
    forced.memberships.create(organisation=Organisation.objects.create(name="Anden"))
    assert not is_forced(forced)
    said = {"login": forced.email, "password": GOOD}
    assert Client().post("/signin/", said).status_code == 302


def test_the_door_is_found_by_the_domain_alone(connection):
    client = Client()
    for email in ("ida@kommune.dk", "findes-ikke@kommune.dk"):
        page = client.post("/signin/own/", {"email": email, "next": "/cases/"}).content.decode()
        assert f'href="/signin/own/{connection.key}/?next=%2Fcases%2F"' in page
    page = client.post("/signin/own/", {"email": "a@b.dk", "next": "//evil.dk"}).content.decode()
    assert "Ingen organisation her" in page
    page = client.post("/signin/own/", {"email": "a@kommune.dk", "next": "//evil.dk"})
    assert f'href="/signin/own/{connection.key}/"' in page.content.decode()


def test_it_leads_on_but_to_no_other_place(connection, provider):
    know(provider, "bo", roles=[f"{JOB}leder"])
    client = Client()
    path = f"/signin/own/{connection.key}/?next="
    assert come(client, f"{path}/cases/", "bo")["Location"] == "/cases/"
    assert "evil" not in come(Client(), f"{path}https://evil.dk/", "bo")["Location"]


def test_an_answer_is_taken_once_and_only_where_it_was_asked_for(connection, provider):
    know(provider, "bo", roles=[f"{JOB}leder"])
    client = Client()
    asked = client.get(f"/signin/own/{connection.key}/")
    said = urlsplit(httpx.post(asked["Location"], data={"sub": "bo"}).headers["Location"])
    back = f"{said.path}?{said.query}"
    assert Client().get(back).status_code == 401
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401


def test_a_second_step_is_left_to_the_provider_for_its_own_organisation(connection, provider):
    know(provider, "bo", roles=[f"{JOB}leder"])
    SignInRules.objects.create(organisation=connection.organisation, second_factor=True)
    client, _answer = sign_in(connection, "bo")
    assert client.get("/days/").status_code == 200
    other = Organisation.objects.create(name="Anden")
    User.objects.get(email="bo@kommune.dk").memberships.create(organisation=other)
    SignInRules.objects.create(organisation=other, second_factor=True)
    client, _answer = sign_in(connection, "bo")
    assert client.get("/days/")["Location"] == "/account/"


def grow_old(client):
    """As if one had signed in a while ago."""
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= 3600
    session.save()


OWN = ("app/", "passkeys/new/", "codes/", "codes/new/", "password/", "again/", "again/code/")


def test_one_without_a_password_is_told_whose_the_second_step_is(connection, provider):
    know(provider, "eva", roles=[f"{JOB}ejer"])
    client, _answer = sign_in(connection, "eva")
    assert "Du logger ind med Kommunens login" in client.get("/account/").content.decode()
    for _age in range(2):
        for path in OWN:
            page = client.get(f"/account/{path}", follow=True)
            assert page.status_code == 200, path
            assert "Du logger ind med Kommunens login" in page.content.decode(), path
            assert client.post(f"/account/{path}").status_code in (200, 302), path
        grow_old(client)


def test_one_whom_another_organisation_asks_makes_it_while_the_sign_in_is_fresh(
    connection, provider
):
    know(provider, "ib", roles=[f"{JOB}leder"])
    sign_in(connection, "ib")
    other = Organisation.objects.create(name="Anden")
    User.objects.get(email="ib@kommune.dk").memberships.create(organisation=other)
    SignInRules.objects.create(organisation=other, second_factor=True)
    client, _answer = sign_in(connection, "ib")
    assert "/account/app/" in client.get("/account/").content.decode()
    assert "secret-code" in client.get("/account/app/").content.decode()
    grow_old(client)
    late = client.get("/account/app/")
    assert late.status_code == 200
    assert "inden for de sidste fem minutter" in late.content.decode()


def test_another_secret_key_is_told(desk, connection, provider, settings):
    sealed = connection.secret
    settings.SECRET_KEY = "another one, as after a bad restore"
    desk.force_login(connection.organisation.memberships.get().user)
    assert Client().get(f"/signin/own/{connection.key}/").status_code == 404
    path = f"{PAGE}{connection.id}/"
    assert "nøgle er en anden" in desk.get(path).content.decode()
    desk.post(path, make_form(provider, **{"role-INITIAL_FORMS": 2}))
    connection.refresh_from_db()
    assert connection.secret != sealed
    assert Client().get(f"/signin/own/{connection.key}/").status_code == 302


def test_only_owners_set_it_up(client, connection, add_account):
    client.force_login(add_account("bo@eksempel.dk", Role.FACILITATOR))
    for path in ("", "new/oidc/", f"{connection.id}/", f"{connection.id}/try/"):
        assert client.get(PAGE + path).status_code == 404
    assert client.post(f"{PAGE}{connection.id}/remove/").status_code == 404
