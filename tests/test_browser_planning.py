"""Planning a day in real Chromium: a template, a new item with its wording, advice laid aside."""

import pytest

pytestmark = pytest.mark.browser

LAPTOP = (1366, 768)


def save(page):
    page.click("#programme-form button.button-primary")
    page.wait_for_load_state()


def test_a_day_from_a_template_gets_items_with_wording_and_quiet_advice(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto("/days/new/")
    page.fill("[name=title]", "Vores temadag")
    page.check("[name=begin][value=ready-feedback]", force=True)
    page.click("main form button.button-primary")
    page.wait_for_url("**/days/*/")
    assert page.locator("#rows [data-row]").count() == 21
    assert page.locator("#advice").count() == 0

    page.click("#add-row")
    row = page.locator("#rows [data-row]").last
    row.locator("[name=activity]").select_option("reflecting")
    assert row.locator("[name=title]").input_value() == "Reflekterende team"
    assert row.locator("[name=minutes]").input_value() == "30"
    row.locator("[name=title]").fill("Vores eget")
    row.locator("[name=activity]").select_option("talk")
    assert row.locator("[name=title]").input_value() == "Vores eget"
    assert row.locator("[name=form]").input_value() == "oplæg"
    row.locator("[name=minutes]").fill("25")
    hint = page.locator("#advice li")
    # With "Planen" before it, which is shorter so that the end is kept.
    hint.get_by_text("35 minutter").first.wait_for()
    assert page.locator("[data-advised]:visible").count() == 1
    assert hint.bounding_box()["y"] < page.locator("#rows").bounding_box()["y"]
    watch.check(page)
    page.screenshot(path="/tmp/advice-follows.png", full_page=True)

    hint.get_by_role("button", name="Læg væk").press("Enter")
    page.get_by_text("1 lagt væk").press("Enter")
    assert page.evaluate("document.activeElement.closest('#advice') !== null")
    assert row.locator("[name=title]").input_value() == "Vores eget"  # what was typed stays
    page.get_by_role("button", name="Vis det igen").press("Enter")
    hint.locator("summary").press("Enter")
    assert "Freeman" in hint.inner_text()
    row.locator("[name=minutes]").fill("5")
    hint.wait_for(state="detached")

    row.locator("[name=minutes]").fill("25")
    save(page)
    assert "35 minutter" in hint.inner_text()


def test_the_programme_is_edited_on_a_narrow_phone_without_scrolling_sideways(house, watch):
    page = watch.open((320, 700), house.facts["entry"])
    page.goto(f"/days/{house.facts['day']}/")
    page.click("#add-row")
    row = page.locator("#rows [data-row]").last
    row.locator("[name=title]").fill("Fælles gåtur med en kollega fra et andet område")
    row.locator("[name=minutes]").fill("20")
    row.locator("summary").click()
    row.locator("[name=least]").fill("10")
    row.locator("[data-move='-1']").click()
    wide = page.evaluate(WIDER)
    assert wide == []
    watch.check(page)
    row = page.locator("#rows [data-row]").nth(-2)
    page.screenshot(path="/tmp/programme-320.png", full_page=True)
    assert row.locator("[name=least]").input_value() == "10"
    row.locator("[data-remove]").click()
    save(page)
    assert page.locator("#rows [data-row]").count() == 19


# What reaches outside the window, or scrolls sideways within it.
WIDER = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const box = one.getBoundingClientRect();
    const aside = getComputedStyle(one).position === "absolute" || one.closest(".sr-only");
    const seen = box.width && !aside;
    return seen && (box.right > innerWidth + 1 || box.left < -1
        || (one.matches(".table-scroll") && one.scrollWidth > one.clientWidth));
}).map((one) => one.outerHTML.slice(0, 80))"""


def test_the_advice_and_the_templates_fit_a_phone(house, watch):
    page = watch.open((320, 700), house.facts["entry"])
    for address in (f"/days/{house.facts['day']}/", "/days/new/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        watch.check(page)
