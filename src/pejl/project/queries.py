"""Queries that take long are counted and told to the log, without what was asked for."""

import logging
import re
from collections import Counter
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from pejl.project.noting import find_route

LONGEST = 1000
QUOTED = re.compile(r"'(?:[^']|'')*'")
logger = logging.getLogger(__name__)
slow: Counter[str] = Counter()
lock = Lock()


def watch_connection(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Whenever one is made, in any thread."""
    if time_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(time_query)


def time_query(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]  # noqa: FBT001
) -> Any:  # fmt: skip
    since = monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (monotonic() - since) * 1000
        if milliseconds > settings.PEJL_SLOW_MS:
            note_slow(str(sql), milliseconds)


def note_slow(sql: str, milliseconds: float) -> None:
    with lock:
        slow[find_route()] += 1
    logger.warning("slow query", extra={"ms": round(milliseconds, 1), "sql": hide_values(sql)})


def hide_values(sql: str) -> str:
    """The query as it was written: its parameters are not in it, and here its quoted words are
    not either."""
    text = " ".join(QUOTED.sub("'…'", sql).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
