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
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)

from pejl.days.judging import Submission, Verdict, judge_batch
from pejl.days.nudges import count_up, nudge_log
from pejl.live.tally import Histogram

BATCH = 500
HELD_UP = 3.0  # seconds that a batch may take
Waiting = tuple[Submission, Callable[[Verdict], None], float]  # and since when
SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, BATCH)
logger = logging.getLogger(__name__)


@dataclass
class Tallies:
    """What became of all that was sent. `codes` are verdicts', empty where it was saved; of those
    some were there before. Counted in the event loop, but for `sizes` and `commits`."""

    codes: Counter[str] = field(default_factory=Counter)
    stored: int = 0
    repeated: int = 0
    sizes: Histogram = field(default_factory=lambda: Histogram(*SIZES))
    commits: Histogram = field(default_factory=lambda: Histogram(*SECONDS))
    ticks: Histogram = field(default_factory=lambda: Histogram(*SECONDS))


@dataclass
class Writer:
    """One thread with one database connection. Start it once a process, in its event loop."""

    inbox: "queue.SimpleQueue[Waiting | None]" = field(default_factory=queue.SimpleQueue)
    thread: threading.Thread | None = None
    failed: bool = False  # whether what was written last could not be
    writes_since: float = 0  # 0 while nothing is being written
    tallies: Tallies = field(default_factory=Tallies)

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
        self.inbox.put((submission, tell, monotonic()))

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        while batch := self.take():
            verdicts, fresh = self.write(batch)
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits
                loop.call_soon_threadsafe(self.hand_out, batch, verdicts, fresh)
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

    def write(self, batch: list[Waiting]) -> tuple[list[Verdict], int]:
        self.writes_since = since = monotonic()
        try:
            written = store_surely([submission for submission, _tell, _since in batch])
            self.failed = False
        except Exception:
            self.failed = True
            logger.exception("The log could not be written")
            close_old_connections()
            written = [Verdict("down")] * len(batch), 0
        self.writes_since = 0
        self.tallies.sizes.add(len(batch))
        self.tallies.commits.add(monotonic() - since)
        return written

    def hand_out(self, batch: list[Waiting], verdicts: list[Verdict], fresh: int) -> None:
        """In the event loop, once a batch: waking it for each costs more than the commit."""
        codes, ticks = self.tallies.codes, self.tallies.ticks
        before = codes[""]
        for (_submission, tell, since), verdict in zip(batch, verdicts, strict=True):
            try:
                tell(verdict)
            except Exception:
                logger.exception("An answer's sender could not be told")
            codes[verdict.code] += 1
            ticks.add(monotonic() - since)
        self.tallies.stored += fresh
        self.tallies.repeated += codes[""] - before - fresh


def store_surely(submissions: list[Submission]) -> tuple[list[Verdict], int]:
    """Again on a new connection where the old one was cut, or two processes stood in each other's
    way. What the first time stored after all is not stored twice."""
    try:
        return store_batch(submissions)
    except (InterfaceError, OperationalError) as fault:
        if connection.vendor == "sqlite":  # it has waited already, and has no connection to lose
            raise
        logger.warning("The log is written again on a new connection: %s", fault)
        connection.close()
        return store_batch(submissions)


def store(submissions: list[Submission]) -> list[Verdict]:
    """Judges and stores a batch in one transaction; a verdict for each, after the commit."""
    return store_batch(submissions)[0]


def store_batch(submissions: list[Submission]) -> tuple[list[Verdict], int]:
    """As `store`, and how many were not there before."""
    with transaction.atomic():
        verdicts, fresh = judge_batch(submissions)
    for day_id in {verdict.day_id for verdict in verdicts if verdict.saved}:
        nudge_log(day_id, count_up())
    return verdicts, fresh
