"""The main activities with JavaScript off: plain forms, that the browser itself sends."""

from datetime import date, timedelta

import pytest
from tests.driving import add_item, count_rows, open_item

pytestmark = pytest.mark.browser


def test_a_phone_without_javascript_takes_part(house, watch):
    slots = [
        add_item(house, "poll", "Hvor meget", "confidential", ask="one", options=["Lidt", "Meget"])
    ]
    open_item(house, "Hvor meget")
    context = watch.browser.new_context(
        base_url=house.base,
        java_script_enabled=False,
        locale="da-DK",
        viewport={"width": 320, "height": 640},
    )
    page = context.new_page()
    page.goto(house.facts["phones"][0][1])
    page.check("label:has-text('Meget') input")
    page.click("button.button--main")
    assert page.is_checked("label:has-text('Meget') input")
    assert page.is_visible("[data-saved]")

    slots.append(add_statements(house, watch))
    page.goto("/p/")
    page.locator("[data-card]").first.locator("button[value=agree]").click()
    page.wait_for_selector("button[value=agree][aria-pressed=true]", state="attached")

    slots.append(open_item(house, "Feedback på tværs af niveauer og områder")[2])
    page.goto("/p/")
    page.locator("textarea").first.fill("I spørger, før I beslutter")
    page.locator("form .button--main").first.click()
    assert page.locator("textarea").first.input_value() == "I spørger, før I beslutter"

    slots.append(open_item(house, "Aftaler om")[2])
    page.goto("/p/")
    page.fill("#what", "Et fast punkt om feedback")
    page.select_option("#owner", label=house.facts["phones"][0][0])
    page.fill("#by", (date.today() + timedelta(days=60)).isoformat())
    page.click("form:has(#what) button.button--main")
    assert "Et fast punkt om feedback" in page.inner_text("#steps")
    assert [count_rows(house, slot) for slot in slots] == [1, 3, 1, 1]
    context.close()


def add_statements(house, watch):
    """Two, by the facilitator at the console."""
    slot = open_item(house, "NU-billedet på tværs")[2]
    console = watch.open((1366, 768), house.facts["console"])
    for text in ("Vi mødes for lidt.", "Vi kender retningen."):
        console.fill("form:has(input[value=added]) textarea", text)
        console.click("form:has(input[value=added]) button")
        console.wait_for_selector(f"li >> text={text}", state="attached")
    return slot
