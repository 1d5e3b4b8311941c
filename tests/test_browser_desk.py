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
        f"/days/{day}/script/",
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
    drawn = "getComputedStyle(document.querySelector('.skip-row input')).appearance"
    assert page.evaluate(drawn) == "auto"  # a box that one can see
    watch.check(page)


def test_doors(house, watch):
    page = watch.open(LAPTOP)
    for address in ("/signin/", "/j/", f"/j/{house.facts['code']}/"):
        page.goto(address)
        watch.check(page)
    page.goto("/days/")
    assert "/signin/" in page.url


def read_programme(page):
    rows = page.locator("#rows [data-row]")
    return [
        (row.locator("[data-time]").inner_text(), row.locator("[name=title]").input_value())
        for row in rows.all()
    ]


def test_programme_moves_by_keyboard_and_by_drag(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto(f"/days/{house.facts['day']}/")
    before = read_programme(page)
    down = page.locator("#rows [data-row]").nth(0).locator("button[data-move='1']")
    down.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    titles = [title for _time, title in before]
    moved = [titles[1], titles[2], titles[0], *titles[3:]]
    assert [title for _time, title in read_programme(page)] == moved
    assert page.inner_text("#moved").strip().endswith("3")
    page.locator("#rows [data-row]").nth(4).locator("[draggable], .handle").first.drag_to(
        page.locator("#rows [data-row]").nth(3), target_position={"x": 20, "y": 2}
    )
    moved[3], moved[4] = moved[4], moved[3]
    assert [title for _time, title in read_programme(page)] == moved
    page.locator("#rows [data-row]").nth(0).locator("[name=minutes]").fill("15")
    page.locator("[data-time]", has_text="08.45").wait_for()
    shown = read_programme(page)
    assert shown[1][0] == "08.45"
    page.click("#programme-form button.button-primary, #programme-form button.button--main")
    page.wait_for_load_state()
    page.goto(f"/days/{house.facts['day']}/")
    assert read_programme(page) == shown
