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
KEPT_FREE = 3  # threads that phones never take


class Turns:
    """Stands before `pages`, which serves so many at once as it has `threads`."""

    def __init__(self, pages: Pages, threads: int) -> None:
        self.pages = pages
        self.crowd = asyncio.Semaphore(threads - KEPT_FREE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(CROWD):
            await self.pages(scope, receive, send)
            return
        async with self.crowd:
            first = await receive()
            if first["type"] != "http.disconnect":
                await self.pages(scope, begin_with(first, receive), send)


def begin_with(first: Message, receive: Receive) -> Receive:
    waiting = [first]

    async def read() -> Message:
        return waiting.pop() if waiting else await receive()

    return read
