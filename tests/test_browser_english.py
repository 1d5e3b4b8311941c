"""English chosen by the switch, and kept from page to page."""

import pytest

pytestmark = pytest.mark.browser


def choose_english(page):
    page.click("button[name=language][value=en]")
    page.wait_for_selector("html[lang=en]")


def open_in_english(house, watch):
    """A phone, the console before it has gone to its page, and a page for the screen."""
    phone = watch.open((320, 640), house.facts["phones"][0][1])
    phone.click("details.menu summary")
    choose_english(phone)
    console = watch.open((1366, 768), house.facts["entry"])
    choose_english(console)
    return phone, console, console.context.new_page()


def test_the_language_chosen_stays(house, watch):
    phone, console, screen = open_in_english(house, watch)
    for page, address in ((console, house.facts["console"]), (screen, house.facts["screen"])):
        page.goto(address)
    assert "You are in" in phone.inner_text("h1")
    assert "1 of 50 are here" in screen.inner_text("main")
    console.click(".next-action:has-text('Open')")
    console.wait_for_selector(".next-action:has-text('Close')")
    console.click("button:has-text('Straight to the next')")
    phone.wait_for_selector(f".item[data-slot='{house.find_slot('Feedback i et')}']")
    phone.fill("textarea >> nth=0", "Who gives feedback to whom?")
    phone.click("button:has-text('Ask')")
    phone.wait_for_selector("text=Your question is in")
    screen.wait_for_selector("text=Who gives feedback to whom?")
    screen.wait_for_selector("text=Time left")
    for page in (phone, console, screen):
        watch.check(page)
        page.reload()
        assert page.evaluate("document.documentElement.lang") == "en"
    assert "Who gives feedback to whom?" in phone.inner_text("main")
    console.click("text=The plan")
    console.wait_for_url("**/plan/")
    watch.check(console)
    assert "as PDF" in console.inner_text("main")
