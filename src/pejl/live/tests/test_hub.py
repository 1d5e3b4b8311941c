"""What both hubs promise."""

import asyncio
import threading
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from itertools import pairwise

import pytest

from pejl.live.hub import make_hub
from pejl.live.tests.conftest import listen


@asynccontextmanager
async def running(url):
    hub = make_hub(url)
    await hub.start()
    try:
        await until_it_hears(hub)
        yield hub
    finally:
        await hub.stop()


async def until_it_hears(hub):
    """Until a nudge has gone all the way round, and nothing else is on its way."""
    async with listen(hub, ["warm-up"]) as nudges:
        hub.nudge("warm-up", 1)
        await asyncio.wait_for(anext(nudges), 5)
        await collect(nudges, 0.4)


async def collect(nudges, seconds):
    batches = []
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for batch in nudges:
                batches.append(batch)
    return batches


def test_the_first_comes_at_once_and_the_rest_merged_to_the_highest(hub_url):
    async def scene():
        async with running(hub_url) as hub, listen(hub, ["a", "b"]) as nudges:
            start = time.monotonic()
            hub.nudge("a", 1)
            assert await anext(nudges) == {"a": 1}
            assert time.monotonic() - start < 0.2
            for number in (2, 9, 3):
                hub.nudge("a", number)
                hub.nudge("b", number - 10)
            assert await anext(nudges) == {"a": 9, "b": -1}
            assert time.monotonic() - start > 0.24

    asyncio.run(scene())


def test_a_stream_of_nudges_becomes_one_batch_an_interval(hub_url):
    async def scene():
        async with running(hub_url) as hub, listen(hub, ["a"]) as nudges:
            streaming = asyncio.create_task(nudge_on(hub))
            heard = []
            async for batch in nudges:
                heard.append(time.monotonic())
                if batch == {"a": 99}:
                    break
            await streaming
            assert min(later - one for one, later in pairwise(heard)) > 0.24

    async def nudge_on(hub):
        for number in range(100):
            hub.nudge("a", number)
            await asyncio.sleep(0.01)

    asyncio.run(scene())


def test_one_hears_only_ones_own_topics_and_all_who_listen_hear(hub_url):
    async def scene():
        async with running(hub_url) as hub, AsyncExitStack() as stack:
            one = await stack.enter_async_context(listen(hub, ["a"]))
            other = await stack.enter_async_context(listen(hub, ["a", "b"]))
            hub.nudge("b", 2)
            hub.nudge("c", 3)
            assert await anext(other) == {"b": 2}
            hub.nudge("a", 1)
            assert await anext(one) == {"a": 1} == await anext(other)

    asyncio.run(scene())


def test_nudges_from_many_threads_all_count(hub_url):
    async def scene():
        async with running(hub_url) as hub, listen(hub, ["0", "1", "2", "3"]) as nudges:

            def nudge_often(topic):
                for number in range(1000):
                    hub.nudge(topic, number)

            threads = [threading.Thread(target=nudge_often, args=[str(i)]) for i in range(4)]
            for thread in threads:
                thread.start()
            batches = await collect(nudges, 1)
            highest = {topic: n for batch in batches for topic, n in batch.items()}
            assert highest == dict.fromkeys("0123", 999)

    asyncio.run(scene())


def test_ten_thousand_listeners_hear_within_a_second(hub_url):
    async def scene():
        async with running(hub_url) as hub:
            everyone = [asyncio.create_task(hear_one(hub)) for _ in range(10_000)]
            await asyncio.sleep(0)
            start = time.monotonic()
            hub.nudge("a", 1)
            assert await asyncio.gather(*everyone) == [{"a": 1}] * 10_000
            assert time.monotonic() - start < 1

    async def hear_one(hub):
        async with listen(hub, ["a"]) as nudges:
            return await anext(nudges)

    asyncio.run(scene())


def test_nothing_is_told_after_stopping(hub_url):
    async def scene():
        async with running(hub_url) as hub, listen(hub, ["a"]) as nudges:
            hub.nudge("a", 1)
            assert await anext(nudges) == {"a": 1}
            hub.nudge("a", 2)
            await hub.stop()
            hub.nudge("a", 3)
            assert await collect(nudges, 0.5) == []

    asyncio.run(scene())


def test_nudging_before_the_start_and_after_the_end_is_no_error(hub_url):
    hub = make_hub(hub_url)
    hub.nudge("a", 1)

    async def scene():
        await hub.start()
        async with listen(hub, ["a"]) as nudges:
            hub.nudge("a", 2)
            assert (await asyncio.wait_for(anext(nudges), 5))["a"] in {1, 2}
        await hub.stop()
        hub.nudge("a", 3)
        await hub.start()
        await until_it_hears(hub)

    asyncio.run(scene())
    hub.nudge("a", 4)  # the hub was not stopped, but its event loop is closed


@pytest.mark.parametrize("url", ["", "localhost:6379", "http://localhost"])
def test_refuses_an_address_that_is_no_hub(url):
    with pytest.raises(ValueError, match="memory:// or redis://"):
        make_hub(url)
