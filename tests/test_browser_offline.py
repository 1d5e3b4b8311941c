"""A phone whose net comes and goes: its answers wait, and go out in order, once."""

import re
import sqlite3
import time

import pytest
from playwright.sync_api import Error
from tests.driving import mark, open_item

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
        page.wait_for_selector(".scripted")
        self.owner = page.get_attribute("body", "data-me")

    def lose_net(self):
        self.page.route(ANSWERS, lambda route: route.abort("internetdisconnected"))

    def count(self, where):
        return self.page.evaluate(where, self.owner)

    def wait_true(self, script):
        """Promises too, which Playwright's own waiting takes for true."""
        until = time.monotonic() + 15
        while not self.page.evaluate(script, self.owner):
            assert time.monotonic() < until, script
            self.page.wait_for_timeout(100)

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
    mark(page.locator(f"{FORM} >> nth=1 >> input[value='4']"))
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
    mark(page.locator(f"{FORM} >> nth=0 >> input[value='3']"))
    page.wait_for_selector("#net:not([hidden])")
    page.reload()
    page.wait_for_selector("#net:not([hidden])")
    assert phone.count(PLAIN) == 1
    page.unroute(ANSWERS)
    assert len(phone.wait_stored(slot, 1)) == 1
    page.wait_for_selector("#net", state="hidden")
    assert phone.count(PLAIN) == 0


IS_KEPT = "() => caches.match('/p/', { cacheName: 'pejl-kept' }).then(Boolean)"


def test_the_page_opens_without_net_for_the_one_who_uses_this_phone(house, watch):
    """With what was last read; an answer given then is sent when the net is back."""
    page = watch.open(PHONE, worker="allow")
    phone = Phone(house, page, house.facts["phones"][0][1])
    phone.wait_true(IS_KEPT)
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    page.wait_for_selector(FORM)
    phone.wait_true("() => caches.match('/p/now').then(Boolean)")
    page.context.set_offline(True)
    page.goto("/p/")
    page.wait_for_selector("#net:not([hidden])")
    assert "uden net" in page.inner_text("#net")
    mark(page.locator(f"{FORM} >> nth=0 >> input[value='3']"))
    phone.wait_true(f"owner => ({HELD})(owner).then((count) => count === 1)")
    page.reload()
    page.wait_for_selector(f".scripted {FORM}[data-state=sending]")
    assert page.is_checked(f"{FORM} >> nth=0 >> input[value='3']"), "as answered, not as last read"
    page.context.set_offline(False)
    assert len(phone.wait_stored(slot, 1)) == 1
    page.wait_for_selector("#net", state="hidden")
    page.goto(house.facts["phones"][1][1])
    page.wait_for_selector(".scripted")
    assert page.get_attribute("body", "data-me") != phone.owner
    phone.wait_true(IS_KEPT)
    page.click(".menu summary")
    page.click("form[action='/p/leave/'] button")
    page.wait_for_url("**/j/**")
    phone.wait_true("() => caches.has('pejl-kept').then((has) => !has)")
    page.context.set_offline(True)
    with pytest.raises(Error, match="net::ERR_"):
        page.goto("/p/")


def test_a_newer_page_comes_with_the_next_item(house, watch):
    """After a deploy in the middle of a day the old page goes on until then."""
    page = watch.open(PHONE, house.facts["phones"][0][1])
    page.wait_for_selector(".scripted")
    page.evaluate("window.old = true")

    def deploy(route):
        text = route.fetch().text()
        route.fulfill(body=text.replace('data-version="', 'data-version="newer-'))

    page.route(re.compile(r"/p/now$"), deploy)
    with page.expect_response(re.compile(r"/p/now$")):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    assert page.evaluate("window.old")
    open_item(house, "NU-billedet: hvor")
    page.wait_for_function("() => !window.old")
    page.wait_for_selector(f".scripted {FORM}")
