"""Power loss on SQLite: of the WAL, only what the server really synced is sure to be there."""

import asyncio
import random
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.ground import LONG, WELL, under_load, wait_for_more

NOTES = Path(__file__).parent / "syncs.c"
MOMENTS = 20 if LONG else 4


@pytest.fixture
def notes(tmp_path_factory, monkeypatch):
    """Where the servers started now note each sync of theirs."""
    compiler, folder = shutil.which("cc"), tmp_path_factory.mktemp("syncs")
    if not compiler:
        pytest.skip("no C compiler: the server's syncs cannot be noted")
    command = [compiler, "-shared", "-fPIC", "-o", folder / "syncs.so", NOTES, "-ldl"]
    subprocess.run(command, check=True)
    (folder / "notes").touch()
    monkeypatch.setenv("SYNCS", str(folder / "notes"))
    monkeypatch.setenv("LD_PRELOAD", str(folder / "syncs.so"))
    return folder / "notes"


def find_synced(notes):
    """How long the WAL was at its last sync; nothing of it is sure when it never was synced."""
    rows = [line.split(" ", 1) for line in notes.read_text().splitlines()]
    sizes = [int(size) for size, path in rows if path.endswith("pejl.sqlite3-wal")]
    return sizes[-1] if sizes else 0


def open_again(folder, kept, wal):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "log").write_bytes(kept)
    (folder / "log-wal").write_bytes(wal)
    with closing(sqlite3.connect(folder / "log")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [key for (key,) in database.execute("SELECT key FROM days_contribution")]


def test_what_was_acknowledged_is_there_wherever_the_wal_is_cut(ground, notes, tmp_path_factory):
    database, wal = ground.folder / "pejl.sqlite3", ground.folder / "pejl.sqlite3-wal"
    after = tmp_path_factory.mktemp("after") / "folder"
    ground.start()
    moments = []

    async def lose_power():
        for _moment in range(MOMENTS):
            await wait_for_more(ground, 20)
            told, synced = list(ground.acknowledged), find_synced(notes)
            moments.append((told, synced, database.read_bytes(), wal.read_bytes()))

    asyncio.run(under_load(ground, lose_power))
    for told, synced, kept, copied in moments:
        assert len(copied) >= synced, "the WAL began anew: fewer answers before the moment"
        ground.acknowledged = told
        for end in [synced, *(random.randint(synced, len(copied)) for _cut in range(10))]:
            assert ground.count(open_again(after, kept, copied[:end])) == WELL
