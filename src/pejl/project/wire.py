"""Replies on the wire: the head and the body in one write, where uvicorn makes two of them.

A write to the socket is the dearest step of a small reply.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HELD = 65_536


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

    def flush(self) -> None:
        if self.parts and not self.is_closing():
            self.transport.write(b"".join(self.parts))
        self.parts.clear()
        self.held = 0

    def close(self) -> None:
        self.flush()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Protocol(HttpToolsProtocol):
    """uvicorn's own, but for the gathering."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Gathered(transport))  # type: ignore[arg-type]
