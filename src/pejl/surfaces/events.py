"""GET /a/events?t=<signed topics>: the event stream. Numbers only; who hears one reads again."""

import asyncio
from urllib.parse import parse_qs

import msgspec

from pejl.days.tokens import read_topics
from pejl.live.hub import Hub
from pejl.surfaces.answers import Receive, Scope, Send, send_reply

BEAT = 20  # seconds between signs of life, so that proxies keep the line open
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def stream_events(hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    query = parse_qs(scope["query_string"].decode("latin-1"))
    topics = read_topics(query.get("t", [""])[0])
    if topics is None:
        await send_reply(send, 403, b"{}")
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
    talking = asyncio.ensure_future(pass_on(hub, topics, send))
    leaving = asyncio.ensure_future(wait_for_end(receive))
    await asyncio.wait({talking, leaving}, return_when=asyncio.FIRST_COMPLETED)
    talking.cancel()
    if not leaving.done():
        leaving.cancel()
        await send({"type": "http.response.body", "body": b""})


async def wait_for_end(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def pass_on(hub: Hub, topics: list[str], send: Send) -> None:
    async with hub.listen(topics) as nudges:
        source = nudges.__aiter__()
        waiting = asyncio.ensure_future(anext(source))
        try:
            while True:
                done, _rest = await asyncio.wait({waiting}, timeout=BEAT)
                body = b":\n\n"
                if done:
                    body = b"data: " + msgspec.json.encode(waiting.result()) + b"\n\n"
                    waiting = asyncio.ensure_future(anext(source))
                await send({"type": "http.response.body", "body": body, "more_body": True})
        except StopAsyncIteration:
            return
        finally:
            waiting.cancel()
