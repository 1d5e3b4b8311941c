"""A phone that was without net, or asleep, while the server was replaced."""

import sqlite3

import pytest
from tests.conftest import start_server
from tests.driving import mark, open_item
from tests.test_browser_offline import FORM, HELD, PHONE, Phone

pytestmark = pytest.mark.browser
TAPS = 50
HOUR = 3_600_000


@pytest.fixture
def replaced(house):
    """Ends the server at once; called again, another one stands in its place."""
    running = [house.server]

    def replace(*, back):
        if back:
            running.append(start_server(house.folder, int(house.base.rsplit(":", 1)[1])))
        else:
            running[-1].kill()
            running[-1].wait()

    yield replace
    for server in running[1:]:
        server.kill()
        server.wait()


def list_values(house, slot, owner):
    """The last value at each place of the person's log."""
    query = "SELECT item, payload FROM days_contribution WHERE slot_id=? AND giver=? ORDER BY id"
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return dict(database.execute(query, [slot, owner]))


def test_fifty_taps_without_net_come_in_once_when_another_server_is_there(house, watch, replaced):
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    phone = Phone(house, watch.open(PHONE), house.facts["phones"][0][1])
    page = phone.page
    page.wait_for_selector(FORM)
    forms = page.locator(FORM).count()
    page.context.set_offline(True)
    wanted = {}
    for tap in range(TAPS):
        place, value = f"{FORM} >> nth={tap % forms}", 1 + tap // forms % 7
        page.eval_on_selector(
            f"{place} >> input[type=radio][value='{value}']", "one => one.click()"
        )
        wanted[page.input_value(f"{place} >> input[name=focus]")] = f'"value":{value}'
    phone.wait_true(f"owner => ({HELD})(owner).then((count) => count === {TAPS})")
    replaced(back=False)
    page.context.set_offline(False)
    page.wait_for_selector("#net:not([hidden])")
    replaced(back=True)
    keys = phone.wait_stored(slot, TAPS)
    page.wait_for_selector("#net", state="hidden", timeout=60_000)
    assert len(keys) == len(set(keys)) == TAPS
    assert phone.count(HELD) == 0
    said = list_values(house, slot, phone.owner)
    assert all(value in said[item] for item, value in wanted.items())


def test_a_phone_that_slept_for_an_hour_sends_what_it_has_and_reads_where_the_room_is(
    house, watch, replaced
):
    _console, _day, slot = open_item(house, "NU-billedet: hvor")
    page = watch.open(PHONE)
    page.clock.install()
    phone = Phone(house, page, house.facts["phones"][0][1])
    page.wait_for_selector(FORM)
    page.context.set_offline(True)
    mark(page.locator(f"{FORM} >> nth=0 >> input[value='3']"))
    phone.wait_true(f"owner => ({HELD})(owner).then((count) => count === 1)")
    asleep = page.context.new_cdp_session(page)
    asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    replaced(back=False)
    replaced(back=True)  # its event stream is gone
    asleep.send("Page.setWebLifecycleState", {"state": "active"})
    page.clock.fast_forward(HOUR)
    page.context.set_offline(False)
    assert len(phone.wait_stored(slot, 1)) == 1
    open_item(house, "Velkomst")
    page.wait_for_function("() => document.body.innerText.includes('Velkomst')", timeout=30_000)
    assert phone.count(HELD) == 0
