"""The server's clock jumps an hour ahead, and back again, while phones answer."""

import asyncio
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

    async def go():
        await wait_for_more(ground, 40)
        for number, token in enumerate(ground.tokens[:3]):
            key, phone = f"mine-{number}", LeanPhone(ground.base, token)
            assert b'"saved":true' in (await phone.answer(ground.slot, make_body(key))).body
            ground.acknowledged.append(key)
            ground.owners[key] = token
        for seconds in JUMPS:
            await jump(ground, ahead, seconds)
        screen = await asyncio.to_thread(httpx.get, f"{ground.base}{ground.stage['screen']}")
        assert screen.status_code == 200

    asyncio.run(under_load(ground, go))
    ground.kill()
    assert ground.count() == WELL
    times = read_times(ground)
    assert (max(times) - min(times)).total_seconds() > 1.9 * HOUR  # the answers saw both jumps
