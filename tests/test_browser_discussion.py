"""A discussion in the browser: two phones write at one table, and console and screen read along."""

import pytest
from tests.driving import add_item, find_tables, open_item, read_texts, save

pytestmark = pytest.mark.browser


def test_two_phones_at_one_table_write_and_lose_nothing(house, watch):
    title, note = "Ved bordene", "Vi aftaler, hvem der siger hvad til hvem."
    add_item(house, "discussion", title, "named", questions=["Hvem siger hvad?"])
    _console, _day, slot = open_item(house, title)
    sizes = ((1366, 900), house.facts["console"]), ((1920, 1080), house.facts["screen"])
    desk, screen = (watch.open(size, link) for size, link in sizes)
    first, second = find_tables(house, slot)[:2]
    one, other, far = (
        watch.open(size, house.facts["links"][at][0])
        for size, at in (((320, 700), first[0]), ((390, 844), first[1]), ((390, 844), second[0]))
    )
    for page, button in ((one, "Jeg skriver for bordet"), (other, "Skriv med")):
        page.click(f"button:has-text('{button}')", timeout=20_000)
        page.wait_for_selector("textarea:visible")

    # The one saves while the other still writes on what stood before.
    other.locator("textarea").first.fill("Vi ringer")
    save(one, note)
    one.wait_for_selector("[data-saved]:visible")
    other.wait_for_timeout(3000)
    other.locator("button:has-text('Gem'):visible").first.click()
    for page in (one, other):
        page.wait_for_selector("text=ved bordet har skrevet imens:")
        watch.check(page)
    other.click("button:has-text('Brug teksten fra')")
    for page in (one, other):
        page.wait_for_selector("text=ved bordet har skrevet imens:", state="detached")
    assert other.locator("textarea").first.input_value() == note
    assert read_texts(house, slot, "q1-1") == [note, "Vi ringer", note]

    # Another table says the same: it is set aside, and can be taken up.
    far.click("button:has-text('Jeg skriver for bordet')")
    far.wait_for_selector("textarea:visible")
    save(far, note)
    desk.wait_for_selector("h3:has-text('Lagt til side')", timeout=20_000)
    desk.click("button[name=showing][value=result], button[value=result]")
    screen.wait_for_selector(f".list li:has-text('{note}')")
    assert screen.locator(".list li").count() == 1
    desk.click("button:has-text('Tag det med igen')")
    screen.wait_for_selector(".list li:nth-child(2)")
    for page in (desk, screen, one, other):
        watch.check(page)
