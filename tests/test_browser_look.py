"""What each surface promises the eye, in real Chromium."""

import pytest
from tests.driving import mark

pytestmark = pytest.mark.browser

LAPTOP = (1366, 768)
WRITTEN = "Vi mødes hver måned"


def open_now_picture(house, console):
    slot = house.find_slot("NU-billedet: hvor")
    with console.expect_response("**/console/step"):
        console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")


def test_only_what_was_sent_gets_a_tick_and_a_draft_stays_in_its_own_field(house, watch):
    phone = watch.open((390, 844), house.facts["phones"][1][1])
    open_now_picture(house, watch.open(LAPTOP, house.facts["console"]))
    phone.wait_for_selector("fieldset.scale")
    second = phone.locator("form:has(input[value=placed])").nth(1)
    mark(second.locator("input[type=radio][value='3']"))
    second.locator("[data-saved]").wait_for()
    ticks = phone.locator("form:has(input[value=placed]) [data-saved]")
    assert [one.is_visible() for one in ticks.all()] == [False, True, False, False]
    phone.locator("textarea").nth(0).fill(WRITTEN)
    phone.reload()
    fields = [field.input_value() for field in phone.locator("textarea").all()]
    assert fields == [WRITTEN] + [""] * (len(fields) - 1)


def test_the_next_action_keeps_its_place_in_a_rehearsal(house, watch):
    console = watch.open(LAPTOP, house.facts["console"])
    before = console.locator(".next-action").bounding_box()
    console.click("button[name=start]")
    console.wait_for_selector(".rehearsing")
    assert console.locator(".next-action").bounding_box() == before
    assert before["y"] + before["height"] < 400
    watch.check(console)


def test_the_console_says_what_the_screen_shows_next(house, watch):
    console = watch.open(LAPTOP, house.facts["console"])
    open_now_picture(house, console)
    console.wait_for_selector(".next-look strong:has-text('NU-billedet på tværs')")
    assert "Resultatet venter, til du viser det" in console.inner_text(".next-look")
    preview = console.frame_locator("#next-look")
    preview.locator("h1:has-text('NU-billedet på tværs')").wait_for()


def test_the_pause_counts_down_on_the_screen(house, watch):
    console = watch.open(LAPTOP, house.facts["console"])
    screen = watch.open((1920, 1080), house.facts["screen"])
    slot = house.find_slot("Frokost")
    console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")
    clock = screen.locator(".calm .countdown [data-clock]")
    clock.wait_for()
    assert ":" in clock.inner_text()
    assert clock.bounding_box()["height"] > 250
    assert not screen.locator(".corner__time").is_visible()
    watch.check(screen)
