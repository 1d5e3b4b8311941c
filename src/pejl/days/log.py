"""The log's one writer: contributions that arrive together share a transaction and its fsync.

A contribution is judged (whose phone, is the item open, is the payload right) inside the very
transaction that stores it, so that nothing lands after an item closed, on any number of processes.
Whoever sent it is told only when the commit has been made: saved means on disk.
"""

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from django.db import close_old_connections, connection, transaction

from pejl.days.judging import Submission, Verdict, judge_batch
from pejl.days.nudges import nudge_log

BATCH = 500
HELD_UP = 3.0  # seconds that a batch may take
Waiting = tuple[Submission, Callable[[Verdict], None]]
logger = logging.getLogger(__name__)


@dataclass
class Writer:
    """One thread with one database connection. Start it once a process, in its event loop."""

    inbox: "queue.SimpleQueue[Waiting | None]" = field(default_factory=queue.SimpleQueue)
    thread: threading.Thread | None = None
    failed: bool = False  # whether what was written last could not be
    writes_since: float = 0  # 0 while nothing is being written

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        self.thread = threading.Thread(target=self.run, args=[loop], name="log-writer", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Writes what is waiting, then ends."""
        self.inbox.put(None)
        if self.thread is not None:
            self.thread.join(timeout=30)

    def is_at_work(self) -> bool:
        """Whether its thread lives and is not held up."""
        since = self.writes_since
        held_up = since and monotonic() - since > HELD_UP
        return self.thread is not None and self.thread.is_alive() and not held_up

    def put(self, submission: Submission, tell: Callable[[Verdict], None]) -> None:
        """`tell` is called in the event loop with the verdict, after the commit. Its code is "down"
        when nothing was stored: the phone keeps what it sent and tries again with the same key."""
        self.inbox.put((submission, tell))

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        while batch := self.take():
            verdicts = self.write(batch)
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits
                loop.call_soon_threadsafe(hand_out, batch, verdicts)
        connection.close()

    def take(self) -> list[Waiting]:
        """Waits for one, then takes all that have come meanwhile; empty when stopped."""
        first = self.inbox.get()
        batch = [] if first is None else [first]
        while batch and len(batch) < BATCH:
            try:
                more = self.inbox.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self.inbox.put(None)
                break
            batch.append(more)
        return batch

    def write(self, batch: list[Waiting]) -> list[Verdict]:
        self.writes_since = monotonic()
        try:
            verdicts = store([submission for submission, _tell in batch])
            self.failed = False
        except Exception:
            self.failed = True
            logger.exception("The log could not be written")
            close_old_connections()
            verdicts = [Verdict("down")] * len(batch)
        self.writes_since = 0
        return verdicts


def hand_out(batch: list[Waiting], verdicts: list[Verdict]) -> None:
    """In the event loop, once a batch: waking it for each costs more than the commit."""
    for (_submission, tell), verdict in zip(batch, verdicts, strict=True):
        try:
            tell(verdict)
        except Exception:
            logger.exception("An answer's sender could not be told")


def store(submissions: list[Submission]) -> list[Verdict]:
    """Judges and stores a batch in one transaction; a verdict for each, after the commit."""
    with transaction.atomic():
        verdicts = judge_batch(submissions)
    for day_id in {verdict.day_id for verdict in verdicts if verdict.saved}:
        nudge_log(day_id, int(monotonic() * 1000))
    return verdicts
