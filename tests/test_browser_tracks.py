"""Two items side by side in real Chromium: console, screen, and phones that go to each."""

import re

import pytest
from tests.driving import TRACKS, add_tracks

pytestmark = pytest.mark.browser
PHONE, LAPTOP, SCREEN = (390, 700), (1366, 768), (1920, 1080)


@pytest.fixture
def tracks(house):
    return add_tracks(house)


def press(console, selector):
    with console.expect_response("**/console/step"):
        console.click(selector)


def answer(phone, slot):
    phone.check(".item input[type=radio] >> nth=0")
    with phone.expect_response(re.compile(r"/a/\d+$")) as reply:
        phone.click(".item form[data-answer] button")
    assert reply.value.url.endswith(f"/a/{slot}")
    assert reply.value.json()["saved"]


def test_two_items_run_side_by_side_and_each_phone_is_in_its_own(house, watch, tracks):
    one, other = tracks
    console = watch.open(LAPTOP, house.facts["console"])
    screen = watch.open(SCREEN, house.facts["screen"])
    phones = [watch.open(PHONE, link) for _name, link in house.facts["phones"][:2]]
    assert all(title in console.text_content(".next-action") for title in TRACKS)
    press(console, ".next-action")
    console.locator(".now--track").nth(1).wait_for()
    for phone in phones:
        phone.wait_for_selector(".cards form")
        assert all(title in phone.text_content(".cards") for title in TRACKS)
        watch.check(phone)
    screen.wait_for_selector(".tracks--2")
    assert screen.locator(".track [data-clock]").count() == 2
    for page in (console, screen):
        watch.check(page)
    for phone, title, slot in zip(phones, TRACKS, tracks, strict=True):
        phone.click(f".card:has-text('{title}') button")
        phone.wait_for_selector(f".item[data-slot='{slot}']")
        answer(phone, slot)
    again = watch.open(PHONE, house.facts["phones"][0][1])  # another phone of the same person
    again.wait_for_selector(f".item[data-slot='{one}']")
    phones[0].click("#neighbours summary")
    watch.check(phones[0])
    assert "tæller med" in phones[0].text_content("#neighbours")
    phones[0].click("#neighbours button")
    phones[0].wait_for_selector(f".item[data-slot='{other}']")
    console.wait_for_selector(".now--track:has-text('1 af 2 har svaret')")
    press(console, f".now--track form:has(input[value='{one}']) button[value=close]")
    phones[1].wait_for_selector(f".item[data-slot='{other}'][data-state=open]")
    screen.wait_for_selector(".track:has-text('Lukket')")
    press(console, f".now--track form:has(input[value='{other}']) button[aria-pressed]")
    screen.wait_for_selector(f"h1:has-text('{TRACKS[1]}')")
    press(console, ".next-action")  # what still runs
    phones[1].wait_for_selector(f".item[data-slot='{other}'][data-state=closed]")
    press(console, "button[value=undo]")
    phones[1].wait_for_selector(f".item[data-slot='{other}'][data-state=open]")
    watch.check(console)
