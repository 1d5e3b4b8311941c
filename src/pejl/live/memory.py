"""The hub within one process."""

import asyncio
import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

FLUSHES = 5  # times that the hub wakes its listeners in an interval, at most
MOST_REMEMBERED = 20_000  # topics
AT_ONCE = 500  # listeners told before others have the event loop again
Tell = Callable[[dict[str, int]], None]


class Listener:
    """One who listens: told the highest number of each topic since the last time, merged."""

    __slots__ = ("_hub", "_pending", "_planned", "_rests_until", "_tell", "topics")

    def __init__(self, hub: "MemoryHub", topics: Sequence[str], tell: Tell) -> None:
        self.topics = tuple(topics)
        self._hub, self._tell = hub, tell
        self._pending: dict[str, int] = {}
        self._rests_until = 0.0
        self._planned = False

    def leave(self) -> None:
        """Nothing is told from now on. Leaving twice is no error."""
        self._hub.remove(self)
        self._pending.clear()

    def merge(self, topic: str, number: int) -> None:
        self._pending[topic] = max(number, self._pending.get(topic, number))

    def wake(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tells what is pending now, or when the interval since the last time is over."""
        if self._planned:
            return
        if self._rests_until > loop.time():
            self._planned = True
            loop.call_at(self._rests_until, self._deliver, loop)
        else:
            self._deliver(loop)

    def _deliver(self, loop: asyncio.AbstractEventLoop) -> None:
        self._planned = False
        if self._pending:
            self._rests_until = loop.time() + self._hub.interval
            batch, self._pending = self._pending, {}
            self._tell(batch)


class MemoryHub:
    """Passes nudges on to the listeners of this process, in the event loop that started it.

    A listener is told at most once each `interval` seconds, the first time at once.
    """

    def __init__(self, interval: float = 0.25) -> None:
        self.interval = interval
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: dict[str, set[Listener]] = {}
        self._lock = threading.Lock()
        self._pending: dict[str, int] = {}
        self._next_flush = 0.0
        self._life = secrets.token_hex(4)  # another process's marks are not ours
        self._last: dict[str, int] = {}  # nudge of each topic, by number, oldest first
        self._forgotten = 0  # so far back nothing is known
        self.nudged = 0

    def greet(self) -> str:
        """Nothing keeps news from travelling."""
        return ""

    async def start(self) -> None:
        """Take up the running event loop. Nudges before this have nobody to reach."""
        with self._lock:
            self._pending.clear()
            self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        """Nobody is told anything any more."""
        with self._lock:
            self._loop = None
        for listener in [one for heard in self._listeners.values() for one in heard]:
            listener.leave()

    def hears(self) -> bool:
        """Whether it has been started."""
        return self._loop is not None

    def mark(self) -> str:
        """See `Hub.mark`."""
        with self._lock:
            return f"{self._life}.{self.nudged}"

    def is_calm(self, topics: Sequence[str], mark: str) -> bool:
        """See `Hub.is_calm`."""
        life, _dot, number = mark.partition(".")
        if life != self._life or not number.isascii() or not number.isdecimal():
            return False
        since = int(number[:18])
        with self._lock:
            known = self._forgotten <= since <= self.nudged
            return known and all(self._last.get(topic, 0) <= since for topic in topics)

    def listen(self, topics: Sequence[str], tell: Tell) -> Listener:
        """Calls `tell` with nudges on these topics, in the hub's event loop, until one leaves."""
        listener = Listener(self, topics, tell)
        for topic in listener.topics:
            self._listeners.setdefault(topic, set()).add(listener)
        return listener

    def remove(self, listener: Listener) -> None:
        for topic in listener.topics:
            listeners = self._listeners.get(topic, set())
            listeners.discard(listener)
            if not listeners:
                self._listeners.pop(topic, None)

    def nudge(self, topic: str, number: int) -> None:
        """Tell the topic's listeners its number. From any thread; neither waits nor raises."""
        with self._lock:
            self.nudged += 1
            self._remember(topic)
            loop, first = self._loop, not self._pending
            if loop is None:
                return
            self._pending[topic] = max(number, self._pending.get(topic, number))
        if first:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens
                loop.call_soon_threadsafe(self._plan_flush, loop)

    def _remember(self, topic: str) -> None:
        """With the lock held."""
        self._last.pop(topic, None)
        self._last[topic] = self.nudged
        if len(self._last) > MOST_REMEMBERED:
            self._forgotten = self._last.pop(next(iter(self._last)))

    def nudge_all(self) -> None:
        """Number 0 on all topics listened to: nudges may have been lost, read again."""
        with self._lock:
            self.nudged += 1
            self._forgotten = self.nudged
        for topic in list(self._listeners):
            self.nudge(topic, 0)

    def _plan_flush(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.call_at(self._next_flush, self._flush, loop)

    def _flush(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next_flush = loop.time() + self.interval / FLUSHES
        with self._lock:
            batch, self._pending = self._pending, {}
        woken: dict[Listener, None] = {}
        for topic, number in batch.items():
            for listener in self._listeners.get(topic, ()):
                listener.merge(topic, number)
                woken[listener] = None
        wake_all(iter(woken), loop)


def wake_all(listeners: Iterator[Listener], loop: asyncio.AbstractEventLoop) -> None:
    """In parts, so that a full room's phones do not hold up the answers that come meanwhile."""
    part = list(islice(listeners, AT_ONCE))
    for listener in part:
        listener.wake(loop)
    if len(part) == AT_ONCE:
        loop.call_soon(wake_all, listeners, loop)
