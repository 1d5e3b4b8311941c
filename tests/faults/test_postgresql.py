"""SIGKILL of the server at random moments while phones answer, on PostgreSQL."""

import asyncio
import os
import random
from contextlib import closing

import pytest
from tests.faults.ground import LONG, WELL, Ground, under_load, wait_for_more

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
    ground.start()

    async def kill_often():
        for _time in range(KILLS):
            await wait_for_more(ground, 30)
            await asyncio.sleep(random.uniform(0, 0.4))
            ground.kill()
            ground.start()
        await wait_for_more(ground, 30)

    try:
        asyncio.run(under_load(ground, kill_often))
    finally:
        ground.kill()
    with closing(psycopg.connect(postgresql)) as database:
        stored = [key for (key,) in database.execute("SELECT key FROM days_contribution")]
    assert len(ground.acknowledged) >= 30 * KILLS
    assert ground.count(stored) == WELL
