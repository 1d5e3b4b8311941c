"""The programme that keeps time, by keyboard: in the editor and on the day."""

import sqlite3
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.driving import open_item

LAPTOP = (1366, 768)


def find_row(page, title):
    return page.locator("[data-row]").filter(has=page.locator(f"[name=title][value^='{title}']"))


def test_what_does_not_fit_is_said_and_a_programme_that_fits_is_one_key_away(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto(f"/days/{house.facts['day']}/")
    row = find_row(page, "Frokost")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.locator("[name=fixed_at]").fill("10:00")
    clash = page.locator("#outlook .alert")
    clash.get_by_text("kan ikke holde").wait_for()
    assert "Frokost" in clash.inner_text()
    watch.check(page)
    page.screenshot(path="/tmp/timetable-editor.png", full_page=True)
    clash.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Fortryd", exact=True)
    undo.wait_for()
    assert page.locator("#outlook .alert").count() == 0
    undo.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Programmet er, som det var").wait_for()
    # As it was typed when the way out was taken.
    assert find_row(page, "Frokost").locator("[name=fixed_at]").input_value() == "10:00"


COUNT_SAYINGS = """() => {
  window.sayings = [];
  const told = document.getElementById("told");
  const note = () => window.sayings.push(told.textContent);
  new MutationObserver(note).observe(told, {childList: true});
}"""


def test_what_becomes_of_the_day_is_heard_once_and_after_the_typing(house, watch):
    page = watch.open(LAPTOP, house.facts["entry"])
    page.goto(f"/days/{house.facts['day']}/")
    page.evaluate(COUNT_SAYINGS)
    minutes = find_row(page, "Frokost").locator("[name=minutes]")
    minutes.focus()
    minutes.press("ControlOrMeta+a")
    for key in "120":
        page.keyboard.press(key)
        page.wait_for_timeout(400)  # longer than the page waits before it asks
    page.locator("#told").filter(has_text="Dagen er slut").wait_for(state="attached")
    page.wait_for_timeout(1500)
    (said,) = page.evaluate("window.sayings")
    assert said.startswith("Dagen er slut kl. ")
    find_row(page, "Frokost").locator("[name=title]").press_sequentially("!")
    page.wait_for_timeout(2500)
    assert page.evaluate("window.sayings") == [said]


def run_late(house, minutes):
    """The first item open, and so much longer than planned, from a start just now."""
    console, day, slot = open_item(house, "Velkomst")
    console.close()
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        here = datetime.now(ZoneInfo("Europe/Copenhagen"))
        change = "UPDATE days_themeday SET date = ?, starts_at = ?, ends_at = NULL WHERE id = ?"
        database.execute(change, [f"{here:%Y-%m-%d}", f"{here:%H:%M}:00", day])
        database.execute("UPDATE days_slot SET fixed_at = NULL")  # by the hour of the example
        change = "UPDATE days_slot SET extra_minutes = ?, opened_at = ? WHERE id = ?"
        database.execute(change, [minutes, f"{datetime.now(UTC):%Y-%m-%d %H:%M}:00", slot])
    return day


def test_twelve_minutes_late_one_key_catches_up_phones_and_screen_follow_and_one_undoes(
    house, watch
):
    day = run_late(house, 12)
    console = watch.open((1366, 768), house.facts["entry"])
    console.goto(f"/days/{day}/console/")
    phone = watch.open((390, 844), house.facts["links"][20][0])
    screen = watch.open((1920, 1080), house.facts["screen"])
    console.get_by_text("12 minutter bagud").wait_for()
    ways = console.locator(".late li")
    assert 2 <= ways.count() <= 3
    assert not phone.get_by_text("Programmet er ændret").count()
    watch.check(console)
    console.screenshot(path="/tmp/timetable-late.png")
    ways.first.locator("button").focus()
    console.keyboard.press("Enter")
    console.get_by_text("Programmet er ændret").wait_for()
    console.get_by_text("Til tiden").wait_for()
    for page in (phone, screen):
        page.get_by_text("Programmet er ændret").wait_for()
        watch.check(page)
    console.screenshot(path="/tmp/timetable-taken.png")
    phone.screenshot(path="/tmp/timetable-phone.png")
    screen.screenshot(path="/tmp/timetable-screen.png")
    console.get_by_role("button", name="Fortryd ændringen").focus()
    console.keyboard.press("Enter")
    console.get_by_text("12 minutter bagud").wait_for()
    for page in (phone, screen):
        page.get_by_text("Programmet er ændret").wait_for(state="detached")
