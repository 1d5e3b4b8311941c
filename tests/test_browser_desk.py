"""The pages at a desk, before the day: each in real Chromium, without findings by axe."""

from importlib.resources import files

import pytest

pytestmark = pytest.mark.browser

LAPTOP = (1366, 768)
LEADERS = files("pejl.interchange") / "example" / "ledere-loensystem.csv"


def test_desk_pages(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    day, slot = house.facts["day"], house.find_slot("NU-billedet")
    for address in (
        "/days/",
        "/days/new/",
        f"/days/{day}/",
        f"/days/{day}/edit/",
        *(f"/days/{day}/slots/{slot}/" for slot, *_ in house.facts["slots"][:3]),
        f"/days/{day}/slots/{slot}/phone/",
        f"/days/{day}/slots/{slot}/screen/",
        f"/days/{day}/import/",
        f"/days/{day}/cards/",
        f"/days/{day}/plan/",
        f"/days/{day}/console/",
        "/organisation/",
        "/organisation/import/",
        "/agreement/",
        "/agreement/1/",
        "/agreement/import/",
    ):
        assert page.goto(address).status == 200, address
        watch.check(page)
        assert page.evaluate("document.documentElement.lang") == "da", address


def test_leaders_are_previewed_before_they_are_stored(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto("/organisation/import/")
    page.set_input_files("input[type=file]", str(LEADERS))
    page.click("main button.button-primary")
    page.wait_for_url("**/organisation/import/*/")
    assert "Der er ikke gemt noget endnu" in page.inner_text("main")
    watch.check(page)


def test_doors(house, watch):
    page = watch.open(LAPTOP)
    for address in ("/signin/", "/j/", f"/j/{house.facts['code']}/"):
        page.goto(address)
        watch.check(page)
    page.goto("/days/")
    assert "/signin/" in page.url
