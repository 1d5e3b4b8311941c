"""A dilemma in the browser, through its phases: console, screen, and two phones of fifty."""

from urllib.parse import urlencode

import pytest
from tests.driving import add_item, join, mark, open_item, read_slot, send

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 844), (320, 700)


def answer_rest(house, slot, when, values):
    """Forty less one, each a step of the dilemma's scale."""
    for at in range(1, 40):
        said = {"kind": "placed", "item": f"{when}-0", "key": f"{when}-{at}", "dilemma": "0"}
        said |= {"when": when, "value": str(values[at % len(values)])}
        assert send(join(house, at), slot, urlencode(said)).json()["saved"]


def place(phone, when, value):
    form = f"form:has(input[value={when}-0])"
    phone.wait_for_selector(form, timeout=15_000)
    mark(phone.locator(f"{form} input[name=value][value='{value}']"))
    phone.click(f"{form} button")
    phone.wait_for_selector(f"{form} [data-saved]:not([hidden])")


def move_on(desk, to):
    desk.click(f"button[name=to][value={to}]")


def write_together(watch, phone, narrow):
    """One writes for its table; both phones sit at different tables."""
    for page in (phone, narrow):
        page.click("form:has(input[value=pen]) button")
        page.wait_for_selector("text=Du skriver for bordet", timeout=15_000)
    field = "form:has(input[value=k0-action-a-1])"
    narrow.fill(f"{field} textarea", "Husene vælger vejen")
    narrow.click(f"{field} button")
    narrow.wait_for_selector(f"{field} [data-saved]:not([hidden])")
    narrow.wait_for_selector("form:has(input[value=k0-action-a-2])", timeout=15_000)
    watch.check(phone)


def test_a_dilemma_goes_through_its_phases(house, watch):
    title = "Dilemma i salen"
    slot = add_item(house, "dilemma", title, "confidential")
    open_item(house, title)
    line = read_slot(house, slot)["line"]
    assert len(line) == 2
    phone, narrow = (
        watch.open(size, house.facts["links"][at][0]) for size, at in ((PHONE, 0), (NARROW, 40))
    )
    desk = watch.open((1366, 900), house.facts["console"])
    screen = watch.open((1920, 1080), house.facts["screen"])
    pages = (phone, narrow, desk, screen)
    narrow.fill("textarea >> nth=0", "Vi prøver for længe selv")
    place(narrow, "before", 2)
    answer_rest(house, slot, "before", [2, 3, 3, 4])
    for page in pages:
        watch.check(page)

    move_on(desk, "talk")
    for page in (phone, narrow):
        page.wait_for_selector("text=Hvornår stod du sidst i det?", timeout=15_000)
    screen.wait_for_selector("text=Tal ved bordet", timeout=15_000)
    for page in pages:
        watch.check(page)

    move_on(desk, "again")
    place(narrow, "after", 6)
    answer_rest(house, slot, "after", [5, 5, 6, 4])
    move_on(desk, "keep")
    write_together(watch, phone, narrow)
    watch.check(narrow)
    move_on(desk, "decide")
    narrow.wait_for_selector("text=Hvilke metoder en enhed", timeout=15_000)
    for page in pages:
        watch.check(page)

    desk.click("button[value=close]")
    desk.wait_for_selector("text=”Hele salen” flyttede sig", timeout=15_000)
    desk.click("button[name=showing][value=result]")
    screen.wait_for_selector("text=”Hele salen” flyttede sig", timeout=15_000)
    assert "vandt" not in screen.inner_text("body")
    for page in pages:
        watch.check(page)
