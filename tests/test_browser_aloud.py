"""What is heard without looking: a new item, a saved answer, time running out; once, politely."""

import pytest
from tests.driving import mark

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1366, 768), (390, 844)
# Whatever changes in what is read aloud by itself, with how loudly.
EAR = """
window.heard = [];
const LIVE = "[role=status], [role=alert], [aria-live]";
const hear = (place) => {
  const text = place && !place.hidden && place.textContent.trim().replace(/\\s+/g, " ");
  const loud = place?.matches("[role=alert], [aria-live=assertive]") ? "! " : "";
  if (text && heard.at(-1) !== loud + text) heard.push(loud + text);
};
new MutationObserver((all) => {
  const elements = (nodes) => Array.from(nodes).filter((one) => one.nodeType === 1);
  const changed = all.map(({target}) => (target.nodeType === 1 ? target : target.parentElement));
  const added = all.flatMap((one) => elements(one.addedNodes));
  const inside = added.flatMap((one) => [one, ...one.querySelectorAll(LIVE)]);
  const places = changed.map((one) => one?.closest(LIVE));
  new Set([...places, ...inside.filter((one) => one.matches(LIVE))]).forEach(hear);
}).observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"]
});
"""
IN_LIVE = ":is([role=status], [role=alert], [aria-live]) [data-clock]"
MINUTE, OVER = "Der er et minut tilbage.", "Tiden er gået."
SAVED = "Dit svar er gemt."


def test_what_happens_is_heard_once(house, watch):
    console, phone, other = (
        listen(watch, house.facts["console"], LAPTOP),
        *(listen(watch, link, PHONE) for _, link in house.facts["phones"][:2]),
    )
    slot = house.find_slot("NU-billedet: hvor")
    console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")
    await_heard(console, "Åbent: NU-billedet: hvor står vi?")
    for one in (phone, other):
        await_heard(one, "NU-billedet: hvor står vi?")
    answer(phone)
    await_heard(phone, SAVED)
    answer(other)
    await_heard(other, SAVED)
    spoil(phone)
    watch.faults[:] = [one for one in watch.faults if "400" not in one]
    console.click("button[name=step][value=pause]")
    await_heard(console, "På pause: NU-billedet: hvor står vi?")
    await_heard(phone, "På pause: NU-billedet: hvor står vi?")


def test_that_time_runs_out_is_heard_once(house, watch):
    console = listen(watch, house.facts["console"], LAPTOP)
    phone = listen(watch, house.facts["phones"][0][1], PHONE)
    slot = house.find_slot("NU-billedet: hvor")
    console.click(f"form:has(input[name=slot][value='{slot}']) button[value=open]")
    phone.wait_for_selector("[data-tell]")
    for page in (console, phone):
        run_down(page)


def listen(watch, address, size):
    page = watch.open(size)
    page.clock.install()
    page.add_init_script(EAR)
    page.goto(address)
    page.wait_for_selector("h1", state="attached")
    return page


def await_heard(page, *wanted):
    """Just this, since the last time."""
    page.wait_for_function("n => heard.length >= n", arg=len(wanted))
    heard = page.evaluate("heard.splice(0)")
    assert heard == list(wanted), heard


def answer(phone):
    form = phone.locator("form:has(input[value=placed])").first
    mark(form.locator("input[name=value][value='4']"))
    form.locator("[data-saved]").wait_for()


def run_down(page):
    """Seen on a page of its own that has asked the server once: to within a minute, then past the
    end, with the clock ticking on both times."""
    alone = page.context.new_page()
    alone.add_init_script(EAR)
    alone.route("**/now", lambda route: route.abort("internetdisconnected"))
    alone.goto(page.url)
    clock = alone.locator("[data-tell]")
    clock.wait_for()
    left = int(clock.get_attribute("data-clock"))
    for seconds, told in ((left - 50, MINUTE), (60, OVER)):
        alone.clock.fast_forward(seconds * 1000)
        await_heard(alone, told)
        before = clock.inner_text()
        alone.clock.run_for(3000)
        assert clock.inner_text() != before
    assert alone.evaluate("heard") == [], "a clock is not read aloud at each tick"
    assert alone.locator(IN_LIVE).count() == 0
    alone.close()


def spoil(phone):
    """Only what went wrong is loud."""
    form = phone.locator("form:has(input[value=placed])").first
    form.evaluate("form => form.elements.value.forEach((one) => (one.value = 99))")
    form.locator("input[name=value]").last.dispatch_event("change")
    phone.wait_for_function("n => heard.length >= n", arg=1)
    (said,) = phone.evaluate("heard.splice(0)")
    assert said.startswith("! "), said
