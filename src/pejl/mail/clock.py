"""The time that mail and follow-up go by: the server's, or one that is driven."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

driven: ContextVar[datetime | None] = ContextVar("driven", default=None)


def now() -> datetime:
    return driven.get() or timezone.now() + read_shift()


def read_shift() -> timedelta:
    """How far the server's clock is moved, for a day that is rehearsed in a minute: the file named
    by `PEJL_CLOCK` holds the seconds. Not at all where none is named."""
    if not settings.PEJL_CLOCK:
        return timedelta(0)
    return timedelta(seconds=float(Path(settings.PEJL_CLOCK).read_text()))


@contextmanager
def drive_clock(at: datetime) -> Iterator[None]:
    """While it lasts, `now()` is `at`."""
    token = driven.set(at)
    try:
        yield
    finally:
        driven.reset(token)
