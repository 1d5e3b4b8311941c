"""The day in WebKit, which every iPhone has, and in Firefox; the other tests drive Chromium."""

import sqlite3
from urllib.parse import urlsplit

import pytest
from tests.browsers import HOSTNAME, Firefox, WebKit, tell_missing, wait_until
from tests.driving import add_item, count_rows, open_item, step

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
    vote(house, browser, console, day)
    follow_at_console_and_screen(house, browser)
    if isinstance(browser, Firefox):  # the one that can be told where a name leads
        take_part_without_https(house, browser, console, day)


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


def vote(house, browser, console, day):
    """On what the facilitator adds; by a button, also where a browser does not say by which."""
    slot = house.find_slot("NU-billedet på tværs")
    step(console, day, "open", slot)
    browser.wait_shown(f"[data-slot='{slot}'][data-state=open]")
    sent = {"kind": "added", "item": "added-1", "key": "1-added", "text": "Vi mødes for lidt."}
    address = f"/days/{day}/console/contribute/{slot}/"
    console.post(address, data=sent).raise_for_status()
    browser.reload()
    browser.run("Object.defineProperty(SubmitEvent.prototype, 'submitter', { value: undefined })")
    browser.click("[data-card]:not([hidden]) button[value=agree]")
    wait_until(lambda: read_stances(house, slot) == ["agree"])


def read_stances(house, slot):
    query = "SELECT json_extract(payload, '$.stance') FROM days_contribution WHERE slot_id = ?"
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return [stance for (stance,) in database.execute(query, [slot]) if stance]


def follow_at_console_and_screen(house, browser):
    browser.size(*CONSOLE)
    browser.go(house.facts["console"])
    browser.wait_shown(".now__state--open")
    browser.click("button[name=step][value=close]")
    browser.wait("return !document.querySelector('.now__state--open')")
    browser.size(*SCREEN)
    browser.go(house.facts["screen"])
    browser.wait_text("NU-billedet på tværs")


def take_part_without_https(house, browser, console, day):
    """As in the house's own net, where a page is no secure context."""
    browser.base = f"http://{HOSTNAME}:{urlsplit(house.base).port}"
    browser.size(*PHONE)
    browser.go(urlsplit(house.facts["phones"][0][1]).path)
    assert not browser.run("return isSecureContext || 'caches' in window")
    config = {"ask": "one", "options": ["Lidt", "Meget"]}
    slot = add_item(house, "poll", "Hvor meget", "confidential", **config)
    step(console, day, "open", slot)
    browser.click(f"[data-slot='{slot}'] .choices label:nth-of-type(2)")
    browser.click("main button.button--main")
    browser.wait_shown(f"[data-slot='{slot}'] form[data-state=saved] {TICK}")
    assert count_rows(house, slot) == 1
