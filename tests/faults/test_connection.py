"""A connection that is reset at each step of an answer."""

import asyncio
import contextlib
import socket
import struct

from tests.faults.ground import LONG, WELL, make_body

from pejl.rehearsal.lean import LeanPhone

ROUNDS = 50 if LONG else 1


def make_request(phone, slot, key):
    body = make_body(key)
    more = (
        "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n"
    )
    return phone.make_request("POST", f"/a/{slot}", more, body)


def send_and_reset(port, data, pause):
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(data)
        if pause:
            line.settimeout(pause)
            with contextlib.suppress(TimeoutError):
                line.recv(10)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_an_answer_whose_connection_is_reset_is_stored_once_or_not_at_all(ground):
    ground.start()
    ground.wait_until_ready()
    phone = LeanPhone(ground.base, ground.tokens[0])
    sent = []
    for number in range(12 * ROUNDS):
        step, key = number % 12, f"step-{number}"
        phone.token = ground.tokens[number % len(ground.tokens)]
        request = make_request(phone, ground.slot, key)
        whole = step >= 9  # the last are sent whole, and reset before, while and after the reply
        cut = len(request) if whole else len(request) * (step + 1) // 11
        send_and_reset(ground.port, request[:cut], (step - 9) * 0.05 if whole else 0)
        sent.append(key)
    before = set(ground.list_stored())
    assert before <= {key for number, key in enumerate(sent) if number % 12 >= 9}

    async def send_again():
        for number, key in enumerate(sent):
            phone.token = ground.tokens[number % len(ground.tokens)]
            reply = await phone.answer(ground.slot, make_body(key))
            assert b'"saved":true' in reply.body
            ground.acknowledged.append(key)

    asyncio.run(send_again())
    assert sorted(ground.list_stored()) == sorted(sent)
    assert ground.count() == WELL
