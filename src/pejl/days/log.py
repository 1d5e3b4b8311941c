"""The log's one writer: contributions that arrive together share a transaction and its fsync.

A contribution is judged (whose phone, is the item open, is the payload right) inside the very
transaction that stores it, so that nothing lands after an item closed, on any number of processes.
`Writer.submit` gives a future that is done only when the commit has been made: saved means on disk.
"""

import logging
import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic

from django.db import close_old_connections, connection, transaction

from pejl.days.judging import Submission, Verdict, judge_batch
from pejl.days.nudges import nudge_log

BATCH = 500
logger = logging.getLogger(__name__)


@dataclass
class Writer:
    """One thread with one database connection. Start it once a process."""

    inbox: "queue.SimpleQueue[tuple[Submission, Future[Verdict]] | None]" = field(
        default_factory=queue.SimpleQueue
    )
    thread: threading.Thread | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self.run, name="log-writer", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Writes what is waiting, then ends."""
        self.inbox.put(None)
        if self.thread is not None:
            self.thread.join(timeout=30)

    def submit(self, submission: Submission) -> "Future[Verdict]":
        future: Future[Verdict] = Future()
        self.inbox.put((submission, future))
        return future

    def run(self) -> None:
        while batch := self.take():
            self.write(batch)
        connection.close()

    def take(self) -> list[tuple[Submission, "Future[Verdict]"]]:
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

    def write(self, batch: list[tuple[Submission, "Future[Verdict]"]]) -> None:
        try:
            verdicts = store([submission for submission, _future in batch])
        except Exception as error:
            logger.exception("The log could not be written")
            close_old_connections()
            for _submission, future in batch:
                if future.set_running_or_notify_cancel():
                    future.set_exception(NotStored(str(error)))
            return
        for verdict, (_submission, future) in zip(verdicts, batch, strict=True):
            if future.set_running_or_notify_cancel():
                future.set_result(verdict)


class NotStored(Exception):
    """Nothing was stored; the phone keeps what it sent and tries again with the same key."""


def store(submissions: list[Submission]) -> list[Verdict]:
    """Judges and stores a batch in one transaction; a verdict for each, after the commit."""
    with transaction.atomic():
        verdicts = judge_batch(submissions)
    for day_id in {verdict.day_id for verdict in verdicts if verdict.saved}:
        nudge_log(day_id, int(monotonic() * 1000))
    return verdicts
