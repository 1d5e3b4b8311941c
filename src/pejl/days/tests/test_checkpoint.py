"""The write-ahead log is moved beside the writing. In a process of its own: tests' databases lie in
memory."""

import os
import subprocess
import sys

SCRIPT = """
import time
import django
django.setup()
from django.db import connection
from pejl.days import checkpoint
checkpoint.EVERY = 0.05
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE words (text TEXT)")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
path = connection.settings_dict["NAME"]
mover = checkpoint.Checkpointer()
mover.start()
with connection.cursor() as cursor:
    for _time in range(40):
        cursor.execute("INSERT INTO words VALUES (?)".replace("?", "%s"), ["x" * 1_000_000])
until = time.monotonic() + 20
while os.path.getsize(path) < 35_000_000 and time.monotonic() < until:
    time.sleep(0.05)
print(os.path.getsize(path))
mover.stop()
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*), sum(length(text)) FROM words")
    print(*cursor.fetchone())
"""


def test_the_log_is_moved_into_the_database_while_one_writes(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import os\n" + SCRIPT],
        env={**os.environ, "PEJL_FOLDER": str(tmp_path), "PEJL_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
             "DJANGO_SETTINGS_MODULE": "pejl.project.settings"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    size, rows, letters = map(int, done.stdout.split())
    assert size > 35_000_000  # SQLite by itself would wait for 131 MB
    assert (rows, letters) == (40, 40_000_000)
