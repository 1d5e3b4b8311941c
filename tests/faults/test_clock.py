"""The server's clock jumps an hour ahead, and back again, while phones answer."""

import asyncio
import re
import shutil
import sqlite3
import subprocess
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest
from tests.faults.ground import LONG, WELL, make_body, under_load, wait_for_more

from pejl.rehearsal.lean import LeanPhone

CLOCK = Path(__file__).parent / "clock.c"
HOUR = 3600
MINUTES = 15  # of the item
LEFT = re.compile(rb'data-clock="(-?\d+)"')
JUMPS = (HOUR, 0, -HOUR, 0) * (10 if LONG else 1)


@pytest.fixture
def ahead(tmp_path_factory, monkeypatch):
    """The file that says how many seconds the clock of servers started now is ahead."""
    compiler, folder = shutil.which("cc"), tmp_path_factory.mktemp("clock")
    if not compiler:
        pytest.skip("no C compiler: the server's clock cannot be moved")
    command = [compiler, "-shared", "-fPIC", "-o", folder / "clock.so", CLOCK, "-ldl"]
    subprocess.run(command, check=True)
    (folder / "ahead").write_text("0")
    monkeypatch.setenv("CLOCK_AHEAD", str(folder / "ahead"))
    monkeypatch.setenv("LD_PRELOAD", str(folder / "clock.so"))
    return folder / "ahead"


def read_clock(ground):
    """How far the server believes that it is ahead of this test."""
    told = parsedate_to_datetime(httpx.get(f"{ground.base}/healthz").headers["date"])
    return (told - datetime.now(UTC)).total_seconds()


def read_times(ground):
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        rows = database.execute("SELECT created_at FROM days_contribution ORDER BY id")
        return [datetime.fromisoformat(at) for (at,) in rows]


def read_left(ground):
    """The seconds left of the item by the phone's page."""
    page = httpx.get(f"{ground.base}/p/now", cookies={"pejl": ground.tokens[0]})
    return int(LEFT.search(page.content)[1])


def start_item(ground):
    """The open item has just begun."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        database.execute("UPDATE days_slot SET opened_at = ?", [now])


def read_item(ground):
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        return database.execute("SELECT id, state, closed_at FROM days_slot").fetchall()


async def jump(ground, ahead, seconds):
    """The clock is moved, answers go on, and what was sent before is still known as sent."""
    ahead.write_text(str(seconds))
    await wait_for_more(ground, 60)
    until = time.monotonic() + 20
    while abs(await asyncio.to_thread(read_clock, ground) - seconds) > 120:
        assert time.monotonic() < until, "the server's clock does not move"
        await asyncio.sleep(0.2)
    await wait_for_more(ground, 40)
    phone, news = LeanPhone(ground.base, ground.tokens[0]), asyncio.Event()
    await phone.listen(ground.stage["screen_topics"], news.set)  # signed under the other clock
    await asyncio.wait_for(news.wait(), 30)
    for key, token in ground.owners.items():
        reply = await LeanPhone(ground.base, token).answer(ground.slot, make_body(key))
        assert b'"saved":true' in reply.body


def test_an_hour_ahead_and_back(ground, ahead):
    ground.start()
    ground.wait_until_ready()
    ground.owners = {}
    start_item(ground)
    began = time.monotonic()

    async def go():
        await wait_for_more(ground, 40)
        for number, token in enumerate(ground.tokens[:3]):
            key, phone = f"mine-{number}", LeanPhone(ground.base, token)
            assert b'"saved":true' in (await phone.answer(ground.slot, make_body(key))).body
            ground.acknowledged.append(key)
            ground.owners[key] = token
        for seconds in JUMPS:
            await jump(ground, ahead, seconds)
            left = MINUTES * 60 - max(0, time.monotonic() - began + seconds)
            assert abs(await asyncio.to_thread(read_left, ground) - left) < 5
            assert read_item(ground) == [(ground.slot, "open", None)]
        screen = await asyncio.to_thread(httpx.get, f"{ground.base}{ground.stage['screen']}")
        assert screen.status_code == 200

    asyncio.run(under_load(ground, go))
    ground.kill()
    assert ground.count() == WELL
    times = read_times(ground)
    assert (max(times) - min(times)).total_seconds() > 1.9 * HOUR  # the answers saw both jumps


SHOWN = "() => document.querySelector('[data-tell]').textContent"


def read_shown(page):
    """The minutes left that stand on the phone."""
    text = page.evaluate(SHOWN)
    return -int(text[1:].split(":")[0]) if text[0] == "+" else int(text.split(":")[0])


@pytest.mark.browser
def test_a_phone_that_joined_while_the_clock_was_ahead_is_put_right_again(chromium, ground, ahead):
    ground.start()
    ground.wait_until_ready()
    start_item(ground)
    pages = []
    for seconds, token in ((0, ground.tokens[0]), (HOUR, ground.tokens[1])):
        ahead.write_text(str(seconds))
        context = chromium.new_context(base_url=ground.base)
        context.add_cookies([{"name": "pejl", "value": token, "url": ground.base}])
        pages.append(context.new_page())
        pages[-1].goto("/p/")
        pages[-1].wait_for_selector(".scripted [data-tell]")
    assert [read_shown(page) // 10 for page in pages] == [1, -5]
    for page in pages:
        page.evaluate("document.querySelector('input[type=radio]').focus()")
    ahead.write_text("0")
    for page in pages:
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_function(f"() => /^1[0-4]:/.test(({SHOWN})())")
        assert page.evaluate("document.activeElement.matches('input[type=radio]')")
