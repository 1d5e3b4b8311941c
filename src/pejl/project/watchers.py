"""What those who watch the server may ask, by address, without a name, a cookie or a session."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import msgspec

from pejl.project.health import Readiness

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass
class Watchers:
    readiness: Readiness

    async def answer(self, path: str, send: Send) -> bool:
        """Whether the address was theirs, and has been answered."""
        if path == "/healthz":
            await say(send, {"process": True})
        elif path == "/readyz":
            await say(send, await self.readiness.ask())
        else:
            return False
        return True


async def say(send: Send, parts: dict[str, bool]) -> None:
    """200 when all is well, else 503."""
    status = 200 if all(parts.values()) else 503
    await reply(send, status, msgspec.json.encode(parts), b"application/json")


async def reply(send: Send, status: int, body: bytes, kind: bytes) -> None:
    length = str(len(body)).encode()
    fixed = [(b"content-type", kind), (b"content-length", length), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": fixed})
    await send({"type": "http.response.body", "body": body})
