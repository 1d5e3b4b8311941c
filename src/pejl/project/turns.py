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


class Turns:
    """Stands before `pages`, which has more threads than phones get at once."""

    def __init__(self, pages: Pages, at_once: int = AT_ONCE) -> None:
        self.pages = pages
        self.crowd = asyncio.Semaphore(at_once)

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
