"""HTTP under /a/ by hand, on uvicorn's own protocol: answers and event streams.

An answer needs no task, no ASGI messages and one write; an event stream that is quiet holds a
socket and a few hundred bytes. All else goes the ordinary way, its head and body in one write.
"""

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HELD = 65_536
LARGEST_BODY = 32_000
LANE = b"/a/"
PAGE = b"text/html; charset=utf-8"
Headers = list[tuple[bytes, bytes]]
logger = logging.getLogger(__name__)


class Gathered:
    """A transport that sends together what is written within one turn of the event loop."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        self.plan = asyncio.get_running_loop().call_soon
        self.parts: list[bytes] = []
        self.held = 0
        self.is_closing = transport.is_closing  # asked for at each request

    def write(self, data: bytes) -> None:
        if not self.parts:
            self.plan(self.flush)
        self.parts.append(data)
        self.held += len(data)
        if self.held > MOST_HELD:  # so that a slow reader slows the writer down
            self.flush()

    def write_whole(self, data: bytes) -> None:
        """At once what is whole by itself."""
        self.flush()
        self.transport.write(data)

    def flush(self) -> None:
        if self.parts:
            if not self.is_closing():
                self.transport.write(b"".join(self.parts))
            self.parts.clear()
            self.held = 0

    def close(self) -> None:
        self.flush()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Exchange:
    """One request under /a/ and its reply. It stands where uvicorn has its request cycle, and so
    has that one's names for what the protocol asks of it."""

    __slots__ = (
        "body",
        "disconnected",
        "headers",
        "keep_alive",
        "large",
        "method",
        "more_body",
        "on_end",
        "path",
        "protocol",
        "query",
        "queued",
        "response_complete",
        "streaming",
    )
    message_event: ClassVar[Any]
    all_headers: ClassVar[Headers] = []  # of each reply that is given here
    page_headers: ClassVar[Headers] = []  # of each page

    def __init__(self, protocol: "Protocol", method: bytes, url: bytes, headers: Headers) -> None:
        path, _mark, self.query = url.partition(b"?")
        self.path = path.decode("latin-1")
        self.protocol, self.method, self.headers = protocol, method, headers
        self.keep_alive = protocol.parser.should_keep_alive()
        self.body = bytearray()
        self.more_body = True
        self.disconnected = self.response_complete = False
        self.large = self.queued = self.streaming = False
        self.on_end: Callable[[], None] | None = None

    def reply_page(self, status: int, page: bytes, *headers: tuple[bytes, bytes]) -> None:
        """As `reply`, with HTML and the headers that pages have."""
        self.reply(status, page, *self.page_headers, *headers, content_type=PAGE)

    def reply(
        self,
        status: int,
        body: bytes,
        *headers: tuple[bytes, bytes],
        content_type: bytes = b"application/json",
    ) -> None:
        """Once, from the event loop. Nobody is told when the connection has gone, and one that asks
        on and on and never reads what it gets is let go."""
        protocol = self.protocol
        if self.response_complete or self.disconnected or protocol.transport.is_closing():
            return
        if protocol.transport.get_write_buffer_size() > MOST_HELD:
            protocol.transport.abort()
            return
        self.response_complete = True
        parts = [make_head(status, protocol.server_state.default_headers, content_type)]
        parts += [b"%b: %b\r\n" % header for header in headers]
        if not self.keep_alive:
            parts.append(b"connection: close\r\n")
        parts.append(b"content-length: %d\r\n\r\n%b" % (len(body), body))
        protocol.transport.write_whole(b"".join(parts))  # type: ignore[attr-defined]
        if not self.keep_alive:
            protocol.transport.close()
        protocol.on_response_complete()

    def open_stream(self, content_type: bytes, on_end: Callable[[], None]) -> None:
        """Begins a reply that goes on until either side ends it; `on_end` is called once then."""
        protocol = self.protocol
        self.streaming, self.on_end = True, on_end
        head = make_head(200, protocol.server_state.default_headers, content_type)
        framing = b"transfer-encoding: chunked" if self.keep_alive else b"connection: close"
        more = b"x-accel-buffering: no\r\n%b\r\n\r\n" % framing
        protocol.transport.write_whole(head + more)  # type: ignore[attr-defined]
        self.headers, self.body = [], bytearray()
        protocol.slim()

    def send(self, data: bytes) -> None:
        """More of the stream. One that never reads what it gets is let go."""
        transport = self.protocol.transport
        if transport.get_write_buffer_size() > MOST_HELD:
            transport.abort()
        elif not transport.is_closing():
            framed = b"%x\r\n%b\r\n" % (len(data), data) if self.keep_alive else data
            transport.write_whole(framed)  # type: ignore[attr-defined]

    def end_stream(self) -> None:
        if self.streaming and not self.response_complete:
            if self.keep_alive:
                self.protocol.transport.write_whole(b"0\r\n\r\n")  # type: ignore[attr-defined]
            self.protocol.transport.close()
            self.forget()

    def forget(self) -> None:
        """The connection is over."""
        self.response_complete = True
        ended, self.on_end = self.on_end, None
        if ended is not None:
            ended()


class Unheard:
    """uvicorn wakes a request's task by this; an exchange has none."""

    def set(self) -> None:
        pass


Exchange.message_event = Unheard()
Heads = dict[tuple[int, bytes], bytes]
heads: Heads = {}
dated: list[Any] = [None]


def make_head(
    status: int, default_headers: Headers, content_type: bytes = b"application/json"
) -> bytes:
    """The status line and the headers that are the same for a second: uvicorn makes a new list of
    its own each time."""
    if dated[0] is not default_headers:
        dated[0] = default_headers
        heads.clear()
    head = heads.get((status, content_type))
    if head is None:
        fixed = [*default_headers, *Exchange.all_headers]
        fixed += [(b"content-type", content_type), (b"cache-control", b"no-store")]
        lines = b"".join(b"%b: %b\r\n" % pair for pair in fixed)
        head = b"HTTP/1.1 %d %b\r\n%b" % (status, HTTPStatus(status).phrase.encode(), lines)
        heads[status, content_type] = head
    return head


class Protocol(HttpToolsProtocol):
    """uvicorn's own; what is under /a/ goes to `lane`, called in the event loop once the request is
    there whole (or is too large: `Exchange.large`)."""

    lane: ClassVar["staticmethod[[Exchange], None] | None"] = None
    cycle: Any

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Gathered(transport))  # type: ignore[arg-type]

    def on_headers_complete(self) -> None:
        if isinstance(self.cycle, Exchange) and self.cycle.streaming:
            self.cycle.end_stream()  # a stream's connection is for nothing else
            return
        if self.lane is None or not self.url.startswith(LANE):
            super().on_headers_complete()
            return
        busy = self.cycle is not None and not self.cycle.response_complete
        exchange = Exchange(self, self.parser.get_method(), self.url, self.headers)
        self.cycle = exchange
        if busy:
            exchange.queued = True
            self.flow.pause_reading()
            self.pipeline.appendleft((exchange, self.app))  # type: ignore[arg-type]
        elif self.expect_100_continue:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, body: bytes) -> None:
        exchange = self.cycle
        if not isinstance(exchange, Exchange):
            super().on_body(body)
        elif not exchange.large:
            exchange.body += body
            exchange.large = len(exchange.body) > LARGEST_BODY
            if exchange.large and not exchange.queued:
                self.pass_on(exchange)

    def on_message_complete(self) -> None:
        exchange = self.cycle
        super().on_message_complete()
        if isinstance(exchange, Exchange) and not exchange.queued and not exchange.large:
            self.pass_on(exchange)

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        if not isinstance(cycle, Exchange):
            super()._start_asgi_task(cycle, app)
            return
        cycle.queued = False
        if (
            cycle.large or not cycle.more_body
        ):  # soon: a reply that is there at once begins the next
            asyncio.get_running_loop().call_soon(self.pass_on, cycle)

    def on_response_complete(self) -> None:
        """uvicorn reads on after each reply, however many requests are waiting already."""
        super().on_response_complete()
        if self.pipeline:
            self.flow.pause_reading()

    def pass_on(self, exchange: Exchange) -> None:
        try:
            self.lane(exchange)  # type: ignore[misc]
        except Exception:
            logger.exception("A request under %s failed", LANE.decode())
            exchange.reply(500, b"{}")

    def slim(self) -> None:
        """A stream may stay for hours: lets go of what only a next request needs."""
        self.headers, self.scope = [], None  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if isinstance(self.cycle, Exchange):
            self.cycle.forget()

    def shutdown(self) -> None:
        if isinstance(self.cycle, Exchange):
            self.cycle.end_stream()
        super().shutdown()
