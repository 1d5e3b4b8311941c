"""An owner invites someone, who makes an account and signs in, in the browser."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

LAPTOP = (1366, 900)
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
