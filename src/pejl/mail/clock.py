"""The time that mail and follow-up go by: the server's, or one that is driven."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

driven: ContextVar[datetime | None] = ContextVar("driven", default=None)


def now() -> datetime:
    return driven.get() or timezone.now()


@contextmanager
def drive_clock(at: datetime) -> Iterator[None]:
    """While it lasts, `now()` is `at`."""
    token = driven.set(at)
    try:
        yield
    finally:
        driven.reset(token)
