"""A case in the browser: two phones at one table, the console, the screen; and plain forms."""

import re
import sqlite3

import pytest
from tests.driving import join, open_item, read_slot

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 844), (320, 700)
TITLE = "Casearbejde: barnet mellem to tilbud"


def find_tablemates(house, slot):
    """The places of two links whose people sit at the same table."""
    query = (
        "SELECT g.number, a.public_id FROM days_groupseat s JOIN days_group g ON g.id = s.group_id "
        "JOIN days_attendance a ON a.id = s.attendance_id WHERE g.slot_id = ? ORDER BY g.number"
    )
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        rows = database.execute(query, [slot]).fetchall()
    table = [who for number, who in rows if number == rows[0][0]]
    pages = [join(house, at).get("/p/").text for at in range(50)]
    places = {re.search(r'data-me="([^"]+)"', page)[1]: at for at, page in enumerate(pages)}
    return [places[who] for who in table[:2]]


def save(page, text, at=0):
    page.locator("textarea:visible").nth(at).fill(text)
    page.locator("button:has-text('Gem'):visible").nth(at).click()


def test_two_phones_at_one_table_lose_nothing(house, watch):
    _console, _day, slot = open_item(house, TITLE)
    assert read_slot(house, slot)["case"]["title"] == "Barnet mellem to tilbud"
    at = find_tablemates(house, slot)
    one, other = (
        watch.open(size, house.facts["links"][place][0])
        for size, place in zip((PHONE, NARROW), at, strict=True)
    )
    desk = watch.open((1366, 900), house.facts["console"])
    screen = watch.open((1920, 1080), house.facts["screen"])
    one.click("button:has-text('Jeg skriver for bordet')")
    one.wait_for_selector("textarea")
    other.wait_for_selector("text=skriver for bordet")
    other.click("button:has-text('Skriv med')")
    other.wait_for_selector("textarea")

    # Different fields: both see both.
    save(one, "Tryghed i overgangen", 0)
    save(other, "Mellem maj og august", 1)
    one.wait_for_function("() => document.querySelectorAll('textarea')[1].value.startsWith('Mell')")
    other.wait_for_function("() => document.querySelectorAll('textarea')[0].value.startsWith('Tr')")

    # The same field: the one writes while the other is still writing on what stood before.
    other.locator("textarea").nth(2).fill("Områdelederen")
    save(one, "Ingen af dem alene", 2)
    one.wait_for_timeout(4000)
    other.locator("button:has-text('Gem'):visible").nth(2).click()
    for page in (one, other):
        page.wait_for_selector("text=ved bordet har skrevet imens:")
        watch.check(page)
    assert one.locator("textarea").nth(2).input_value() == "Ingen af dem alene"
    assert other.locator("textarea").nth(2).input_value() == "Områdelederen"
    other.locator("textarea").nth(2).fill("Områdelederen, for ingen af dem kan alene")
    other.locator("form:has(textarea) button:has-text('Gem')").nth(2).click()
    for page in (one, other):
        page.wait_for_selector("text=ved bordet har skrevet imens:", state="detached")
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        query = "SELECT count(*) FROM days_contribution WHERE slot_id = ? AND item = 'f1-3'"
        assert database.execute(query, [slot]).fetchone()[0] == 3

    for _step in range(3):
        name = desk.locator("button:has-text('Næste trin:')").inner_text()
        desk.click("button:has-text('Næste trin:')")
        desk.wait_for_selector(f"button:has-text('{name}')", state="detached")
    screen.wait_for_selector("text=Trin 4 af 5")
    for page in (one, screen):
        page.wait_for_selector("text=Trin 4 af 5")
        assert re.fullmatch(r"(10:00|9:\d\d)", page.locator("[id^=left-]").first.inner_text())
    for page in (one, other, desk, screen):
        watch.check(page)
    one.wait_for_selector("text=Råd 1")
    save(one, "Giv moren ét navn inden jul")
    desk.click("button:has-text('Vis det på storskærmen')", timeout=20_000)
    desk.wait_for_selector("text=Ingen punkter venter")
    desk.click("button[name=showing][value=result], button[value=result]")
    screen.wait_for_selector(".list .new >> text=Giv moren ét navn")
    watch.check(screen)


def test_without_scripts_they_are_plain_forms(house, chromium):
    _console, _day, slot = open_item(house, TITLE)
    at = find_tablemates(house, slot)[0]
    context = chromium.new_context(base_url=house.base, java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(house.facts["links"][at][0])
    page.click("button:has-text('Jeg skriver for bordet')")
    save(page, "Tryghed")
    assert page.locator("textarea").first.input_value() == "Tryghed"
    context.close()
