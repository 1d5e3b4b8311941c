"""The answer endpoint under bad input, and a server that is killed while fifty phones answer."""

import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import time

import httpx
import pytest
from tests.driving import JSON, body, count_rows, join, open_item, send, step


def test_hostile_answers_are_refused_and_nothing_of_them_is_stored(house):
    console, day, slot = open_item(house, "De vigtige dialoger")
    phone = join(house)
    refusals = [
        (send(phone, slot, body(better="x" * 1_000_000)), 413, "large"),
        (send(phone, slot, body(kind="nonsense", better="x")), 400, "unknown"),
        (send(phone, slot, body(better="x", more="y")), 400, "unknown"),
        (send(phone, slot, b"\xff\xfe not a form"), 400, "unknown"),
        (send(phone, slot, body(better="x" * 500)), 422, "wrong"),
        (send(phone, 999_999, body(better="x")), 403, "elsewhere"),
        (send(phone, house.find_slot("Velkomst"), body(better="x")), 409, "closed"),
        (send(httpx.Client(base_url=house.base), slot, body(better="x")), 403, "stranger"),
        (send(phone, slot, body(better="x"), Origin="https://elsewhere.invalid"), 403, "foreign"),
    ]
    for response, status, code in refusals:
        assert (response.status_code, response.json()["code"]) == (status, code)
    assert count_rows(house, slot) == 0
    assert "%" not in send(phone, slot, body(better="x" * 500)).json()["message"]
    step(console, day, "close", slot)
    assert send(phone, slot, body(better="too late")).status_code == 409


def test_an_answer_is_stored_once_and_markup_stays_text(house):
    _console, _day, slot = open_item(house, "De vigtige dialoger")
    phone = join(house)
    hostile = "<script>alert(1)</script> =HYPERLINK(1)"
    for _time in range(3):
        assert send(phone, slot, body(better=hostile)).json()["saved"]
    assert count_rows(house, slot) == 1
    page = phone.get("/p/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_name_that_another_phone_holds_waits_to_be_let_in(house):
    first = join(house)
    second = httpx.Client(base_url=house.base, follow_redirects=True, timeout=20)
    address = f"/j/{house.facts['code']}/"
    page = second.get(address).text
    who = page.split("data-taken", 1)[0].rsplit('value="', 1)[1].split('"', 1)[0]
    data = {"who": who, "csrfmiddlewaretoken": second.cookies["csrftoken"]}
    second.post(address, data=data, headers={"Referer": house.base + address}).raise_for_status()
    _console, _day, slot = open_item(house, "De vigtige dialoger")
    assert send(second, slot, body(better="x")).json()["code"] == "waiting"
    page = first.get("/p/").text
    knock = page.split("/p/knock/", 1)[1].split("/", 1)[0]
    data = {"admit": "1", "csrfmiddlewaretoken": first.cookies["csrftoken"]}
    headers = {"Referer": house.base + "/p/"}
    first.post(f"/p/knock/{knock}/", data=data, headers=headers).raise_for_status()
    assert send(second, slot, body(better="x")).json()["saved"]


class Server:
    """A server on the house's folder that can be killed at any moment."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def start(self):
        command = [sys.executable, "-m", "pejl.project.cli", "serve", "--port", str(self.port)]
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
        environment = {**kept, "PEJL_FOLDER": str(self.folder)}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)

    def kill(self):
        self.process.kill()
        self.process.wait()


async def keep_answering(base, cookie, slot, until, acknowledged, seed):
    rng = random.Random(seed)
    async with httpx.AsyncClient(base_url=base, cookies={"pejl": cookie}, timeout=3) as phone:
        number = 0
        while time.monotonic() < until:
            key = f"{seed}-{number}"
            try:
                reply = await send_async(phone, slot, body(key=key, better="ord"))
            except httpx.HTTPError:
                await asyncio.sleep(rng.uniform(0.05, 0.3))
                continue
            if reply.status_code == 200:
                acknowledged.append(key)
                number += 1
            await asyncio.sleep(rng.uniform(0.2, 0.4))


async def send_async(phone, slot, content):
    return await phone.post(f"/a/{slot}", content=content, headers=JSON)


async def answer_under_fire(house, server, cookies, slot):
    """The server is killed twice, each time when so many more have been acknowledged."""
    acknowledged, until = [], time.monotonic() + 120
    base = f"http://127.0.0.1:{server.port}"
    phones = [
        asyncio.create_task(keep_answering(base, cookie, slot, until, acknowledged, seed))
        for seed, cookie in enumerate(cookies)
    ]
    for enough in (80, 160):
        await wait_for(acknowledged, enough, until)
        await asyncio.to_thread(server.kill)
        server.start()
    await wait_for(acknowledged, 240, until)
    for phone in phones:
        phone.cancel()
    await asyncio.gather(*phones, return_exceptions=True)
    return acknowledged


async def wait_for(acknowledged, enough, until):
    while len(acknowledged) < enough and time.monotonic() < until:
        await asyncio.sleep(0.05)


def test_a_killed_server_loses_and_doubles_nothing(house):
    _console, _day, slot = open_item(house, "De vigtige dialoger")
    cookies = [join(house, index).cookies["pejl"] for index in range(50)]
    house.server.terminate()
    house.server.wait(timeout=20)
    server = Server(house.folder, 8941)
    server.start()
    try:
        acknowledged = asyncio.run(answer_under_fire(house, server, cookies, slot))
    finally:
        server.kill()
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        rows = database.execute("SELECT key FROM days_contribution WHERE slot_id = ?", [slot])
        stored = [key for (key,) in rows]
    assert len(acknowledged) >= 240
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))


@pytest.mark.parametrize(
    "address", ["/days/", "/organisation/", "/days/1/console/", "/days/1/plan/"]
)
def test_the_desk_is_closed_to_those_without_an_account(house, address):
    answer = httpx.get(house.base + address, timeout=20)
    assert answer.status_code == 302
    assert "/signin/" in answer.headers["location"]
