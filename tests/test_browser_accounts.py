"""An owner invites someone, who makes an account and signs in, in the browser."""

import sqlite3
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password

pytestmark = pytest.mark.browser

LAPTOP = (1366, 900)
OWNER = "ida@eksempel.dk"
PASSWORD = "fire blå heste danser"


def test_from_the_invitation_to_signing_in(house, watch):
    owner = watch.open(LAPTOP, house.facts["entry"])
    owner.goto("/organisation/")
    owner.click("text=Konti")
    owner.wait_for_selector("h1:has-text('Konti')")
    owner.fill("#id_email", "bo@eksempel.dk")
    owner.click("text=Send invitationen")
    link = owner.locator("input[readonly]").input_value()
    watch.check(owner)

    guest = watch.open((390, 844), urlsplit(link).path)
    watch.check(guest)
    guest.fill("#id_password", "velkommen2026")
    guest.click("text=Opret kontoen")
    guest.wait_for_selector("text=for nem at gætte")
    watch.check(guest)
    guest.fill("#id_password", PASSWORD)
    guest.click("text=Opret kontoen")
    guest.wait_for_url("**/days/")
    guest.goto("/account/")
    watch.check(guest)
    guest.goto("/account/password/")
    watch.check(guest)

    other = watch.open(LAPTOP, "/account/")
    watch.check(other)
    other.fill("#id_login", "bo@eksempel.dk")
    other.fill("#id_password", "noget andet")
    other.click("main button")
    other.wait_for_selector("text=er ikke rigtig")
    watch.check(other)
    other.fill("#id_password", PASSWORD)
    other.click("main button")
    other.wait_for_selector("h1:has-text('Min konto')")
    other.click("text=Log ud alle andre steder")
    other.wait_for_selector("text=Du er kun logget ind her")
    guest.goto("/account/")
    assert "/signin/" in guest.url
    guest.click("text=Har du glemt adgangskoden?")
    watch.check(guest)
    guest.fill("#id_email", "bo@eksempel.dk")
    guest.click("text=Send linket")
    guest.wait_for_selector("h1:has-text('Se i din mail')")
    watch.check(guest)


def test_a_passkey_and_codes_from_an_app(house, watch):
    watch.base = house.base.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    give_password(house)
    page = watch.open(LAPTOP, "/signin/")
    sign_in(page)
    page.wait_for_url("**/days/")
    page.goto("/account/")
    add_device(page)
    watch.check(page)
    page.click("text=Tilføj en adgangsnøgle")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("h1:has-text('Tilføj en adgangsnøgle')")
    watch.check(page)
    page.fill("#id_name", "Min bærbare")
    page.click("button:has-text('Tilføj adgangsnøglen')")
    page.wait_for_selector("h1:has-text('Nødkoder')")
    watch.check(page)
    page.goto("/account/app/")
    watch.check(page)
    secret = page.locator("main code").inner_text()
    page.fill("#id_code", make_code(secret))
    page.click("main button")
    page.wait_for_selector("text=er koderne fra din app")
    watch.check(page)

    page.click("text=Log ud >> nth=0")
    page.wait_for_url("**/signin/")
    watch.check(page)
    page.click("#passkey_login")
    page.wait_for_url("**/days/")

    page.click("text=Log ud >> nth=0")
    sign_in(page)
    page.wait_for_url("**/signin/second/")
    watch.check(page)
    page.click("#use_passkey")
    page.wait_for_url("**/days/")

    other = watch.open((390, 844), "/signin/")
    sign_in(other)
    other.wait_for_url("**/signin/second/")
    watch.check(other)
    other.fill("#id_code", make_code(secret, ahead=1))
    other.click("main button >> nth=0")
    other.wait_for_url("**/days/")
    other.goto("/organisation/accounts/")
    watch.check(other)
    other.goto("/account/")
    other.click("text=Fjern >> nth=0")
    other.fill("#id_password", PASSWORD)
    other.click("main button >> nth=0")
    other.click("button:has-text('Fjern adgangsnøglen')")
    other.wait_for_selector("text=Adgangsnøglen er fjernet")


def sign_in(page):
    page.fill("#id_login", OWNER)
    page.fill("#id_password", PASSWORD)
    page.click("main button >> nth=0")


def add_device(page):
    """What a laptop has that reads a finger, and says yes to all."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    yes = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | yes})


def give_password(house):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        database.execute(
            "UPDATE auth_user SET password = ?, email = ?", [make_password(PASSWORD), OWNER]
        )


def make_code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
