"""The second factor: codes from an app, emergency codes, and organisations that ask for one."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from pejl.accounts.tests.making import GOOD
from pejl.people.models import Organisation, Role

PAGE = "/organisation/accounts/"


def make_code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def sign_in(client, user):
    return client.post("/signin/", {"login": user.email, "password": GOOD})


def add_app(client):
    """Through the pages; gives the app's secret."""
    asked = client.get("/account/app/")
    assert asked["Location"].startswith("/account/again/")
    client.post(asked["Location"], {"password": GOOD})
    page = client.get("/account/app/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page
    wrong = client.post("/account/app/", {"code": "000000"}).content.decode()
    assert "ikke rigtig" in wrong
    client.post("/account/app/", {"code": make_code(secret)})
    return secret


def test_a_code_is_asked_for_after_the_password_and_works_once(desk, owner):
    secret = add_app(desk)
    assert secret not in Authenticator.objects.get(type="totp").data["secret"]
    guest = Client()
    assert sign_in(guest, owner)["Location"] == "/signin/second/"
    assert guest.get("/account/").status_code == 302
    guest.post("/signin/second/", {"code": "000000"})
    assert guest.get("/account/").status_code == 302
    code = make_code(secret, 1)
    guest.post("/signin/second/", {"code": code})
    assert guest.get("/account/").status_code == 200
    second = Client()
    sign_in(second, owner)
    assert "ikke rigtig" in second.post("/signin/second/", {"code": code}).content.decode()


def test_an_emergency_code_lets_in_once(desk, owner):
    add_app(desk)
    page = desk.get("/account/codes/").content.decode()
    code = re.search(r"<li><code>(\d+)</code>", page)[1]
    for guest, status in ((Client(), 200), (Client(), 302)):
        sign_in(guest, owner)
        guest.post("/signin/second/", {"code": code})
        assert guest.get("/account/").status_code == status


def test_codes_whose_secret_cannot_be_read_let_nobody_in(owner, desk, settings):
    secret = add_app(desk)
    settings.SECRET_KEY = "another one, as after a bad restore"
    guest = Client()
    sign_in(guest, owner)
    for code in (make_code(secret, 1), make_code("", 0)):
        assert "ikke rigtig" in guest.post("/signin/second/", {"code": code}).content.decode()


def test_codes_are_limited_for_the_account(desk, owner, caplog):
    secret = add_app(desk)
    guest = Client()
    sign_in(guest, owner)
    for _ in range(10):
        guest.post("/signin/second/", {"code": "000000"})
    assert "a sign-in was refused" in caplog.messages
    page = guest.post("/signin/second/", {"code": make_code(secret, 1)}).content.decode()
    assert "For mange" in page


@pytest.mark.django_db(transaction=True)
def test_an_organisation_may_ask_for_it(desk, add_account):
    bo, guest = add_account("bo@eksempel.dk", Role.FACILITATOR), Client()
    sign_in(guest, bo)
    page = desk.post(f"{PAGE}second/", {"second_factor": "on"}, follow=True).content.decode()
    assert "til dig selv" in page  # an owner does not shut oneself out
    assert guest.get("/days/").status_code == 200
    add_app(desk)
    desk.post(f"{PAGE}second/", {"second_factor": "on"})
    assert guest.get("/account/").status_code == 302  # signed out
    sign_in(guest, bo)
    for path in ("/days/", "/organisation/", "/agreement/"):
        assert guest.get(path)["Location"] == "/account/"
    assert guest.post("/agreement/new/").status_code == 302
    assert "kræver to trin" in guest.get("/account/").content.decode()
    add_app(guest)
    assert guest.get("/days/").status_code == 200
    stop = guest.post("/account/app/stop/").content.decode()
    assert "Tilføj først et andet" in stop
    assert Authenticator.objects.filter(user=bo, type="totp").exists()


def test_one_who_lost_it_is_let_in_again_by_an_owner(desk, add_account):
    bo, guest = add_account("bo@eksempel.dk", Role.FACILITATOR), Client()
    guest.force_login(bo)
    add_app(guest)
    assert "har det" in desk.get(PAGE).content.decode()
    path = f"{PAGE}{bo.memberships.get().id}/lost/"
    other = bo.memberships.create(organisation=Organisation.objects.create(name="Anden"))
    assert "andre organisationer" in desk.post(path, follow=True).content.decode()
    other.delete()
    desk.post(path)
    assert sign_in(Client(), bo)["Location"] != "/signin/second/"


@pytest.mark.parametrize("path", ["second/", "1/lost/"])
def test_only_owners_decide_it(client, add_account, path):
    client.force_login(add_account("bo@eksempel.dk", Role.FACILITATOR))
    assert client.post(PAGE + path).status_code == 404
