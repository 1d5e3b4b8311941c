"""Clients that never read: of the news, and of the replies to what they send."""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

from tests.faults.ground import LONG, WELL, under_load, wait_for_more
from tests.faults.test_connection import make_request

from pejl.rehearsal.lean import LeanPhone

DEAF = 200 if LONG else 40
FLOOD = 400_000 if LONG else 60_000  # requests that one sends without reading a reply
MOST_GROWN = 30_000_000  # bytes


def measure(ground):
    """Resident memory of the server, in bytes."""
    lines = Path(f"/proc/{ground.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024


def connect(ground):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", ground.port))
    return line


def flood(ground, number):
    """Answers one after another on one line, and reads nothing. How many were sent."""
    phone, sent = LeanPhone(ground.base, ground.tokens[number]), 0
    with connect(ground) as line:
        line.settimeout(3)
        with suppress(OSError):
            while sent < FLOOD:
                requests = [
                    make_request(phone, ground.slot, f"f{number}-{at}")
                    for at in range(sent, sent + 200)
                ]
                line.sendall(b"".join(requests))
                sent += 200
    return sent


def test_who_never_reads_takes_no_room_and_delays_nobody(ground):
    ground.start()
    ground.wait_until_ready()

    async def go():
        await wait_for_more(ground, 100)
        before = measure(ground)
        asking = f"GET /a/events?t={ground.stage['screen_topics']} HTTP/1.1\r\nHost: x\r\n\r\n"
        deaf = [connect(ground) for _line in range(DEAF)]
        for line in deaf:
            line.sendall(asking.encode())
        floods = [asyncio.to_thread(flood, ground, number) for number in (0, 1)]
        await asyncio.gather(wait_for_more(ground, 300), *floods)
        grown = measure(ground) - before
        for line in deaf:
            line.close()
        await wait_for_more(ground, 40)
        return grown

    grown = asyncio.run(under_load(ground, go))
    assert grown < MOST_GROWN
    ground.kill()
    assert ground.count() == WELL
