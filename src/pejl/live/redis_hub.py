"""The hub across processes: publish and subscribe through Redis or Valkey."""

import asyncio
import contextlib
import logging
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import redis
import redis.asyncio
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from pejl.live.memory import Listener, MemoryHub, Tell

PATIENCE = 2.0  # seconds to wait for Redis to answer
QUIET = 5.0  # seconds without a word before asking whether Redis is still there
SEND_GAP = 0.05  # seconds between two messages of one process
SEND_REST = 1.0  # seconds before sending is tried again
LONGEST_BACK_OFF = 2.0  # seconds before subscribing is tried again

logger = logging.getLogger(__name__)


class RedisHub:
    """Nudges go to all processes on the same Redis and database number, and to listeners here.

    While Redis is away, nudges reach this process's own listeners, and what the others should have
    heard is kept (a number a topic) until it is back. Then all listeners hear 0: read again.
    """

    def __init__(self, url: str, interval: float = 0.25) -> None:
        self._local = MemoryHub(interval)
        self._redis = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 1),
            protocol=2,  # in 3 a missing password is told by a sentence that nobody understands
        )
        # Without a socket time limit: with one, redis-py can swallow the cancellation on stopping.
        self._subscriber = redis.asyncio.Redis.from_url(
            url, socket_timeout=None, retry=AsyncRetry(NoBackoff(), 0), protocol=2
        )
        database = self._redis.get_connection_kwargs().get("db") or 0
        self._channel = f"pejl:{database}:nudges"
        self._sender = ThreadPoolExecutor(1, "pejl-hub")
        self._lock = threading.Lock()
        self._pending: dict[str, int] = {}
        self._sending = False
        self.nudged = 0
        self._rests_until = 0.0
        self._hearing = False
        self._following: asyncio.Task[None] | None = None

    def greet(self) -> str:
        """Why Redis cannot be used now; empty when it can. Raises ValueError where it is there and
        refuses: the password or the database's number is wrong."""
        try:
            self._redis.ping()
        except (redis.AuthenticationError, redis.ResponseError) as error:
            raise ValueError(str(error)) from error
        except (redis.RedisError, OSError) as error:
            return str(error)
        return ""

    async def start(self) -> None:
        """Begin to hear; returns at once, whether Redis is there or not."""
        await self._local.start()
        self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop hearing, once what was nudged before is sent."""
        if self._following:
            self._following.cancel()
            await asyncio.wait([self._following])
        await self._subscriber.aclose()
        await asyncio.wrap_future(self._sender.submit(self._redis.close))
        await self._local.stop()

    def hears(self) -> bool:
        """Whether Redis is heard."""
        return self._hearing

    def mark(self) -> str:
        """None: see `is_calm`."""
        return ""

    def is_calm(self, topics: Sequence[str], mark: str) -> bool:
        """Never known: a process that dies takes along what it had committed and not yet nudged,
        and those who followed it come to the others."""
        return False

    def listen(self, topics: Sequence[str], tell: Tell) -> Listener:
        """Calls `tell` with nudges on these topics, in the hub's event loop, until one leaves."""
        return self._local.listen(topics, tell)

    def nudge(self, topic: str, number: int) -> None:
        """Tell the topic's listeners its number. From any thread; neither waits nor raises.

        A process that has not started the hub can nudge too; it only sends.
        """
        with self._lock:
            self.nudged += 1
            self._keep({topic: number})
        if not self._hearing or self._is_resting():
            self._local.nudge(topic, number)
        self._send_soon()

    def _is_resting(self) -> bool:
        return time.monotonic() < self._rests_until

    def _keep(self, numbers: dict[str, int]) -> None:
        """With the lock held."""
        for topic, number in numbers.items():
            self._pending[topic] = max(number, self._pending.get(topic, number))

    def _send_soon(self) -> None:
        with self._lock:
            if self._sending or not self._pending or self._is_resting():
                return
            self._sending = True
        with contextlib.suppress(RuntimeError):  # the interpreter is ending
            self._sender.submit(self._send)

    def _send(self) -> None:
        while numbers := self._take():
            try:
                self._redis.publish(self._channel, msgspec.json.encode(numbers))
            except (redis.RedisError, OSError) as error:
                self._put_back(numbers)
                logger.warning("Could not send nudges: %s", error)
                return
            time.sleep(SEND_GAP)

    def _take(self) -> dict[str, int]:
        with self._lock:
            numbers, self._pending = self._pending, {}
            self._sending = bool(numbers)
        return numbers

    def _put_back(self, numbers: dict[str, int]) -> None:
        """Keep what could not be sent, and tell those who listen here of all that waits."""
        with self._lock:
            self._keep(numbers)
            waiting = dict(self._pending)
            self._rests_until = time.monotonic() + SEND_REST
            self._sending = False
        for topic, number in waiting.items():
            self._local.nudge(topic, number)

    async def _follow(self) -> None:
        failures = 0
        while True:
            try:
                async with self._subscriber.pubsub() as pubsub:
                    async with asyncio.timeout(PATIENCE):
                        await pubsub.subscribe(self._channel)
                    await self._hear(pubsub)
            except (redis.RedisError, OSError) as error:
                failures = 0 if self._hearing else failures + 1
                if failures < 2:  # not at each attempt of a long outage
                    logger.warning("Lost Redis, will try again: %s", error)
            finally:
                self._hearing = False
            longest = min(LONGEST_BACK_OFF, 0.1 * 2 ** min(failures, 10))
            await asyncio.sleep(random.uniform(longest / 2, longest))  # noqa: S311

    async def _hear(self, pubsub: PubSub) -> None:
        """Pass on what comes. Raises redis.RedisError when the connection is lost or silent."""
        while True:
            message = await pubsub.get_message(timeout=QUIET)
            if message is None:
                await pubsub.ping()
                message = await pubsub.get_message(timeout=PATIENCE)
            if message is None:
                raise redis.TimeoutError("no answer")
            if message["type"] == "subscribe":
                self._welcome_back()
            elif message["type"] == "message":
                self._pass_on(message["data"])
            self._send_soon()

    def _welcome_back(self) -> None:
        """Nudges may have been lost since the last connection: read again."""
        logger.info("Hears Redis")
        self._hearing = True
        self._rests_until = 0.0
        self._local.nudge_all()

    def _pass_on(self, data: bytes) -> None:
        with contextlib.suppress(msgspec.MsgspecError):  # somebody else's message
            for topic, number in msgspec.json.decode(data, type=dict[str, int]).items():
                self._local.nudge(topic, number)
