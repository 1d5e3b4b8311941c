"""One server a SQLite file. Two would each keep the news of the day in their own memory, and phones
at one would not hear what happens at the other."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyServed(Exception):
    """Another server holds the file; `process` is its id, as far as it is known."""

    def __init__(self, process: str) -> None:
        super().__init__(process)
        self.process = process


@contextmanager
def hold_alone(database: Path) -> Iterator[None]:
    """Holds the database for one server until the block ends, or the process does, however it ends.

    Commands beside a server need not ask. Raises `AlreadyServed`. Where the system has no flock
    (Windows) nothing is held.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    place = database.resolve()
    handle = os.open(place.with_name(f"{place.name}-serving"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyServed(file.read().strip()) from None
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
