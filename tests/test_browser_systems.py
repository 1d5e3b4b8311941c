"""An owner makes a key and a receiver in the browser; another system uses both."""

import json
import sqlite3
import time

import httpx
import pytest
from standardwebhooks import Webhook
from tests import conftest
from tests.commands import PEJL, run
from tests.driving import open_item, step

from pejl.api.tests.receiving import run_receiver

pytestmark = pytest.mark.browser

LAPTOP, PHONE, NARROW = (1440, 900), (390, 844), (320, 700)


@pytest.fixture(autouse=True)
def _receivers_on_this_machine(monkeypatch):
    own = conftest.own_environment
    monkeypatch.setattr(
        conftest, "own_environment", lambda folder: own(folder) | {"PEJL_HOOKS_INSIDE": "1"}
    )


@pytest.fixture
def receiver():
    with run_receiver() as server:
        yield server


def check_narrow(watch, page):
    """What the walk through all pages does not come to: answers to forms, and what has stopped."""
    for size in (NARROW, LAPTOP):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watch.check(page)


def tick(house):
    """What is due each minute, now."""
    run(PEJL, "tick", env=conftest.own_environment(house.folder))


def read_api(house, key, path):
    held = {"Authorization": f"Bearer {key}"}
    return httpx.get(f"{house.base}/api/v1/{path}", headers=held, timeout=30)


def wait_for(receiver, event):
    """The message of that kind, as (headers, body)."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for headers, body in list(receiver.got):
            if json.loads(body)["type"] == event:
                return {name.lower(): value for name, value in headers.items()}, body
        time.sleep(0.2)
    raise TimeoutError(event)


def make_key(watch, owner):
    owner.goto("/organisation/")
    owner.click("text=Andre systemer")
    owner.click("text=Lav en nøgle")
    owner.fill("#id_name", "Intranettet")
    for scope in ("temadage og deres programmer", "frigivne resultater"):
        owner.check(f"text={scope}")
    owner.click("main button")
    key = owner.input_value("#key")
    check_narrow(watch, owner)
    owner.click("text=Jeg har kopieret den")
    assert key not in owner.content()
    return key


def add_receiver(watch, owner, url):
    owner.click("text=Tilføj en modtager")
    owner.fill("#id_url", "http://example.org/")
    owner.check("text=en temadag er begyndt")
    owner.click("main button:has-text('Tilføj')")
    owner.wait_for_selector("text=skal begynde med https://")
    owner.fill("#id_url", url)
    owner.check("text=et resultat kan læses")
    owner.click("main button:has-text('Tilføj')")
    secret = owner.input_value("#secret")
    check_narrow(watch, owner)
    owner.click("text=Jeg har kopieret den")
    return secret


OUTSIDE = """
[...document.querySelectorAll("main *:not(.table-cards thead *)")].filter((one) =>
  one.getBoundingClientRect().right > innerWidth
  || one.matches(".table-cards :is(td, th)") && one.scrollWidth > one.clientWidth + 1
).map((one) => one.outerHTML.slice(0, 80))"""


def test_the_apis_page_is_read_on_a_phone_without_scrolling_sideways(house, watch):
    page = watch.open(PHONE, "/api/")
    row = page.locator(".table-cards tbody tr").filter(
        has=page.locator("td:last-child:not(:empty)")
    )
    for width, height in (PHONE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        watch.check(page)
        assert page.evaluate(OUTSIDE) == []
        name, text = (row.first.locator(one).bounding_box() for one in ("th", "td:last-child"))
        assert text["y"] >= name["y"] + name["height"], "the description is under the name"
        assert text["width"] > width * 0.6
    for width in (920, LAPTOP[0]):
        page.set_viewport_size({"width": width, "height": 900})
        watch.check(page)
        assert page.evaluate(OUTSIDE) == []
    tree = page.locator(".table-cards").first.aria_snapshot()
    assert "columnheader" in tree
    assert "rowheader" in tree


def test_another_system_is_let_in_told_and_shut_out(house, watch, receiver):
    owner = watch.open(LAPTOP, house.facts["entry"])
    key = make_key(watch, owner)
    assert read_api(house, key, "steps").status_code == 403
    day = read_api(house, key, "days").json()["items"][0]
    assert day["state"] == "planned"

    secret = add_receiver(watch, owner, receiver.url)
    owner.click("text=Send en prøve")
    owner.wait_for_selector("text=Prøven er kommet frem. Modtageren svarede 204.")
    headers, body = wait_for(receiver, "test")
    Webhook(secret).verify(body, headers)
    receiver.status = 500
    owner.click("text=Send en prøve")
    owner.wait_for_selector("text=Prøven kom ikke frem. Modtageren svarede 500.")
    receiver.status = 200

    console, number, slot = open_item(house, "Velkomst")
    step(console, number, "close", slot)
    tick(house)
    headers, body = wait_for(receiver, "day.opened")
    told = Webhook(secret).verify(body, headers)
    assert told["data"]["day_id"] == day["id"]
    given = read_api(house, key, f"days/{told['data']['day_id']}").json()
    assert given == {**day, "state": "open"}
    owner.reload()
    assert "en temadag er begyndt" in owner.inner_text("table")

    stop(house)
    owner.reload()
    check_narrow(watch, owner)
    owner.click("text=Begynd igen")
    owner.wait_for_selector("text=Den får besked igen")
    owner.click("button:has-text('Lav en ny hemmelighed')")
    assert owner.input_value("#secret") != secret
    owner.click("text=Jeg har kopieret den")
    owner.click("button:has-text('Fjern modtageren')")
    owner.wait_for_selector("text=får ikke besked mere")
    assert read_api(house, key, "days").status_code == 200
    owner.click("button:has-text('Luk nøglen')")
    owner.wait_for_selector("text=virker ikke længere")
    assert read_api(house, key, "days").status_code == 401
    owner.goto("/organisation/audit/")
    trail = owner.inner_text("table")
    for said in ("en nøgle til et andet system", "hvad et andet system får besked om"):
        assert trail.count(said) > 1


def stop(house):
    """As when the receiver has been silent for days."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        database.execute("UPDATE api_hook SET stopped_at = '2026-11-27 10:00:00'")
