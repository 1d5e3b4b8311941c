"""The power goes: of SQLite's write-ahead log only what was synced is sure to be there. Answers are
stored as the server stores them, in a process of its own that notes how long the log was when each
batch was acknowledged; then the log is cut, or filled with rubbish, at any byte after that."""

import json
import random
import shutil
import sqlite3
import subprocess
import sys

from tests.faults.ground import LONG

CUTS = 2000 if LONG else 100
SCRIPT = """
import json, os, shutil, sys
import django
django.setup()
from pejl.days.judging import Submission
from pejl.days.log import store
from pejl.days.tokens import hash_token
from django.db import connection
slot, tokens = json.loads(sys.argv[1])
path = str(connection.settings_dict["NAME"])
with connection.cursor() as cursor:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
said, number = [], 0
for batch in range(30):
    keys = [f"k{number + n}" for n in range(1 + batch % 7)]
    number += len(keys)
    verdicts = store([
        Submission(hash_token(tokens[n % len(tokens)]), slot, "chosen", "poll", key,
                   {"options": ["1"]})
        for n, key in enumerate(keys)
    ])
    assert all(verdict.saved for verdict in verdicts)
    said.append([os.path.getsize(path + "-wal"), keys])
shutil.copy(path, path + ".kept")
shutil.copy(path + "-wal", path + ".kept-wal")
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous")
    print(cursor.fetchone()[0])
print(json.dumps(said))
"""


def test_what_was_acknowledged_outlives_a_log_cut_at_any_byte_after_it(ground):
    synchronous, said = store_answers(ground)
    assert synchronous == 2  # FULL: each commit is synced before it is acknowledged
    kept, rng = ground.folder / "pejl.sqlite3.kept", random.Random(3)
    log = (ground.folder / "pejl.sqlite3.kept-wal").read_bytes()
    for number in range(CUTS):
        cut = rng.randrange(said[0][0], len(log) + 1)
        rubbish = rng.randbytes(rng.randrange(5000)) if number % 2 else b""
        stored = reopen(kept, log[:cut] + rubbish, ground.folder / "after.sqlite3")
        sure = {key for size, keys in said if size <= cut for key in keys}
        assert sure <= set(stored)
        assert len(stored) == len(set(stored))


def store_answers(ground):
    """How SQLite syncs; and, batch by batch, the log's length when it was acknowledged and keys."""
    given = json.dumps([ground.slot, ground.tokens])
    environment = {**ground.environment, "DJANGO_SETTINGS_MODULE": "pejl.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, given],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    synchronous, said = done.stdout.splitlines()
    return int(synchronous), json.loads(said)


def reopen(kept, log, after):
    """The keys in a copy of the database with this log, found whole."""
    shutil.copy(kept, after)
    after.with_name(after.name + "-wal").write_bytes(log)
    after.with_name(after.name + "-shm").unlink(missing_ok=True)
    database = sqlite3.connect(after)
    stored = [key for (key,) in database.execute("SELECT key FROM days_contribution")]
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    return stored
