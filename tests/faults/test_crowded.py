"""More phones read at once than a server can serve."""

import asyncio
import socket
import time
from contextlib import ExitStack

import httpx

from pejl.project.turns import Turns
from pejl.rehearsal.lean import LeanPhone

READS = 200


def test_who_runs_the_day_does_not_wait_behind_the_room(ground):
    ground.start()
    ground.wait_until_ready()
    replies = []

    async def read(name, path, cookie):
        phone = LeanPhone(ground.base)
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
        reply = await phone.send(request.encode())
        assert reply.status == 200
        replies.append(name)
        phone.close()

    async def read_all_at_once():
        tokens = ground.tokens * (READS // len(ground.tokens))
        room = [asyncio.create_task(read("phone", "/p/now", f"pejl={one}")) for one in tokens]
        while len(replies) < 10:
            await asyncio.sleep(0.01)
        console = f"/days/{ground.stage['day']}/console/"
        await read("console", console, ground.stage["session"])
        await asyncio.gather(*room)

    asyncio.run(read_all_at_once())
    assert len(replies) == READS + 1
    assert replies.index("console") < READS / 2


def test_nobody_is_served_who_has_gone_while_waiting():
    served, go_on = [], asyncio.Event()

    async def pages(scope, receive, send):
        served.append((scope["path"], await receive()))
        await go_on.wait()

    def receive_from(*messages):
        waiting = list(messages)

        async def receive():
            return waiting.pop(0) if waiting else await asyncio.Event().wait()

        return receive

    async def scene():
        turns, here = Turns(pages, 1), {"type": "http.request", "body": b"x", "more_body": False}
        gone = {"type": "http.disconnect"}
        first = asyncio.create_task(turns({"path": "/p/1"}, receive_from(here), None))
        await asyncio.sleep(0)
        rest = [
            asyncio.create_task(turns({"path": path}, receive_from(*messages), None))
            for path, *messages in (("/p/2", gone), ("/p/3", here, gone), ("/p/4", here))
        ]
        await asyncio.sleep(0.05)
        go_on.set()
        await asyncio.gather(first, *rest)
        assert served == [("/p/1", here), ("/p/4", here)]

    asyncio.run(scene())


def test_who_never_sends_a_whole_request_holds_no_turn(ground):
    """Bad Wi-Fi, or ill will: forms that were begun and never come."""
    ground.start()
    ground.wait_until_ready()
    begun = [
        b"POST /j/ABCDEF/ HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\nwho=",
        b"GET /p/now HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n",
    ]
    with ExitStack() as stack:
        for at in range(20):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", ground.port)))
            slow.sendall(begun[at % 2])
        time.sleep(0.5)
        cookies = {"pejl": ground.tokens[0]}
        assert httpx.get(f"{ground.base}/p/now", cookies=cookies, timeout=10).status_code == 200


def test_a_form_of_a_phone_that_is_too_large_is_refused(ground):
    ground.start()
    ground.wait_until_ready()
    address = f"{ground.base}/j/ABCDEF/"
    assert httpx.post(address, content=b"who=" + b"x" * 70_000, timeout=10).status_code == 413
    assert httpx.post(address, content=b"who=" + b"x" * 50_000, timeout=10).status_code != 413
