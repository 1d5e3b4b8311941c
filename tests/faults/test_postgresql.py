"""On PostgreSQL: SIGKILL of the server at random moments while phones answer, and connections that
are cut."""

import asyncio
import os
from contextlib import closing

import pytest
from tests.faults.ground import LONG, WELL, Ground, kill_often, make_body

from pejl.rehearsal.lean import LeanPhone

KILLS = 20 if LONG else 1


@pytest.fixture
def postgresql():
    """The address of a database of its own."""
    url = os.environ.get("PEJL_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to test on")
    import psycopg

    name = f"pejl_faults_{os.getpid()}"
    with closing(psycopg.connect(url, autocommit=True)) as cluster:
        cluster.execute(f"CREATE DATABASE {name}")
        yield f"{url.rpartition('/')[0]}/{name}"
        cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_killed_at_random_moments(postgresql, tmp_path):
    import psycopg

    ground = Ground(tmp_path, postgresql)
    ground.furnish()
    kill_often(ground, KILLS)
    with closing(psycopg.connect(postgresql)) as database:
        stored = [key for (key,) in database.execute("SELECT key FROM days_contribution")]
    assert ground.count(stored) == WELL


CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"


def test_connections_that_are_cut_cost_nobody_a_second_try(postgresql, tmp_path):
    import psycopg

    ground = Ground(tmp_path, postgresql)
    ground.furnish(1)
    ground.start()
    ground.wait_until_ready()
    phone = LeanPhone(ground.base, ground.tokens[0])

    async def answer_and_read(key):
        reply = await phone.answer(ground.slot, make_body(key))
        assert b'"saved":true' in reply.body
        assert (await phone.get("/p/now")).status == 200

    async def cut_between():
        for time in range(3):
            await answer_and_read(f"before-{time}")
            with closing(psycopg.connect(os.environ["PEJL_TEST_POSTGRES_URL"])) as cluster:
                assert cluster.execute(CUT, [postgresql.rpartition("/")[2]]).fetchone()[0] > 1
            await answer_and_read(f"after-{time}")

    try:
        asyncio.run(cut_between())
    finally:
        ground.kill()
