"""What /readyz says while a database is away, hangs, is held, or takes no writes."""

import asyncio
import os
import shutil
import signal
import sqlite3
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from tests.faults.ground import Ground, make_body
from tests.faults.machines import OwnPostgres, find_programs

from pejl.rehearsal.lean import LeanPhone

READY = {"database": True, "hub": True, "log": True}


def wait_for(ground, **wanted):
    """Until /readyz says so; /healthz answers all the while."""
    until, said = time.monotonic() + 40, None
    while time.monotonic() < until:
        assert httpx.get(f"{ground.base}/healthz", timeout=20).status_code == 200
        reply = httpx.get(f"{ground.base}/readyz", timeout=20)
        said = reply.json()
        assert reply.status_code == (200 if said == READY else 503)
        if {**READY, **wanted} == said:
            return
        time.sleep(0.2)
    raise AssertionError(said)


def send_signal(postgres, number):
    """To the server and all that it has started."""
    main = postgres.find_process()
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    for process in (main, *map(int, children)):
        with suppress(ProcessLookupError):  # some of them come and go
            os.kill(process, number)


@pytest.fixture
def cluster():
    if not Path("/proc/self/task").exists():
        pytest.skip("no /proc here to find PostgreSQL's processes in")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)  # the user postgres has a folder of its own within
    made = OwnPostgres(find_programs("initdb"), folder)
    made.start()
    yield made
    send_signal(made, signal.SIGCONT)
    made.stop()
    shutil.rmtree(folder)


@contextmanager
def hold(ground):
    with sqlite3.connect(ground.folder / "pejl.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_postgresql_hangs_takes_no_writes_and_is_away(cluster, tmp_path):
    import psycopg

    ground = Ground(tmp_path, cluster.url)
    ground.start()
    try:
        ground.wait_until_ready()
        send_signal(cluster, signal.SIGSTOP)
        wait_for(ground, database=False)
        send_signal(cluster, signal.SIGCONT)
        wait_for(ground)
        with psycopg.connect(cluster.url, autocommit=True) as other:
            other.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
            wait_for(ground, database=False)
            other.execute("ALTER DATABASE postgres RESET default_transaction_read_only")
        wait_for(ground)
        cluster.stop()
        wait_for(ground, database=False)
        check_pages_that_need_it(ground)
        cluster.start()
        wait_for(ground)
    finally:
        ground.kill()


def check_pages_that_need_it(ground):
    """They say that Pejl is away, and when to come again."""
    page = httpx.get(f"{ground.base}/p/", cookies={"pejl": "x"}, timeout=30)
    form = httpx.post(f"{ground.base}/a/1", content=make_body("k"), timeout=30)
    for reply, words in ((page, "dine svar ligger på telefonen"), (form, "Send det igen om lidt")):
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "10")
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        assert "script-src 'self'" in reply.headers["content-security-policy"]
        assert "Pejl er væk et øjeblik" in reply.text
        assert words in reply.text


def test_sqlite_that_another_holds(ground):
    ground.start()
    ground.wait_until_ready()
    with hold(ground):
        wait_for(ground, database=False)
    wait_for(ground)


def test_a_full_disk_is_seen_once_an_answer_could_not_be_stored(ground):
    size = max(path.stat().st_size for path in ground.folder.glob("pejl.sqlite3*"))
    ground.start(largest_file=max(size, 400_000))
    ground.wait_until_ready()
    phone = LeanPhone(ground.base, ground.tokens[0])

    async def fill():
        for number in range(4000):
            phone.token = ground.tokens[number % len(ground.tokens)]
            reply = await phone.answer(ground.slot, make_body(f"key-{number}"))
            if reply.status == 503:
                return

    asyncio.run(fill())
    wait_for(ground, database=False)
