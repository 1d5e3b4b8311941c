"""`pejl rehearse --profile`: small crowds at a real server, and nothing of them left afterwards."""

import asyncio
import re
import sqlite3
from contextlib import suppress

import pytest
from tests.commands import PEJL, run
from tests.conftest import own_environment

from pejl.rehearsal.lean import Broken, LeanPhone


def load(house, profile, phones, within, url=None):
    options = ["--profile", profile, "--phones", phones, "--within", within]
    words = ["rehearse", url or house.base, *options]
    return run(PEJL, *words, env=own_environment(house.folder))


def read(done):
    """The figures by name."""
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^  (\w[\w ]*?) {2,}([\d.]+)$", done.stdout, re.M)
    return {name: float(figure) for name, figure in rows}


def count_rows(house):
    tables = ("days_themeday", "days_contribution", "days_phone", "people_participant", "auth_user")
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return [database.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]


@pytest.mark.parametrize(
    ("profile", "wanted"),
    [
        ("arriving", {"joined": 20, "faults": 0}),
        ("answering", {"acknowledged": 60, "stored": 60, "unseen": 0, "faults": 0}),
        ("listening", {"streams": 60, "faults": 0}),
        ("reconnecting", {"back": 20, "faults": 0}),
    ],
)
def test_a_crowd_does_what_its_profile_says_and_leaves_nothing(house, profile, wanted):
    before = count_rows(house)
    phones = int(max(wanted.values()))
    found = read(load(house, profile, phones, 1))
    assert {name: found[name] for name in wanted} == wanted
    assert found["lost"] == found["doubled"] == 0
    assert min(figure for name, figure in found.items() if name.endswith("p50 ms")) > 0
    assert count_rows(house) == before


def test_where_nothing_answers_it_says_so(house):
    done = load(house, "answering", 5, 1, "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "No Pejl answers at http://127.0.0.1:9" in done.stderr


def test_a_reply_that_came_too_late_is_not_taken_for_the_next():
    async def serve(reader, writer):
        with suppress(asyncio.IncompleteReadError):
            while request := await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(0.5 if b"/slow" in request else 0)
                path = request.split()[1]
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(path) + path)

    async def scene():
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            phone = LeanPhone(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
            with pytest.raises(Broken):
                await phone.get("/slow", patience=0.1)
            assert (await phone.get("/next")).body == b"/next"
            phone.close()

    asyncio.run(scene())
