"""Moves what SQLite's write-ahead log holds into the database, beside the answers that come in.

SQLite would do so by itself within a commit, and the answers of that moment would wait for it.
"""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection

EVERY = 2.0  # seconds
WORTH_IT = 16_000_000  # bytes


@dataclass
class Checkpointer:
    """A thread of its own, for SQLite only. What it has not come to, SQLite does at
    `wal_autocheckpoint`."""

    stopped: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        if connection.vendor == "sqlite":
            self.stopped.clear()
            self.thread = threading.Thread(target=self.run, name="checkpointer", daemon=True)
            self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        if self.thread is not None:
            self.thread.join(timeout=10)

    def run(self) -> None:
        path = Path(f"{connection.settings_dict['NAME']}-wal")
        while not self.stopped.wait(EVERY):
            with suppress(FileNotFoundError):
                if path.stat().st_size > WORTH_IT:
                    move_log()
        connection.close()


def move_log() -> None:
    """As much as no reader still needs, without making a writer wait."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except DatabaseError:
        logging.getLogger(__name__).exception("The write-ahead log could not be moved")
        connection.close()
