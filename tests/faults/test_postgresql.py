"""SIGKILL of the server at random moments while phones answer, on PostgreSQL."""

import os
from contextlib import closing

import pytest
from tests.faults.ground import LONG, WELL, Ground, kill_often

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
