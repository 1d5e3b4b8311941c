"""The leanest phone there is: one kept connection, raw HTTP/1.1, bytes in and bytes out."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *pejl=([^;]+)", re.IGNORECASE)
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"


class Broken(Exception):
    """The server closed the connection, or did not answer in time."""


@dataclass(frozen=True)
class Reply:
    status: int
    head: bytes
    body: bytes


class Wire(asyncio.Protocol):
    """One request at a time; after `on_event` is set, an event stream whose news are told to it.
    `calm`: it began by saying that what was read before still stands."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = bytearray()
        self.waiter: asyncio.Future[Reply] | None = None
        self.on_event: Callable[[], None] | None = None
        self.end = -1  # of the reply's body, once its head has come
        self.calm = False
        self.ended = asyncio.Event()

    @property
    def open(self) -> bool:
        return self.transport is not None and not self.transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        self.ended.set()
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_exception(Broken("closed"))

    def data_received(self, data: bytes) -> None:
        if self.on_event is not None:
            self.hear(data)
            return
        self.buffer += data
        if self.end < 0:
            self.read_head()
        if 0 <= self.end <= len(self.buffer):
            self.hand_over()

    def become_stream(self, on_event: Callable[[], None]) -> None:
        """After the reply's head; with it came perhaps how the stream begins."""
        self.on_event = on_event
        self.hear(bytes(self.buffer))
        self.buffer.clear()

    def hear(self, data: bytes) -> None:
        self.calm = self.calm or b"event: calm" in data
        if self.on_event is not None and b"data: {" in data:  # not the beats
            self.on_event()

    def read_head(self) -> None:
        at = self.buffer.find(b"\r\n\r\n")
        if at >= 0:
            found = LENGTH.search(self.buffer, 0, at)
            self.end = at + 4 + (int(found[1]) if found else 0)

    def hand_over(self) -> None:
        at = self.buffer.find(b"\r\n\r\n")
        head, body = bytes(self.buffer[:at]), bytes(self.buffer[at + 4 : self.end])
        del self.buffer[: self.end]
        self.end = -1
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(Reply(int(head[9:12]), head, body))

    async def ask(self, request: bytes, patience: float = 60) -> Reply:
        """Raises Broken."""
        if self.transport is None:
            raise Broken("closed")
        self.waiter = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        try:
            async with asyncio.timeout(patience):
                return await self.waiter
        except TimeoutError as fault:
            self.close()  # else its answer would be taken for that of the next
            raise Broken("no answer") from fault

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class LeanPhone:
    """A participant's phone: a cookie, a connection for requests and one for the stream."""

    def __init__(self, base: str, token: str = "") -> None:
        parts = urlsplit(base)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.origin = f"http://{self.host}:{self.port}"
        self.token = token
        self.wire, self.stream = Wire(), Wire()

    async def connect(self, wire: Wire) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: wire, self.host, self.port)
        except OSError as fault:
            raise Broken(str(fault)) from fault

    def make_request(self, method: str, path: str, more: str = "", body: str = "") -> bytes:
        return (
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"User-Agent: {AGENT}\r\nAccept-Language: da\r\nAccept-Encoding: gzip, br\r\n"
            f"Cookie: pejl={self.token}; django_language=da\r\n{more}\r\n{body}"
        ).encode()

    async def send(self, request: bytes, patience: float = 60) -> Reply:
        """On the kept connection; a new one when the old is gone. Raises Broken."""
        if not self.wire.open:
            self.wire = Wire()
            await self.connect(self.wire)
        return await self.wire.ask(request, patience)

    async def get(self, path: str, patience: float = 60) -> Reply:
        reply = await self.send(self.make_request("GET", path), patience)
        if found := COOKIE.search(reply.head):
            self.token = found[1].decode("latin-1")
        return reply

    async def answer(self, slot: int, body: str) -> Reply:
        more = (
            "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Origin: {self.origin}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Content-Length: {len(body)}\r\n"
        )
        return await self.send(self.make_request("POST", f"/a/{slot}", more, body))

    async def listen(self, topics: str, on_event: Callable[[], None], heard: str = "") -> None:
        """Opens the event stream; returns when it is open. `heard` is the mark that stood on what
        was read last. Raises Broken."""
        self.stream = Wire()
        await self.connect(self.stream)
        address = f"/a/events?t={topics}&h={heard}"
        request = self.make_request("GET", address, "Accept: text/event-stream\r\n")
        reply = await self.stream.ask(request)
        if reply.status != 200:
            raise Broken(f"stream: {reply.status}")
        self.stream.become_stream(on_event)

    def close(self) -> None:
        self.wire.close()
        self.stream.close()
