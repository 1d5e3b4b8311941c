"""A reflecting team in the browser: the console, an observer, the one in the middle, a listener."""

import re

import pytest
from tests.driving import add_item, join, mark, open_item, read_slot

pytestmark = pytest.mark.browser

PHONE, NARROW = (390, 844), (320, 700)


def find_people(house):
    """Everyone's public id, by the place of their link."""
    pages = [join(house, at).get("/p/").text for at in range(50)]
    return [re.search(r'data-me="([^"]+)"', page)[1] for page in pages]


def test_the_turns_go_round_and_the_notes_reach_the_one_in_the_middle(house, watch):
    people = find_people(house)
    title = "Reflekterende team"
    slot = add_item(house, "reflecting", title, "named", middle=people[30], minutes=2)
    open_item(house, title)
    observers = [people.index(one["id"]) for one in read_slot(house, slot)["cast"]["observers"]]
    listening = next(at for at in range(30) if at not in observers)
    middle, observer, listener = (
        watch.open(size, house.facts["links"][at][0])
        for size, at in ((PHONE, 30), (NARROW, observers[0]), (NARROW, listening))
    )
    middle.wait_for_selector("text=Du er i midten")
    mark(middle.locator("input[name=on][value='1']"))
    middle.wait_for_selector("[data-saved]:not([hidden])")
    listener.wait_for_selector("text=Du lytter")
    observer.locator("textarea").first.fill("Du blev stille, da du talte om ventetiden")

    desk = watch.open((1366, 900), house.facts["console"])
    screen = watch.open((1920, 1080), house.facts["screen"])
    desk.click("button:has-text('Næste tur:')")
    observer.wait_for_selector("text=Det er din tur", timeout=15_000)
    listener.wait_for_selector("text=har ordet", timeout=15_000)
    screen.wait_for_selector(".calm .countdown")
    shown = screen.locator(".calm .countdown").inner_text()
    assert re.fullmatch(r"(2:00|1:5\d)", shown)
    assert "ventetiden" in observer.locator("textarea").first.input_value()
    observer.locator("button:has-text('Gem noten')").first.click()
    observer.wait_for_selector("form [data-saved]:not([hidden])")
    for page in (middle, observer, listener, desk, screen):
        watch.check(page)

    for _turn in range(4):
        before = desk.locator(".incoming .finding").inner_text()[:12]
        desk.click("button:has-text('Næste tur:')")
        desk.wait_for_function(
            "before => !document.querySelector('.incoming .finding').innerText.startsWith(before)",
            arg=before,
        )
    assert desk.locator("button:has-text('Næste tur:')").count() == 0
    desk.click("button[value=close]")
    middle.wait_for_selector("text=når mødelederen deler dem ud")
    desk.click("button[value=release]")
    middle.wait_for_selector("text=Du blev stille, da du talte om ventetiden")
    desk.wait_for_selector("text=4 observatører gav 1 note til den i midten.")
    desk.wait_for_selector("text=var i midten.")
    listener.wait_for_selector("text=Noterne er kun til den i midten")
    for page in (middle, observer, listener, desk):
        watch.check(page)
    for page in (observer, listener, desk, screen):
        page.reload()
        page.wait_for_load_state()
        assert "ventetiden" not in page.content()
