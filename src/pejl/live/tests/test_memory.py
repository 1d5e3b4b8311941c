import asyncio
import tracemalloc
from contextlib import AsyncExitStack

from pejl.live.memory import MemoryHub


def test_a_slow_listener_costs_one_small_dict_however_much_it_misses():
    async def scene():
        hub = MemoryHub(interval=0)
        await hub.start()
        async with AsyncExitStack() as stack:
            tracemalloc.start()
            listeners = [
                await stack.enter_async_context(hub.listen(["day:1", f"slot:{i}"]))
                for i in range(1000)
            ]
            for number in range(200):
                hub.nudge("day:1", number)
                await asyncio.sleep(0)
            await asyncio.sleep(0.01)
            size, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert size < 1500 * len(listeners)
            assert await anext(listeners[7]) == {"day:1": 199}
        await hub.stop()

    asyncio.run(scene())


def test_who_has_left_is_forgotten():
    async def scene():
        hub = MemoryHub(interval=0)
        await hub.start()
        async with hub.listen(["a"]) as left:
            pass
        async with hub.listen(["a", "b"]) as stays:
            hub.nudge("a", 1)
            assert await anext(stays) == {"a": 1}
            assert [batch async for batch in left] == []
            assert hub.hears(stays)
        assert not hub.hears(stays)

    asyncio.run(scene())
