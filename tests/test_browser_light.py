"""What a phone loads to join is little, in few requests."""

import re

import pytest

pytestmark = pytest.mark.browser

PHONE = (390, 700)
MOST_REQUESTS, MOST_BYTES = 6, 60_000
AFTERWARDS = re.compile(r"/a/events|/p/now")  # what follows the day, when the page is usable


def test_joining_loads_little(house, watch):
    check_loaded(join_both_ways(house, watch))


def join_both_ways(house, watch):
    """By personal link, and by the code that stands on the screen and one's name."""
    by_link, by_name = (Loaded(watch.open(PHONE)) for _ in range(2))
    by_link.page.goto(house.facts["phones"][0][1])
    by_name.page.goto(f"/j/{house.facts['code']}/")
    by_name.page.click(f"button:has-text('{house.facts['phones'][2][0]}')")
    return by_link, by_name


def check_loaded(joined):
    for loaded in joined:
        loaded.page.wait_for_selector(".scripted .waiting h1")
        loaded.page.wait_for_timeout(500)
        assert 4 <= len(loaded.sizes) <= MOST_REQUESTS, loaded.sizes
        assert 5_000 < sum(size for _address, size in loaded.sizes) < MOST_BYTES, loaded.sizes


class Loaded:
    """What a page got over the net, each redirect too; not what the browser had."""

    def __init__(self, page):
        self.page, self.sizes, self.addresses = page, [], {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self.note_asked)
        wire.on("Network.loadingFinished", self.note_got)

    def note_asked(self, event):
        if "redirectResponse" in event:
            moved = event["redirectResponse"]
            self.sizes.append((moved["url"], moved["encodedDataLength"]))
        self.addresses[event["requestId"]] = event["request"]["url"]

    def note_got(self, event):
        address, size = self.addresses[event["requestId"]], event["encodedDataLength"]
        if size and not AFTERWARDS.search(address):
            self.sizes.append((address, size))
