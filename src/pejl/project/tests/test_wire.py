import asyncio
from contextlib import asynccontextmanager

import httpx
import uvicorn

from pejl.project.wire import MOST_HELD, Gathered, Protocol

BIG = bytes(range(256)) * 40_000  # 10 MB: more than any buffer on the way


class Recorder(asyncio.Transport):
    """What a socket would have been given, write by write."""

    def __init__(self):
        super().__init__()
        self.writes, self.closed = [], False

    def write(self, data):
        self.writes.append(bytes(data))

    def is_closing(self):
        return self.closed

    def close(self):
        self.closed = True


def write_all(parts, *, close=False):
    async def write():
        recorder = Recorder()
        gathered = Gathered(recorder)
        for part in parts:
            gathered.write(part)
        if close:
            gathered.close()
        before = list(recorder.writes)
        await asyncio.sleep(0)
        return before, recorder.writes

    return asyncio.run(write())


def test_head_and_body_leave_in_one_write():
    assert write_all([b"head", b"body"]) == ([], [b"headbody"])


def test_what_is_large_does_not_pile_up():
    before, after = write_all([b"x" * MOST_HELD, b"y", b"z"])
    assert before == [b"x" * MOST_HELD + b"y"]
    assert after == [*before, b"z"]


def test_what_was_written_before_closing_is_sent():
    assert write_all([b"head", b"body"], close=True) == ([b"headbody"], [b"headbody"])


async def app(scope, receive, send):
    """/big: 10 MB at once; /slow: three pieces, each a moment after the last."""
    if scope["type"] == "lifespan":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    pieces = [BIG] if scope["path"] == "/big" else [b"one ", b"two ", b"three"]
    for piece in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.sleep(0.05)
    await send({"type": "http.response.body", "body": b""})


@asynccontextmanager
async def serve():
    """A client of a real server with this protocol."""
    config = uvicorn.Config(app, port=0, http=Protocol, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        yield client
    server.should_exit = True
    await serving


def test_replies_come_whole_and_in_order():
    async def ask(*paths):
        async with serve() as client:
            return [(await client.get(path)).content for path in paths]

    bodies = asyncio.run(ask("/slow", "/big", "/slow"))
    assert bodies == [b"one two three", BIG, b"one two three"]


def test_a_stream_s_pieces_come_as_they_are_sent():
    async def listen():
        async with serve() as client, client.stream("GET", "/slow") as response:
            return [piece async for piece in response.aiter_raw()]

    assert asyncio.run(listen()) == [b"one ", b"two ", b"three"]
