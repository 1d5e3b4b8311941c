"""The day in WebKit, which every iPhone has, and in Firefox; the other tests drive Chromium."""

import pytest
from tests.browsers import Firefox, WebKit, tell_missing
from tests.driving import count_rows, open_item, step

pytestmark = pytest.mark.browser

PHONE, CONSOLE, SCREEN = (390, 844), (1366, 768), (1600, 900)
PLACED, WRITTEN = "form:has(input[value=placed])", "form:has(input[value=statement])"
TICK = "[data-saved]:not([hidden])"
ANSWER = "Vi mødes på tværs hver måned."
IS_KEPT = """
  if (window.kept === undefined) {
    window.kept = false;
    setTimeout(() => caches.match("/p/", { cacheName: "pejl-kept" })
      .then((page) => (window.kept = page ? true : undefined)), 100);
  }
  return window.kept && navigator.serviceWorker.controller
"""


@pytest.fixture(params=[WebKit, Firefox], ids=["webkit", "firefox"])
def browser(request, house, tmp_path_factory):
    if missing := tell_missing(request.param):
        pytest.skip(f"{missing} to drive (./script/browser gets it)")
    browser = request.param(house.base, tmp_path_factory.mktemp("browser"))
    yield browser
    faults = browser.read_faults()
    browser.stop()
    assert not faults, "\n".join(faults)


def test_day(house, browser):
    browser.size(*PHONE)
    join(house, browser)
    console, day, slot = open_item(house, "NU-billedet: hvor")
    answer(house, browser, slot)
    lose_server(house, browser, slot)
    step(console, day, "close", slot)
    browser.wait_shown(f"[data-slot='{slot}'][data-state=closed]")
    later = house.find_slot("De vigtige dialoger")
    step(console, day, "open", later)
    browser.wait_shown(f"[data-slot='{later}'][data-state=open]")
    follow_at_console_and_screen(house, browser)


def join(house, browser):
    """By the day's code and one's name."""
    name = house.facts["phones"][2][0]
    browser.go("/j/")
    browser.write("#code", house.facts["code"].lower())
    browser.click("button.button--main")
    browser.write("#find", name)
    browser.click(".names li:not([hidden]) button")
    browser.wait_shown(".scripted .waiting h1")
    assert name in browser.read("body")


def answer(house, browser, slot):
    """It is stored and ticked, and stands there after a reload."""
    place(browser, 4)
    browser.wait_shown(f"{PLACED} {TICK}")
    browser.write(f"{WRITTEN} textarea", ANSWER)
    browser.click(f"{WRITTEN} button")
    browser.wait_shown(f"{WRITTEN} {TICK}")
    assert count_rows(house, slot) == 2
    browser.reload()
    browser.wait_shown(f".scripted [data-slot='{slot}'] {PLACED} {TICK}")
    assert read_placed(browser) == "4"
    assert browser.run(f"return document.querySelector('{WRITTEN} textarea').value") == ANSWER
    assert not browser.run("return document.documentElement.scrollWidth > innerWidth")


def place(browser, value):
    browser.click(f"{PLACED} label:has(input[value='{value}'])")


def read_placed(browser):
    return browser.run(f"return document.querySelector('{PLACED} input:checked').value")


def lose_server(house, browser, slot):
    """The page opens without it, keeps what one answers then, and sends it afterwards."""
    browser.wait(IS_KEPT)
    house.stop()
    browser.reload()
    browser.wait_shown("#net")
    place(browser, 6)
    browser.wait_shown(f"{PLACED}[data-state=sending]")
    browser.reload()
    browser.wait_shown(f".scripted {PLACED}[data-state=sending]")
    assert not browser.run(f"return document.querySelector('{PLACED} {TICK}')")
    assert read_placed(browser) == "6"
    house.start()
    browser.wait_shown(f"{PLACED}[data-state=saved] {TICK}")
    browser.wait("return document.getElementById('net').hidden")
    assert (count_rows(house, slot), read_placed(browser)) == (3, "6")


def follow_at_console_and_screen(house, browser):
    browser.size(*CONSOLE)
    browser.go(house.facts["console"])
    browser.wait_shown(".now__state--open")
    browser.click("button[name=step][value=close]")
    browser.wait("return !document.querySelector('.now__state--open')")
    browser.size(*SCREEN)
    browser.go(house.facts["screen"])
    browser.wait_text("De vigtige dialoger")
