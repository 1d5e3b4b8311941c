"""Who gets one of Django's threads next. Those who run a day, and its screen, do not wait behind a
room that reads all at once; and nobody is served who has gone while waiting."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Pages = Callable[[Scope, Receive, Send], Awaitable[None]]

CROWD = ("/p/", "/l/", "/j/")  # what phones read
AT_ONCE = 3  # pages of phones: more share the one interpreter, and cost half as much again
MOST_SENT = 64_000  # bytes: the forms that phones send there are short


class Turns:
    """Stands before `pages`, which has more threads than phones get at once. A turn begins when the
    request is there whole, so that none is held by who is slow to send it."""

    def __init__(self, pages: Pages, at_once: int = AT_ONCE) -> None:
        self.pages = pages
        self.crowd = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(CROWD):
            await self.pages(scope, receive, send)
            return
        request = await take_in(receive)
        if request["type"] == "http.disconnect":
            return
        if len(request["body"]) > MOST_SENT:
            await refuse(send)
            return
        ended = asyncio.ensure_future(receive())  # what comes next is that they have gone
        try:
            async with self.crowd:
                if not ended.done():
                    await self.pages(scope, begin_with(request, ended), send)
        finally:
            ended.cancel()


async def take_in(receive: Receive) -> Message:
    """The request with its whole body, or as much of it as is more than may be sent; or that they
    have gone."""
    body = bytearray()
    while len(body) <= MOST_SENT:
        message = await receive()
        if message["type"] == "http.disconnect":
            return message
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return {"type": "http.request", "body": bytes(body), "more_body": False}


async def refuse(send: Send) -> None:
    await send(
        {"type": "http.response.start", "status": 413, "headers": [(b"connection", b"close")]}
    )
    await send({"type": "http.response.body", "body": b""})


def begin_with(request: Message, ended: "asyncio.Future[Message]") -> Receive:
    waiting = [request]

    async def read() -> Message:
        return waiting.pop() if waiting else await asyncio.shield(ended)

    return read
