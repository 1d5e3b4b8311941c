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


def sign_in_by_name(house, watch):
    """A passkey belongs to a server's name."""
    watch.base = house.base.replace("127.0.0.1", "localhost")
    give_password(house)
    page = watch.open(LAPTOP, "/signin/")
    sign_in(page)
    page.wait_for_url("**/days/")
    return page


def test_a_passkey_and_codes_from_an_app(house, watch):
    page = sign_in_by_name(house, watch)
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


# What reaches outside the window, or scrolls sideways within it.
OUTSIDE = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const aside = getComputedStyle(one).position === "absolute" || one.closest(".sr-only, thead");
    return box.width && !aside && (box.right > innerWidth + 1 || one.scrollWidth > innerWidth);
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [390, 320])
def test_the_accounts_are_cards_on_a_phone(house, watch, width):
    give_second(house)
    owner = watch.open((width, 844), house.facts["entry"])
    owner.goto("/organisation/accounts/")
    assert owner.evaluate(OUTSIDE) == []
    watch.check(owner)
    table = owner.get_by_role("table", name="Konti")
    assert table.get_by_role("columnheader").count() == 5, "it still is a table to who listens"
    row = table.get_by_role("row").filter(has_text=LONG)
    name, role, last = (
        row.locator(one).bounding_box() for one in ("th", "[name=role]", "td:last-child")
    )
    assert name["y"] + name["height"] <= role["y"] < last["y"]
    shown = "one => getComputedStyle(one, '::before').content"
    labels = row.locator("td[data-label]").evaluate_all(f"all => all.map({shown})")
    assert labels == ['"Rolle"', '"Andet trin"', '"Sidst inde"', '"Hvad du kan gøre"']
    row.locator("select").select_option("viewer")
    row.get_by_role("button", name="Skift rolle").click()
    owner.wait_for_load_state()
    assert row.locator("select").input_value() == "viewer"


def test_the_accounts_are_a_table_on_a_laptop(house, watch):
    give_second(house)
    owner = watch.open((1280, 900), house.facts["entry"])
    owner.goto("/organisation/accounts/")
    assert owner.evaluate(OUTSIDE) == []
    assert owner.locator(".table-scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    row = owner.get_by_role("table", name="Konti").get_by_role("row").filter(has_text=LONG)
    name, last = (row.locator(one).bounding_box() for one in ("th", "td:last-child"))
    assert name["y"] == last["y"]
    watch.check(owner)


LONG = "bente.margrethe.vestergaard-thomsen@boernogunge.eksempelkommune.invalid"


def give_second(house):
    """One more account, with a long address."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        (user,) = database.execute(
            "INSERT INTO auth_user (username, email, password, first_name, last_name, is_active,"
            " is_staff, is_superuser, date_joined) VALUES (?, ?, '', '', '', 1, 0, 0, ?)"
            " RETURNING id",
            [LONG, LONG, "2026-01-01"],
        ).fetchone()
        database.execute(
            "INSERT INTO people_membership (organisation_id, user_id, role)"
            " SELECT id, ?, 'facilitator' FROM people_organisation LIMIT 1",
            [user],
        )


def test_is_it_still_you_takes_a_passkey(house, watch):
    page = sign_in_by_name(house, watch)
    add_device(page)
    page.goto("/account/passkeys/new/")
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.fill("#id_name", "Min bærbare")
    page.click("button:has-text('Tilføj adgangsnøglen')")
    page.wait_for_selector("h1:has-text('Nødkoder')")
    page.click("text=Log ud >> nth=0")
    page.click("#passkey_login")
    page.wait_for_url("**/days/")

    page.goto("/account/codes/")
    page.wait_for_selector("h1:has-text('Er det stadig dig?')")
    page.get_by_role("link", name="Brug en adgangsnøgle").click()
    page.wait_for_url("**/account/again/passkey/**")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        watch.check(page)

    with page.context.expect_page() as opened:  # where it is asked for anew, so that here it is old
        page.evaluate("open(location.href)")
    opened.value.wait_for_load_state()
    page.bring_to_front()
    page.click("#use_passkey")
    page.wait_for_selector("text=Adgangsnøglen blev ikke godtaget")
    assert "/account/again/passkey/" in page.url
    watch.check(page)
    page.click("#use_passkey")
    page.wait_for_selector("h1:has-text('Nødkoder')")
