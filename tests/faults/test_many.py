"""Many servers behind nginx, and all that can go away goes away while a crowd answers: a server
killed every few seconds, Redis stopped, PostgreSQL crashed."""

import asyncio
import json
import random
import time
from types import SimpleNamespace

import httpx
from tests.faults.following import make_followers
from tests.faults.ground import LONG, WELL, keep_answering
from tests.faults.machines import build_site

from pejl.live.limits import raise_limits
from pejl.rehearsal.crowd import Load
from pejl.rehearsal.lean import Broken

PATIENCE = 300  # seconds for what has to come, however busy the machine: speed is not tested here
SERVERS, PHONES, SECONDS, BETWEEN, REST = (4, 2000, 120, 5, 3) if LONG else (2, 40, 9, 3, 0.25)


async def wait_for(is_so, seconds, what):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, what()
        await asyncio.sleep(0.1)


async def press(site, name):
    """A button at the console, again until it works, as a facilitator would."""
    for _time in range(30):
        try:
            return await Load(site.front.base, SimpleNamespace(**site.front.stage), 1).step(name)
        except Broken:
            await asyncio.sleep(1)
    raise AssertionError(f"{name} never worked")


async def kill_servers(site, until, rng):
    """How many were killed, and how many ended by themselves. Where starting takes longer than
    there is between two kills, a kill waits until half of them live."""
    kills = ended = 0
    while time.monotonic() < until:
        await asyncio.sleep(BETWEEN)
        ended += await asyncio.to_thread(site.start_ended)
        if await asyncio.to_thread(site.count_living) < len(site.servers) / 2:
            continue
        await asyncio.to_thread(rng.choice(site.servers).kill)
        kills += await asyncio.to_thread(site.start_ended)
    return kills, ended


async def storm(site):
    """Redis is away twice, and the second time the item is paused meanwhile; PostgreSQL crashes in
    the middle."""
    until = time.monotonic() + SECONDS
    kills = asyncio.create_task(kill_servers(site, until, random.Random(3)))
    await asyncio.sleep(SECONDS / 5)
    await asyncio.to_thread(site.redis.stop)
    await asyncio.sleep(SECONDS / 10)
    await asyncio.to_thread(site.redis.start)
    await asyncio.sleep(SECONDS / 5)
    await asyncio.to_thread(site.postgres.stop)
    await asyncio.sleep(1)
    await asyncio.to_thread(site.postgres.start)
    await asyncio.sleep(SECONDS / 5)
    await asyncio.to_thread(site.redis.stop)
    await press(site, "pause")
    await asyncio.sleep(SECONDS / 10)
    await asyncio.to_thread(site.redis.start)
    return await kills


async def weather(site):
    """The storm, and how long it takes after it until all know what is so; the figures."""
    phones, screen = make_followers(site.front)
    followers = [*phones, screen]
    living = [asyncio.create_task(one.live()) for one in followers]
    answering = [
        asyncio.create_task(keep_answering(site.front, token, seed, REST))
        for seed, token in enumerate(site.front.tokens)
    ]
    try:
        await wait_for(
            lambda: all(one.returns for one in followers), PATIENCE, lambda: "not all came"
        )
        kills, ended = await storm(site)
        await asyncio.to_thread(site.wait_until_ready)
        healed = await measure_until(phones, "paused")
        answers = len(site.front.acknowledged)
        await press(site, "resume")
        heard = await measure_until(phones, "open")
        await wait_for(
            lambda: len(site.front.acknowledged) > answers + PHONES, PATIENCE, lambda: "silent"
        )
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
        people = len({giver for _key, giver in site.postgres.list_stored()})
        await wait_for(
            lambda: screen.answered == people,
            PATIENCE,
            lambda: f"{screen.answered} of {people} on it",
        )
    finally:
        for task in (*living, *answering):
            task.cancel()
        await asyncio.gather(*living, *answering, return_exceptions=True)
    return {
        "phones": len(phones),
        "kills": kills,
        "ended by themselves": ended,
        "streams opened again": sum(one.returns - 1 for one in followers),
        "reads that failed": sum(one.failed for one in followers),
        "all healed after, s": round(healed, 1),
        "all heard a change after, s": round(heard, 1),
    }


async def measure_until(phones, state):
    began = time.monotonic()

    def tell():
        left = [one.state for one in phones if one.state != state]
        return f"{len(left)} phones know nothing of {state}"

    await wait_for(lambda: all(one.state == state for one in phones), PATIENCE, tell)
    return time.monotonic() - began


def test_a_storm_over_many_servers(capsys):
    raise_limits()
    with build_site(SERVERS, PHONES) as site:
        figures = asyncio.run(weather(site))
        stored = [key for key, _giver in site.postgres.list_stored()]
        counted = site.front.count(stored)
        for server in site.servers:
            server.kill()
        alone = httpx.get(f"{site.front.base}/p/")
    figures |= {"acknowledged": len(site.front.acknowledged), "stored": len(stored), **counted}
    with capsys.disabled():
        print(f"\n{json.dumps(figures)}")  # noqa: T201
    assert counted == WELL
    assert alone.status_code == 502
    assert "Siden prøver selv igen" in alone.text
