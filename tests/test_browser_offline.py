"""A phone whose net comes and goes: its answers wait, and go out in order, once."""

import re
import sqlite3
import time

import pytest
from tests.driving import open_item

pytestmark = pytest.mark.browser

PHONE = (390, 700)
ANSWERS = re.compile(r"/a/\d+$")
FORM = "form:has(input[value=placed])"
HELD = """owner => new Promise((tell) => {
  const asked = indexedDB.open("pejl", 1);
  asked.onsuccess = () => {
    const got = asked.result.transaction("outbox").objectStore("outbox").get(owner);
    got.onsuccess = () => { asked.result.close(); tell((got.result || []).length); };
  };
})"""
LEAVE = """([owner, slot, focus]) => localStorage.setItem(`pejl-outbox-${owner}`, JSON.stringify(
  Array.from({ length: 50 }, (_, at) => ({
    url: `/a/${slot}`, id: `e${at}`, place: "",
    body: `kind=placed&item=${focus}&focus=${focus}&key=waited-${at}&value=${1 + (at % 5)}`,
  }))
))"""
PLAIN = "owner => JSON.parse(localStorage.getItem(`pejl-outbox-${owner}`) || '[]').length"
NO_DATABASE = 'Object.defineProperty(window, "indexedDB", { get() { throw new Error("none"); } })'


class Phone:
    def __init__(self, house, page, link):
        self.house, self.page = house, page
        page.goto(link)
        page.wait_for_selector(f".scripted {FORM}")
        self.owner = page.get_attribute("body", "data-me")

    def lose_net(self):
        self.page.route(ANSWERS, lambda route: route.abort("internetdisconnected"))

    def count(self, where):
        return self.page.evaluate(where, self.owner)

    def wait_stored(self, slot, count):
        query = "SELECT key FROM days_contribution WHERE slot_id = ? AND giver = ? ORDER BY id"
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with sqlite3.connect(self.house.folder / "pejl.sqlite3") as database:
                keys = [key for (key,) in database.execute(query, [slot, self.owner])]
            if len(keys) >= count:
                break
            self.page.wait_for_timeout(100)
        return keys


def test_fifty_answers_wait_over_a_reload_and_go_out_in_order_once(house, watch):
    """Those that an earlier Pejl left in the plain storage move to the database first."""
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    phone = Phone(house, watch.open(PHONE), house.facts["phones"][0][1])
    page = phone.page
    phone.lose_net()
    focus = page.locator(f"{FORM} input[name=focus]").first.input_value()
    page.evaluate(LEAVE, [phone.owner, slot, focus])
    page.reload()
    page.check(f"{FORM} >> nth=1 >> input[value='4']", force=True)
    page.wait_for_selector("#net:not([hidden])")
    assert (phone.count(HELD), phone.count(PLAIN)) == (51, 0)
    page.reload()
    page.wait_for_selector("#net:not([hidden])")
    page.unroute(ANSWERS)
    keys = phone.wait_stored(slot, 51)
    assert keys[:50] == [f"waited-{at}" for at in range(50)]
    page.wait_for_selector("#net", state="hidden")
    assert len(phone.wait_stored(slot, 51)) == 51
    assert (phone.count(HELD), phone.count(PLAIN)) == (0, 0)


def test_without_a_database_answers_wait_in_the_plain_storage(house, watch):
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    page = watch.open(PHONE)
    page.add_init_script(NO_DATABASE)
    phone = Phone(house, page, house.facts["phones"][1][1])
    phone.lose_net()
    page.check(f"{FORM} >> nth=0 >> input[value='3']", force=True)
    page.wait_for_selector("#net:not([hidden])")
    page.reload()
    page.wait_for_selector("#net:not([hidden])")
    assert phone.count(PLAIN) == 1
    page.unroute(ANSWERS)
    assert len(phone.wait_stored(slot, 1)) == 1
    page.wait_for_selector("#net", state="hidden")
    assert phone.count(PLAIN) == 0
