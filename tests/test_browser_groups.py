"""The groups of a day in the browser: made, moved by drag and by keyboard, on screen and phone."""

import re
import sqlite3
from datetime import UTC, datetime

import pytest
from tests.driving import forget_groups

pytestmark = pytest.mark.browser

FITS = """found => found.every(one => one.getBoundingClientRect().bottom
    <= one.closest("main").getBoundingClientRect().bottom)"""
SLOW = 60_000  # making groups takes seconds where machines are busy


def open_item(house, watch):
    forget_groups(house)
    desk = watch.open((1366, 1400), house.facts["console"])
    desk.set_default_timeout(SLOW)
    day = house.facts["day"]
    desk.goto(f"/days/{day}/groups/")
    desk.click("button:has-text('Lav grupperne')")
    desk.wait_for_selector("text=borde med 5 til 6 personer")
    watch.check(desk)
    desk.goto(f"/days/{day}/groups/{house.find_slot('NU-billedet på tværs')}/")
    desk.wait_for_selector("[data-drop='9'] [data-who]")
    return desk


def read_table(desk, number):
    return desk.locator(f"[data-drop='{number}'] [data-who]").evaluate_all(
        "found => found.map(one => one.dataset.who)"
    )


def test_people_are_moved_by_drag_and_by_keyboard(house, watch):
    desk = open_item(house, watch)
    watch.check(desk)
    assert desk.locator(".lines .broken").count() == 0
    who = read_table(desk, 1)[0]
    desk.drag_and_drop(f"#p{who}", "[data-drop='2'] .drawn")
    desk.wait_for_selector(f"[data-drop='2'] #p{who}")
    assert desk.locator(".lines .broken").count() >= 1
    assert "mødes mere end én gang" in desk.inner_text(".lines")
    move_by_keys(desk, who, 3)
    desk.click("button:has-text('Fortryd')")
    desk.wait_for_selector(f"[data-drop='2'] #p{who}")
    desk.click("button:has-text('Fortryd')")
    desk.wait_for_selector(f"[data-drop='1'] #p{who}")
    assert desk.locator(".lines .broken").count() == 0
    watch.check(desk)
    open_by_hand(house, "NU-billedet på tværs")
    desk.reload()
    assert desk.locator("#lock-1").count() == 0  # it has begun
    move_by_keys(desk, who, 3)
    desk.locator("button:has-text('Fortryd')").press("Enter")
    desk.wait_for_selector(f"[data-drop='1'] #p{who}")


def open_by_hand(house, title):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        change = "UPDATE days_slot SET state = 'open', opened_at = ? WHERE id = ?"
        database.execute(change, [now, house.find_slot(title)])


def move_by_keys(desk, who, table):
    desk.focus(f"#p{who}")
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "table"
    desk.select_option("#table", str(table))
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(f"[data-drop='{table}'] #p{who}")
    assert desk.evaluate("document.activeElement.id") == f"p{who}"


def test_a_locked_table_stays_in_another_proposal(house, watch):
    desk = open_item(house, watch)
    kept, other = read_table(desk, 1), read_table(desk, 2)
    desk.click("#lock-1")
    desk.wait_for_selector("#lock-1[aria-pressed=true]")
    desk.click("#again")
    desk.wait_for_selector("text=Her er et andet forslag")
    assert read_table(desk, 1) == kept
    assert read_table(desk, 2) != other
    desk.set_viewport_size({"width": 320, "height": 700})
    watch.check(desk)


def test_the_screen_shows_the_room_and_phones_their_table(house, watch):
    desk = open_item(house, watch)
    phone = watch.open((320, 700), house.facts["phones"][1][1])
    phone.wait_for_selector("h2:has-text('Bord')")
    table = int(re.search(r"Bord (\d+)", phone.inner_text("main"))[1])
    watch.check(phone)
    desk.goto(f"/days/{house.facts['day']}/console/")
    desk.click("button:has-text('Hvem sidder hvor')")
    desk.wait_for_selector("button:has-text('Vend siderne')")
    watch.check(desk)
    screen = watch.open((1920, 1080), house.facts["screen"])
    screen.wait_for_selector(".room-plan >> visible=true")
    watch.check(screen)
    pages = screen.locator(".turning > section").count()
    assert pages == 2
    found = screen.evaluate(
        """() => Array.from(document.querySelectorAll('.room-plan ul li'), (one) => [
            parseFloat(getComputedStyle(one).fontSize), one.textContent])"""
    )
    assert len(found) == 50
    assert min(size for size, _name in found) >= 36
    desk.click("button:has-text('Side 2')")
    screen.wait_for_selector("#page-2 >> visible=true")
    assert screen.locator(".turning > section:not([hidden]) ul").evaluate_all(FITS)
    numbers = screen.locator("#page-2 h2").evaluate_all("all => all.map(one => one.innerText)")
    tables = [int(re.search(r"\d+", text)[0]) for text in numbers]
    assert tables == [6, 7, 8, 9]
    assert table in range(1, 10)
