import asyncio
import tracemalloc

from pejl.live.memory import MemoryHub


def test_a_listener_costs_little_however_much_is_nudged():
    async def scene():
        hub, heard = MemoryHub(interval=60), []
        await hub.start()
        tracemalloc.start()
        listeners = [hub.listen(["day:1", f"slot:{i}"], heard.append) for i in range(1000)]
        for number in range(200):
            hub.nudge("day:1", number)
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert size < 2000 * len(listeners)
        assert len(heard) == len(listeners)
        await hub.stop()

    asyncio.run(scene())


def test_who_has_left_is_told_nothing_and_forgotten():
    async def scene():
        hub, one, other = MemoryHub(interval=0.05), [], []
        await hub.start()
        left = hub.listen(["a"], one.append)
        hub.listen(["a", "b"], other.append)
        hub.nudge("a", 1)
        await asyncio.sleep(0.02)
        hub.nudge("a", 2)  # is to be told when the interval is over
        await asyncio.sleep(0)
        left.leave()
        left.leave()
        await asyncio.sleep(0.2)
        assert one == [{"a": 1}]
        assert other == [{"a": 1}, {"a": 2}]
        assert [len(heard) for heard in hub._listeners.values()] == [1, 1]
        await hub.stop()

    asyncio.run(scene())
