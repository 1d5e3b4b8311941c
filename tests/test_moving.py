"""From SQLite to PostgreSQL, by the commands that the guide gives."""

import os
import shutil
import sqlite3
from contextlib import closing

import psycopg
import pytest
from psycopg import sql
from tests.commands import PEJL, run
from tests.conftest import own_environment

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@pytest.fixture
def postgresql():
    """The address of an empty database."""
    url = os.environ.get("PEJL_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to test on")
    name = f"pejl_moving_{os.getpid()}"
    with closing(psycopg.connect(url, autocommit=True)) as cluster:
        cluster.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{url.rpartition('/')[0]}/{name}"
        cluster.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def pejl(folder, *words, **told):
    done = run(PEJL, *words, env={**own_environment(folder), **told})
    assert done.returncode == 0, done.stderr


def count_rows(database, tables):
    counting = sql.SQL("SELECT count(*) FROM {}")
    return {
        name: database.execute(counting.format(sql.Identifier(name)).as_string()).fetchone()[0]
        for name in tables
    }


def test_all_comes_along_and_goes_on_there(prepared, postgresql, tmp_path):
    folder = tmp_path / "pejl"
    shutil.copytree(prepared[0], folder)
    file = tmp_path / "all.json"
    left_out = ("-e", "contenttypes", "-e", "auth.permission")
    pejl(folder, "manage", "dumpdata", "--natural-foreign", *left_out, "-o", str(file))
    pejl(folder, "manage", "migrate", PEJL_DATABASE_URL=postgresql)
    pejl(folder, "manage", "loaddata", str(file), PEJL_DATABASE_URL=postgresql)
    with closing(sqlite3.connect(folder / "pejl.sqlite3")) as before:
        tables = [name for (name,) in before.execute(TABLES)]
        wanted = count_rows(before, tables)
    with closing(psycopg.connect(postgresql)) as after:
        assert count_rows(after, tables) == wanted
    assert wanted["days_attendance"] == 50
    account = (
        "add-account",
        "ny@example.org",
        "--organisation",
        "Ny",
        "--password",
        "sne på taget i maj",
    )
    pejl(folder, *account, PEJL_DATABASE_URL=postgresql)
