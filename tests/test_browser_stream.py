"""What happens while the stream is being opened, or while a read fails, is not missed."""

import re
from urllib.request import Request, urlopen

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


def test_who_comes_is_seen_by_those_who_run_the_day_and_no_other_phone_reads_again(house, watch):
    """Else a full room would read thousands of pages while it arrives."""
    (link, _rank), *others = [(house.base + path, rank) for path, rank in house.facts["links"][:6]]
    phone = watch.open(PHONE, link)
    screen = watch.open(SCREEN, house.facts["screen"])
    screen.wait_for_selector("text='1 af 50 er her'")
    phone.wait_for_timeout(1500)  # it reads once more when its stream is open
    reads = []
    phone.on("request", lambda request: reads.append(request.url))
    for theirs, _rank in others:
        urlopen(Request(theirs)).read()
    screen.wait_for_selector(f"text='{1 + len(others)} af 50 er her'")
    phone.wait_for_timeout(1500)
    assert reads == []


def test_one_who_asks_to_be_let_in_is_told_to_the_phone_that_holds_the_name(house, watch):
    name, link = house.facts["phones"][0]
    holder = watch.open(PHONE, link)
    holder.wait_for_timeout(1500)
    other = watch.open(PHONE, f"{house.base}/j/{house.facts['code']}/")
    other.click(f"button:has-text('{name}')")
    holder.wait_for_selector("#say:has-text('Er det dig?')", state="attached")
    holder.click("text='Ja, luk den ind'")
    other.wait_for_selector("text=Du er med", timeout=10_000)


def test_a_phone_that_comes_back_reads_again_only_when_it_has_missed_something(house, watch):
    """Else a whole room reads at once when its net is there again."""
    page = watch.open(PHONE)
    page.add_init_script(FOLLOW)
    reads, streams = [], []
    page.on("request", lambda request: READ.search(request.url) and reads.append(request.url))
    page.on("request", lambda request: STREAM.search(request.url) and streams.append(request.url))
    page.goto(house.facts["phones"][0][1])
    page.wait_for_selector(".scripted")
    page.wait_for_timeout(1500)
    assert (len(streams), reads) == (1, [])
    cut(page)
    page.wait_for_timeout(6000)
    assert len(streams) > 1
    assert reads == []
    cut(page)
    open_item(house, "De vigtige dialoger")
    page.wait_for_selector("text=De vigtige dialoger", timeout=15_000)
    read = len(reads)
    house.stop()
    house.start()
    page.wait_for_timeout(8000)
    assert len(reads) > read, "what happened before a server started it cannot know"
    # Chromium says of a server that is away what it should.
    watch.faults = [fault for fault in watch.faults if "ERR_" not in fault]


def cut(page):
    """Its stream, as a net that drops what is open."""
    page.evaluate("window.streams.forEach((one) => one.dispatchEvent(new Event('error')))")


FOLLOW = """window.streams = [];
window.EventSource = class extends EventSource {
  constructor(...given) { super(...given); window.streams.push(this); }
};"""


def test_the_more_listen_the_longer_each_waits_before_it_reads(house, watch):
    """So that thousands do not read at once: of 4,000 the last one waits 20 s."""
    page = watch.open(PHONE)
    page.clock.install()
    page.add_init_script("Math.random = () => 0.5")
    body = "event: beat\ndata: 4000\n\n"
    page.route(STREAM, lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    reads = []
    page.on("request", lambda request: READ.search(request.url) and reads.append(request.url))
    page.goto(house.facts["phones"][0][1])
    page.wait_for_selector(".scripted")
    page.wait_for_timeout(500)
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 0.1)
    page.clock.run_for(7_000)
    page.wait_for_timeout(300)
    assert reads == []
    page.clock.run_for(4_000)
    page.wait_for_timeout(300)
    assert len(reads) == 1


def test_a_stream_that_gives_nothing_is_polled_instead(house, watch):
    """One that a proxy holds back, then a net whose answers are not ours until one signs in."""
    page = watch.open(PHONE)
    page.clock.install()
    page.route(STREAM, lambda route: None)
    page.goto(house.facts["phones"][0][1])
    page.wait_for_selector(".scripted")
    # Else a slow machine polls meanwhile.
    page.clock.pause_at(page.evaluate("Date.now() / 1000") + 0.1)
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
