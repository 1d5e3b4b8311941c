import asyncio
from contextlib import asynccontextmanager

import httpx
import uvicorn

from pejl.live.wire import LARGEST_BODY, MOST_HELD, Gathered, Protocol

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
async def serve(lane=None):
    """A client of a real server with this protocol."""
    Protocol.lane = staticmethod(lane) if lane else None
    config = uvicorn.Config(app, port=0, http=Protocol, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        client.port = port
        yield client
    server.should_exit = True
    await asyncio.wait_for(serving, 5)
    Protocol.lane = None


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


class Lane:
    """Replies with what was sent, a moment later; /a/stream goes on, /a/fault fails."""

    def __init__(self):
        self.ended, self.streams = 0, []

    def __call__(self, exchange):
        if exchange.path == "/a/stream":
            exchange.open_stream(b"text/event-stream", self.end)
            self.streams.append(exchange)
            exchange.send(b"one")
        elif exchange.path == "/a/fault":
            raise ValueError("as it happens")
        else:
            status, body = (413, b"{}") if exchange.large else (200, bytes(exchange.body))
            asyncio.get_running_loop().call_later(0.01, exchange.reply, status, body)

    def end(self):
        self.ended += 1


async def send_raw(client, data, replies):
    """All that comes back until so many replies have."""
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(data)
    got = b""
    async with asyncio.timeout(5):
        while got.count(b"HTTP/1.1 ") < replies or not got.endswith((b"}", b"d", b"K")):
            piece = await reader.read(65_536)
            if not piece:
                break
            got += piece
    writer.close()
    return got


def post(body, headers=b""):
    return b"POST /a/1 HTTP/1.1\r\nHost: a\r\n%bContent-Length: %d\r\n\r\n%b" % (
        headers,
        len(body),
        body,
    )


def test_a_request_under_a_is_replied_to_and_its_connection_used_again():
    async def ask():
        async with serve(Lane()) as client:
            replies = [await client.post("/a/1", content=body) for body in (b"x", b"y" * 9000)]
            replies.append(await client.get("/slow"))
            replies.append(await client.get("/a/fault"))
            replies.append(await client.post("/a/1", content=b"z" * (LARGEST_BODY + 1)))
            replies.append(await client.post("/a/1", content=b"w"))
            return [(reply.status_code, reply.content[:20]) for reply in replies]

    assert asyncio.run(ask()) == [
        (200, b"x"),
        (200, b"y" * 20),
        (200, b"one two three"),
        (500, b"{}"),
        (413, b"{}"),
        (200, b"w"),
    ]


def test_requests_that_come_before_the_last_reply_are_replied_to_in_order():
    async def ask():
        async with serve(Lane()) as client:
            page = b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
            return await send_raw(client, post(b"oneK") + page + post(b"twoK") + post(b"endK"), 4)

    got = asyncio.run(ask())
    places = [got.index(word) for word in (b"oneK", b"three", b"twoK", b"endK")]
    assert places == sorted(places)
    assert got.count(b"HTTP/1.1 200 OK") == 4


def test_a_body_in_pieces_and_one_that_waits_to_be_asked_for_are_read():
    async def ask():
        async with serve(Lane()) as client:
            expecting = post(b"askedK", b"Expect: 100-continue\r\n")
            first = await send_raw(client, expecting, 2)
            reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
            for piece in (post(b"piecesK")[:-9], post(b"piecesK")[-9:-2], b"sK"):
                writer.write(piece)
                await asyncio.sleep(0.02)
            second = await asyncio.wait_for(reader.read(65_536), 2)
            writer.close()
            return first, second

    first, second = asyncio.run(ask())
    assert first.startswith(b"HTTP/1.1 100 Continue")
    assert first.endswith(b"askedK")
    assert second.endswith(b"piecesK")


def test_a_stream_goes_on_until_either_side_ends_it():
    async def listen():
        lane = Lane()
        async with serve(lane) as client:
            async with client.stream("GET", "/a/stream") as response:
                pieces = response.aiter_raw()
                heard = [await anext(pieces)]
                lane.streams[0].send(b"two")
                heard.append(await anext(pieces))
            await asyncio.sleep(0.1)
            assert lane.ended == 1
            async with client.stream("GET", "/a/stream") as response:
                lane.streams[1].end_stream()
                heard += [piece async for piece in response.aiter_raw()]
            reader, _writer = await asyncio.open_connection("127.0.0.1", client.port)
            _writer.write(b"GET /a/stream HTTP/1.1\r\nHost: a\r\n\r\n")
            await reader.readuntil(b"one")
        return lane.ended, heard, await reader.read()  # the server has stopped: the stream too

    ended, heard, rest = asyncio.run(listen())
    assert heard == [b"one", b"two", b"one"]
    assert ended == 3
    assert rest.endswith(b"0\r\n\r\n")


def test_a_phone_that_never_reads_its_stream_is_let_go():
    async def listen():
        lane = Lane()
        async with serve(lane) as client:
            _reader, writer = await asyncio.open_connection("127.0.0.1", client.port, limit=1)
            writer.write(b"GET /a/stream HTTP/1.1\r\nHost: a\r\n\r\n")
            while not lane.streams:
                await asyncio.sleep(0.01)
            for _time in range(1000):
                lane.streams[0].send(b"x" * 60_000)
                await asyncio.sleep(0)
            await asyncio.sleep(0.05)
            writer.close()
            return lane.ended

    assert asyncio.run(listen()) == 1
