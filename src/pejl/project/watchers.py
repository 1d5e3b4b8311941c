"""What those who watch the server may ask, by address, without a cookie or a session."""

import hmac
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from django.conf import settings

from pejl.live.aside import run_aside, wait_for
from pejl.project.health import Readiness
from pejl.project.metrics import KIND, Parts, write_metrics
from pejl.project.middleware import list_headers

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
PATIENCE = 8.0  # seconds: Prometheus waits for 10


LOCAL = re.compile(rb"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")
PASSED_ON = {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host",
             b"x-real-ip"}  # fmt: skip


def may_read(scope: Mapping[str, Any]) -> bool:
    """Figures are for who has PEJL_METRICS_TOKEN, or, where there is none, for this machine itself:
    how many answers come when would tell something of a small day."""
    headers = dict(scope["headers"])
    if token := settings.PEJL_METRICS_TOKEN:
        given = headers.get(b"authorization", b"")
        return hmac.compare_digest(given, b"Bearer " + token.encode())
    # By its name too: a page elsewhere may have its own name lead here, for a browser here.
    direct = is_here(scope) and LOCAL.fullmatch(headers.get(b"host", b"")) is not None
    return direct and PASSED_ON.isdisjoint(headers)


def is_here(scope: Mapping[str, Any]) -> bool:
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


@dataclass
class Watchers:
    readiness: Readiness
    parts: Parts

    async def answer(self, scope: Mapping[str, Any], send: Send) -> bool:
        """Whether the address was theirs, and has been answered."""
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            return False
        if path == "/healthz":
            await say(send, {"process": True})
        elif path == "/readyz":
            await say(send, await self.readiness.ask())
        elif path == "/metrics" and may_read(scope):
            await self.give_metrics(send)
        else:
            return False
        return True

    async def give_metrics(self, send: Send) -> None:
        ready = await self.readiness.ask()
        writing = run_aside(partial(write_metrics, self.parts, ready), "metrics")
        try:
            await reply(send, 200, await wait_for(writing, PATIENCE), KIND)
        except TimeoutError:
            await reply(send, 503, b"", KIND)


async def say(send: Send, parts: dict[str, bool]) -> None:
    """200 when all is well, else 503."""
    status = 200 if all(parts.values()) else 503
    await reply(send, status, msgspec.json.encode(parts), b"application/json")


async def reply(send: Send, status: int, body: bytes, kind: bytes) -> None:
    length = str(len(body)).encode()
    fixed = [(b"content-type", kind), (b"content-length", length), (b"cache-control", b"no-store")]
    fixed += list_headers()
    await send({"type": "http.response.start", "status": status, "headers": fixed})
    await send({"type": "http.response.body", "body": body})
