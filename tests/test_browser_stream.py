"""What happens while the stream is being opened, or while a read fails, is not missed."""

import re

import pytest
from tests.driving import open_item, step

pytestmark = pytest.mark.browser

PHONE, SCREEN = (390, 700), (1920, 1080)
STREAM, READ = re.compile(r"/a/events"), re.compile(r"/(p|s/[^/]+)/now$")


@pytest.mark.parametrize(("size", "name"), [(PHONE, "phone"), (SCREEN, "screen")])
def test_what_comes_before_the_stream_is_open_is_not_missed(house, watch, size, name):
    held = []
    page = watch.open(size)
    page.route(STREAM, lambda route: held.append(route))
    address = house.facts["phones"][0][1] if name == "phone" else house.facts["screen"]
    with page.expect_request(STREAM):
        page.goto(address)
    open_item(house, "De vigtige dialoger")
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.unroute(STREAM)
    page.wait_for_selector("text=De vigtige dialoger")


@pytest.mark.parametrize(("size", "name"), [(PHONE, "phone"), (SCREEN, "screen")])
def test_a_read_that_fails_is_tried_again(house, watch, size, name):
    address = house.facts["phones"][0][1] if name == "phone" else house.facts["screen"]
    page = watch.open(size, address)
    failed = []

    def fail_once(route):
        failed.append(route.request.url)
        if len(failed) > 1:
            route.continue_()
        else:
            route.abort("internetdisconnected")

    page.wait_for_timeout(3000)
    page.route(READ, fail_once)
    open_item(house, "De vigtige dialoger")
    page.wait_for_selector("text=De vigtige dialoger")
    assert len(failed) > 1


def test_steps_in_quick_succession_reach_the_phones(house, watch):
    phones = [watch.open(PHONE, link) for _name, link in house.facts["phones"]]
    console, day, slot = open_item(house, "De vigtige dialoger")
    for name in ("close", "undo", "close", "end"):
        step(console, day, name, slot)
    for phone in phones:
        phone.wait_for_selector("h1:has-text('Tak for i dag')")


def test_a_stream_that_gives_nothing_is_polled_instead(house, watch):
    """One that a proxy holds back, then a net whose answers are not ours until one signs in."""
    page = watch.open(PHONE)
    page.clock.install()
    page.route(STREAM, lambda route: None)
    page.goto(house.facts["phones"][0][1])
    page.wait_for_selector(".scripted")
    page.clock.pause_at(page.evaluate("Date.now()") + 100)  # else a slow machine polls meanwhile
    console, day, slot = open_item(house, "De vigtige dialoger")
    page.wait_for_timeout(1000)
    assert not page.is_visible(f"[data-slot='{slot}']")
    page.clock.resume()
    page.clock.run_for(31_000)
    page.wait_for_selector(f"[data-slot='{slot}'][data-state=open]")
    page.unroute(STREAM)
    for address in (STREAM, READ):
        page.route(
            address, lambda route: route.fulfill(body="<h1>Wifi</h1>", content_type="text/html")
        )
    step(console, day, "close", slot)
    page.clock.run_for(31_000)
    page.wait_for_timeout(500)
    assert page.is_visible(f"[data-slot='{slot}'][data-state=open]"), "what stands there stays"
    page.unroute(STREAM)
    page.unroute(READ)
    page.clock.run_for(31_000)
    page.wait_for_selector(f"[data-slot='{slot}'][data-state=closed]")
    # Chromium says of the stream that was no stream what it should.
    watch.faults = [fault for fault in watch.faults if "MIME type" not in fault]
