"""What only the hub across processes promises. A second hub stands for a second process."""

import asyncio
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager

import pytest
import redis

from pejl.live import redis_hub
from pejl.live.redis_hub import RedisHub
from pejl.live.tests.conftest import listen


@asynccontextmanager
async def running(*urls):
    """Hubs that have subscribed: each has heard the 0 of its first connection."""
    hubs = [RedisHub(url) for url in urls]
    for hub in hubs:
        await hub.start()
        async with listen(hub, ["warm-up"]) as nudges:
            assert await asyncio.wait_for(anext(nudges), 5) == {"warm-up": 0}
    try:
        yield hubs
    finally:
        for hub in hubs:
            await hub.stop()


async def hear(nudges, wanted, seconds=8):
    """Read on until this topic and number are heard."""
    async with asyncio.timeout(seconds):
        while wanted not in (await anext(nudges)).items():
            pass


async def is_quiet(nudges, seconds=0.5):
    try:
        await asyncio.wait_for(anext(nudges), seconds)
    except TimeoutError:
        return True
    return False


def test_processes_hear_each_other_and_oneself_once(redis_url):
    async def scene():
        async with (
            running(redis_url, redis_url) as (one, other),
            listen(one, ["a"]) as here,
            listen(other, ["a"]) as there,
        ):
            one.nudge("a", 7)
            assert await anext(here) == await anext(there) == {"a": 7}
            assert await is_quiet(here)

    asyncio.run(scene())


def test_a_process_that_only_nudges_and_ends_is_heard(redis_url):
    command = f"from pejl.live.hub import make_hub; make_hub({redis_url!r}).nudge('a', 3)"

    async def scene():
        async with running(redis_url) as (hub,), listen(hub, ["a"]) as nudges:
            await asyncio.to_thread(subprocess.run, [sys.executable, "-c", command], check=True)
            assert await asyncio.wait_for(anext(nudges), 2) == {"a": 3}

    asyncio.run(scene())


def test_database_numbers_keep_two_installations_apart(own_redis):
    async def scene():
        async with (
            running(own_redis.url, own_redis.url[:-1] + "1") as (one, other),
            listen(other, ["a"]) as nudges,
        ):
            one.nudge("a", 1)
            assert await is_quiet(nudges)

    asyncio.run(scene())


@pytest.mark.parametrize("junk", [b"", b"\xff", b"[1]", b'{"a": "x"}'])
def test_a_message_that_is_no_nudge_is_passed_over(own_redis, junk):
    async def scene():
        async with running(own_redis.url) as (hub,), listen(hub, ["a"]) as nudges:
            redis.Redis.from_url(own_redis.url).publish("pejl:0:nudges", junk)
            hub.nudge("a", 1)
            assert await asyncio.wait_for(anext(nudges), 2) == {"a": 1}

    asyncio.run(scene())


def test_heals_after_redis_was_away(own_redis):
    async def scene():
        async with (
            running(own_redis.url, own_redis.url) as (one, other),
            listen(one, ["a", "b"]) as here,
            listen(other, ["b"]) as there,
        ):
            own_redis.stop()
            start = time.monotonic()
            for number in range(100):
                one.nudge("a", number)
            assert time.monotonic() - start < 0.1
            await hear(here, ("a", 99))
            await asyncio.to_thread(own_redis.start)
            await hear(there, ("b", 0))
            await hear(here, ("b", 0))
            one.nudge("b", 5)
            await hear(there, ("b", 5))

    asyncio.run(scene())


def test_what_could_not_be_sent_is_sent_once_redis_is_back(own_redis):
    async def scene():
        own_redis.stop()
        sender = RedisHub(own_redis.url)
        sender.nudge("a", 1)
        await asyncio.sleep(0.2)
        await asyncio.to_thread(own_redis.start)
        async with running(own_redis.url) as (hub,), listen(hub, ["a"]) as nudges:
            await asyncio.sleep(redis_hub.SEND_REST)
            sender.nudge("b", 1)
            assert await asyncio.wait_for(anext(nudges), 2) == {"a": 1}
        await sender.stop()

    asyncio.run(scene())


def test_starts_without_redis_and_finds_it_later(own_redis):
    async def scene():
        own_redis.stop()
        hub = RedisHub(own_redis.url)
        await hub.start()
        async with listen(hub, ["a", "b"]) as nudges:
            hub.nudge("a", 1)
            assert await asyncio.wait_for(anext(nudges), 2) == {"a": 1}
            await asyncio.to_thread(own_redis.start)
            await hear(nudges, ("b", 0))
        await hub.stop()

    asyncio.run(scene())


def test_a_redis_that_has_gone_silent_holds_nobody_up(own_redis, monkeypatch):
    monkeypatch.setattr(redis_hub, "QUIET", 0.2)
    monkeypatch.setattr(redis_hub, "PATIENCE", 0.3)

    async def scene():
        async with running(own_redis.url) as (hub,), listen(hub, ["a", "b"]) as nudges:
            own_redis.process.send_signal(signal.SIGSTOP)
            start = time.monotonic()
            hub.nudge("a", 1)
            assert time.monotonic() - start < 0.1
            await hear(nudges, ("a", 1), seconds=2)
            own_redis.process.send_signal(signal.SIGCONT)
            await hear(nudges, ("b", 0))

    asyncio.run(scene())


def test_no_process_says_that_nothing_was_missed_since_another_may_have_died_with_its_news(
    redis_url,
):
    async def scene():
        async with running(redis_url, redis_url) as (one, other):
            for hub in (one, other):
                assert not any(hub.is_calm(["a"], mark) for mark in (one.mark(), other.mark(), ""))

    asyncio.run(scene())
