"""The public page, as a stranger meets it: by the keyboard, on a narrow phone."""

import time

import pytest

pytestmark = pytest.mark.browser

TEXT = "## Det kan vi\n\nVi holder dage om **feedback** for hele kæden.\n\n- før\n- under"
WRITTEN = "Kan I komme hos os i marts?"


def test_a_page_is_opened_and_a_stranger_writes(house, watch):
    owner = watch.open((1440, 900), house.facts["entry"])
    owner.goto("/organisation/door/")
    assert owner.input_value("#id_slug") == "center-for-boern-og-familier"
    owner.fill("#id_text", TEXT)
    owner.click("label[for=id_on]")
    owner.click("button:has-text('Gem')")
    watch.check(owner)
    address = owner.get_attribute("main a.address", "href")
    path = "/" + address.split("://")[1].partition("/")[2]

    stranger, shown = watch.open((320, 700), path), time.monotonic()
    assert stranger.inner_text("h1") == "Center for Børn og Familier"
    watch.check(stranger)
    stranger.locator("#id_name").focus()
    stranger.keyboard.type("Bo Holm")
    stranger.keyboard.press("Tab")
    stranger.keyboard.type("bo")
    stranger.keyboard.press("Tab")
    stranger.keyboard.type(WRITTEN)
    stranger.keyboard.press("Tab")
    assert stranger.evaluate("document.activeElement.textContent") == "Send"
    with stranger.expect_navigation():
        stranger.keyboard.press("Enter")
    assert stranger.get_attribute("#id_email", "aria-invalid") == "true"
    assert stranger.input_value("#id_text") == WRITTEN
    watch.check(stranger)
    stranger.fill("#id_email", "bo@example.invalid")
    stranger.wait_for_timeout(max(0, 3.2 - (time.monotonic() - shown)) * 1000)
    stranger.click("button:has-text('Send')")
    stranger.wait_for_selector("#sent")
    watch.check(stranger)
    assert stranger.context.cookies() == []

    owner.goto("/organisation/enquiries/")
    assert WRITTEN in owner.inner_text("main")
    watch.check(owner)
    owner.click("button:has-text('Behandlet')")
    owner.wait_for_selector(".pill--good")
