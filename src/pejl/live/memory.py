"""The hub within one process."""

import asyncio
import contextlib
import threading
from collections.abc import Sequence
from typing import Self

FLUSHES = 5  # times that the hub wakes its listeners in an interval, at most


class Nudges:
    """What one listener hears, merged: enter it, then iterate. One dict, however slow it reads.

    Listening starts on entering, so read the state after that, and nothing is missed between. An
    iteration may be cancelled (a time limit) and taken up again.
    """

    __slots__ = ("_hub", "_pending", "_rests_until", "_waiter", "topics")

    def __init__(self, hub: "MemoryHub", topics: Sequence[str]) -> None:
        self.topics = tuple(topics)
        self._hub = hub
        self._pending: dict[str, int] = {}
        self._rests_until = 0.0
        self._waiter: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        self._hub.add(self)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._hub.remove(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, int]:
        """The highest number of each topic nudged since the last; the end once the hub stops."""
        loop = asyncio.get_running_loop()
        if (rest := self._rests_until - loop.time()) > 0:
            await asyncio.sleep(rest)
        while not self._pending:
            if not self._hub.hears(self):
                raise StopAsyncIteration
            self._waiter = loop.create_future()
            await self._waiter
        self._rests_until = loop.time() + self._hub.interval
        batch, self._pending = self._pending, {}
        return batch

    def merge(self, topic: str, number: int) -> None:
        self._pending[topic] = max(number, self._pending.get(topic, number))
        self.wake()

    def wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)


class MemoryHub:
    """Passes nudges on to the listeners of this process, in the event loop that started it.

    A listener gets at most one batch each `interval` seconds, the first one at once.
    """

    def __init__(self, interval: float = 0.25) -> None:
        self.interval = interval
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: dict[str, set[Nudges]] = {}
        self._lock = threading.Lock()
        self._pending: dict[str, int] = {}
        self._next_flush = 0.0

    async def start(self) -> None:
        """Take up the running event loop. Nudges before this have nobody to reach."""
        with self._lock:
            self._pending.clear()
            self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        """End all listeners' iterations."""
        with self._lock:
            self._loop = None
        listeners = {listener for heard in self._listeners.values() for listener in heard}
        self._listeners.clear()
        for listener in listeners:
            listener.wake()

    def listen(self, topics: Sequence[str]) -> Nudges:
        """Nudges on these topics; to be entered, read and left in the hub's event loop."""
        return Nudges(self, topics)

    def nudge(self, topic: str, number: int) -> None:
        """Tell the topic's listeners its number. From any thread; neither waits nor raises."""
        with self._lock:
            loop, first = self._loop, not self._pending
            if loop is None:
                return
            self._pending[topic] = max(number, self._pending.get(topic, number))
        if first:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens
                loop.call_soon_threadsafe(self._plan_flush, loop)

    def nudge_all(self) -> None:
        """Number 0 on all topics listened to: nudges may have been lost, read again."""
        for topic in list(self._listeners):
            self.nudge(topic, 0)

    def add(self, listener: Nudges) -> None:
        for topic in listener.topics:
            self._listeners.setdefault(topic, set()).add(listener)

    def remove(self, listener: Nudges) -> None:
        for topic in listener.topics:
            listeners = self._listeners.get(topic, set())
            listeners.discard(listener)
            if not listeners:
                self._listeners.pop(topic, None)

    def hears(self, listener: Nudges) -> bool:
        return any(listener in self._listeners.get(topic, ()) for topic in listener.topics)

    def _plan_flush(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_at(self._next_flush, self._flush, loop)

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next_flush = loop.time() + self.interval / FLUSHES
        with self._lock:
            batch, self._pending = self._pending, {}
        for topic, number in batch.items():
            for listener in self._listeners.get(topic, ()):
                listener.merge(topic, number)
