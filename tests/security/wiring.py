"""What comes over a connection, given to the protocol that a server has, byte by byte."""

import asyncio

import uvicorn
from uvicorn.server import ServerState

from pejl.days.judging import Verdict
from pejl.days.log import Tallies
from pejl.live.limits import Bucket
from pejl.live.memory import MemoryHub
from pejl.live.wire import Protocol
from pejl.surfaces.answers import Answers
from pejl.surfaces.events import Streams

FORM = b"kind=chosen&item=1&key=k&options%5B%5D=1"
REQUESTS = (
    b"POST /a/1 HTTP/1.1\r\nHost: a\r\nCookie: pejl=x; django_language=da\r\nOrigin: http://a\r\n"
    b"Accept: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(FORM), FORM),
    b"POST /a/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
    b"GET /a/events?t=WyJ4Il0:1abc:def HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /a/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=b"
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST /a/2 HTTP/1.1\r\nContent-Length: 40000\r\n\r\n"
    + b"x"
    * 2000,
)


class Socket(asyncio.Transport):
    """Takes in what would have gone out."""

    def __init__(self):
        super().__init__()
        self.sent, self.closed = bytearray(), False

    def write(self, data):
        self.sent += data

    def close(self):
        self.closed = True

    abort = close

    def is_closing(self):
        return self.closed

    def get_write_buffer_size(self):
        return 0

    def pause_reading(self):
        """Nothing more is read than what is there."""

    resume_reading = pause_reading


class Closed:
    """Stands where the log's writer does, for a phone that nobody knows."""

    def __init__(self):
        self.tallies = Tallies()

    def put(self, submission, tell):
        tell(Verdict("stranger"))


async def answer_plainly(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


LOOP = asyncio.new_event_loop()
CONFIG = uvicorn.Config(answer_plainly, http=Protocol, ws="none", log_config=None, access_log=False)


def hear(data: bytes) -> bytes:
    """What a stranger is told who sends that. Raises what would have been a 500."""
    return LOOP.run_until_complete(connect(data))


async def connect(data):
    answers, streams, socket, faults = (
        Answers(Closed(), Bucket()),
        Streams(MemoryHub()),
        Socket(),
        [],
    )

    def take(exchange):
        try:
            (streams.open if exchange.path == "/a/events" else answers.take)(exchange)
        except Exception as fault:
            faults.append(fault)

    LOOP.set_exception_handler(lambda _loop, told: faults.append(told.get("exception")))
    Protocol.lane = staticmethod(take)
    protocol = Protocol(CONFIG, ServerState(), {}, LOOP)
    try:
        protocol.connection_made(socket)
        half = len(data) // 2
        for piece in (data[:half], data[half:]):
            if not socket.is_closing():
                protocol.data_received(piece)
            for _ in range(4):
                await asyncio.sleep(0)
        protocol.connection_lost(None)
        await asyncio.sleep(0)
    finally:
        Protocol.lane = None
        protocol._unset_keepalive_if_required()
    if faults:
        raise faults[0]
    return bytes(socket.sent)
