"""The same for PostgreSQL, through its own tools."""

import os
import subprocess

import psycopg
import pytest
from tests.test_backup import pejl


@pytest.fixture
def two_databases():
    """The addresses of two empty databases."""
    url = os.environ.get("PEJL_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("PEJL_TEST_POSTGRES_URL is not set: no PostgreSQL to back up")
    names = ("pejl_backed_up", "pejl_restored")
    with psycopg.connect(url, autocommit=True) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        yield [f"{url.rsplit('/', 1)[0]}/{name}" for name in names]
        for name in names:
            server.execute(f"DROP DATABASE {name}")


def test_a_dump_goes_into_an_empty_database(two_databases, tmp_path):
    full, empty = two_databases
    folder, file, restored = tmp_path / "data", tmp_path / "file.zip", tmp_path / "restored"
    folder.mkdir()
    account = (
        "add-account",
        "bo@example.org",
        "--organisation",
        "Ny",
        "--password",
        "fire heste danser",
    )
    assert pejl(folder, *account, PEJL_DATABASE_URL=full).returncode == 0
    done = pejl(folder, "backup", file, PEJL_DATABASE_URL=full)
    assert "postgresql\n  1 accounts, 1 organisations; 0 files" in done.stdout, done.stderr
    done = pejl(tmp_path, "restore", file, "--folder", restored)
    assert done.returncode == 0, done.stderr
    command = next(line for line in done.stdout.splitlines() if "pg_restore" in line).split()
    command = [word.replace("…", empty) for word in command]
    subprocess.run(command, check=True, timeout=60)
    with psycopg.connect(empty) as database:
        assert database.execute("SELECT name FROM people_organisation").fetchall() == [("Ny",)]


def test_without_pg_dump_it_says_so(two_databases, tmp_path):
    told = {"PEJL_DATABASE_URL": two_databases[0], "PATH": str(tmp_path)}
    done = pejl(tmp_path, "backup", tmp_path / "file.zip", **told)
    assert done.returncode == 1
    assert "pg_dump is not on this machine" in done.stderr
    assert not (tmp_path / "file.zip").exists()
