"""The thread that sends what was queued and does what is due."""

import logging
import threading
import time

from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Tasks

from pejl.mail.jobs import run_due

logger = logging.getLogger(__name__)
PAUSE, MINUTE = 2.0, 60.0


class Worker:
    """Works until stopped. Any number may work at once, in one process or many."""

    def __init__(self, name: str = "pejl") -> None:
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.work, name="mail", daemon=True)
        self.name = name
        self.next_minute = time.monotonic() + PAUSE

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        if self.thread.is_alive():
            self.thread.join(timeout=3)

    def work(self) -> None:
        while not self.stopped.wait(PAUSE):
            try:
                self.work_once()
            except Exception:
                logger.exception("The worker goes on after this.")
            finally:
                close_old_connections()
        connections.close_all()

    def work_once(self) -> None:
        """What is queued now and, each minute, what is due."""
        make_tasks(self.name).run()
        if time.monotonic() >= self.next_minute:
            self.next_minute = time.monotonic() + MINUTE
            run_due(timezone.now())


def make_tasks(name: str) -> Tasks:
    """Runs the tasks that are ready, and ends."""
    return Tasks(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
