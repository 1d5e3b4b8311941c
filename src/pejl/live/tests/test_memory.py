import asyncio
import tracemalloc

import pytest

from pejl.live import memory
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


def test_one_who_has_missed_nothing_is_told_so():
    hub = MemoryHub()
    before = hub.mark()
    hub.nudge("a", 1)
    after = hub.mark()
    assert not hub.is_calm(["a", "b"], before)
    assert hub.is_calm(["b", "c"], before)
    assert hub.is_calm(["a", "b"], after)
    hub.nudge("b", 1)
    assert not hub.is_calm(["a", "b"], after)
    assert hub.is_calm(["a"], after)


@pytest.mark.parametrize("mark", ["", "x", "1", ".", ".0", "nobody.0", "-1", "9" * 400])
def test_of_what_it_cannot_know_it_does_not_say_that_nothing_was_missed(mark):
    hub = MemoryHub()
    assert not hub.is_calm(["a"], mark)
    assert not hub.is_calm(["a"], f"{hub.mark().split('.')[0]}.{mark or '²'}")
    assert not MemoryHub().is_calm(["a"], hub.mark()), "another process, or after a start"
    ahead = hub.mark().replace(".0", ".1")
    assert not hub.is_calm(["a"], ahead)


def test_after_nudges_that_may_be_lost_nobody_is_told_that_nothing_was_missed():
    hub = MemoryHub()
    before = hub.mark()
    hub.nudge_all()
    assert not hub.is_calm(["a"], before)
    assert hub.is_calm(["a"], hub.mark())


def test_what_is_remembered_of_topics_is_bounded(monkeypatch):
    monkeypatch.setattr(memory, "MOST_REMEMBERED", 3)
    hub = MemoryHub()
    marks = [hub.mark()]
    for topic in "abcde":
        hub.nudge(topic, 1)
        marks.append(hub.mark())
    assert len(hub._last) == 3
    calm = [hub.is_calm(["x"], mark) for mark in marks]
    assert calm == [False, False, True, True, True, True]
    assert not hub.is_calm(["e"], marks[4])
