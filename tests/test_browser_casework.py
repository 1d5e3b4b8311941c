"""A case in the browser: two phones at one table, the console, the screen; and plain forms."""

import re
import sqlite3

import pytest
from tests.driving import find_tables, open_item, read_slot, read_texts, save

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 844), (320, 700)
TITLE = "Casearbejde: barnet mellem to tilbud"


def let_tables_move(house, slot):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        query = "UPDATE days_slot SET config = json_set(config, '$.pace', 'tables') WHERE id = ?"
        database.execute(query, [slot])


def test_two_phones_at_one_table_lose_nothing(house, watch):
    _console, _day, slot = open_item(house, TITLE)
    resolved = read_slot(house, slot)
    assert (resolved["choice"], resolved["case"]["title"]) == ("child", "Barnet mellem to tilbud")
    at = find_tables(house, slot)[0][:2]
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
    both = ["Ingen af dem alene", "Områdelederen"]
    assert read_texts(house, slot, "f1-3") == [*both, "Områdelederen, for ingen af dem kan alene"]

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


def go_on(phone, *names):
    for name in names:
        phone.click(f"button:has-text('Vi går videre til: {name}')")
        phone.wait_for_selector(f".state:has-text('{name}')")


def put_on_screen(desk, text):
    desk.wait_for_selector(f"form:has-text('Næste: bord'):has-text('{text}')", timeout=20_000)
    desk.click("button:has-text('Vis det på storskærmen')")


def test_tables_move_by_themselves_and_the_harvest_repeats_nothing(house, watch):
    slot = house.find_slot(TITLE)
    let_tables_move(house, slot)
    open_item(house, TITLE)
    first, second = (table[0] for table in find_tables(house, slot)[:2])
    one, twin, other = (
        watch.open(size, house.facts["links"][place][0])
        for size, place in ((PHONE, first), (NARROW, first), (PHONE, second))
    )
    desk = watch.open((1366, 900), house.facts["console"])
    screen = watch.open((1920, 1080), house.facts["screen"])
    for page in (one, other):
        page.click("button:has-text('Jeg skriver for bordet')")
        page.wait_for_selector("textarea:visible")

    # The same person on two phones: told as much as two people are.
    twin.wait_for_selector("textarea:visible")
    twin.locator("textarea:visible").first.fill("Tid")
    save(one, "Tryghed")
    one.wait_for_selector("[data-saved]:not([hidden])")
    twin.wait_for_timeout(3000)
    twin.locator("button:has-text('Gem'):visible").first.click()
    for page in (one, twin):
        page.wait_for_selector("text=Du har skrevet imens på en anden telefon:")
        watch.check(page)
    assert read_texts(house, slot, "f1-1") == ["Tryghed", "Tid"]

    steps = ("Se den fra hver rolle", "Find muligheder", "Giv råd")
    go_on(one, *steps)
    assert "Trin 1 af 5" in other.inner_text(".state")
    go_on(other, *steps)
    save(one, "Giv moren ét navn inden jul")
    save(other, "Giv moren et navn inden jul")
    save(other, "Lad timerne følge barnet", 1)
    put_on_screen(desk, "ét navn inden jul")
    put_on_screen(desk, "Lad timerne følge barnet")
    desk.wait_for_selector("text=Ingen punkter venter")
    desk.wait_for_selector(".coming li:has-text('Giv moren et navn inden jul')")
    desk.click("button[name=showing][value=result], button[value=result]")
    screen.wait_for_selector(".list .new >> text=Lad timerne følge barnet")
    assert screen.locator(".list li").count() == 2
    assert screen.locator(".list .new").count() == 1
    for page in (desk, screen, other):
        watch.check(page)


def test_without_scripts_they_are_plain_forms(house, chromium):
    _console, _day, slot = open_item(house, TITLE)
    at = find_tables(house, slot)[0][0]
    context = chromium.new_context(base_url=house.base, java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(house.facts["links"][at][0])
    page.click("button:has-text('Jeg skriver for bordet')")
    save(page, "Tryghed")
    assert page.locator("textarea").first.input_value() == "Tryghed"
    context.close()
