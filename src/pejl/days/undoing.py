"""Taking back what a proposal changed in the programme: the times before it, in the session."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

import msgspec
from django.http import HttpRequest

from pejl.days.models import ThemeDay
from pejl.days.programme import TIMES, Row, list_rows, save_programme

PLACE = "programme_before"


class Times(msgspec.Struct):
    """Those of a row."""

    minutes: int
    least: int | None
    most: int | None
    fixed_at: time | None
    keeping: str
    beside: bool


class Before(msgspec.Struct):
    """`revision` is the day's after the change: once it has moved on, that is no longer undone.
    `rows` are in the programme's order."""

    day: int
    revision: int
    ends_at: time | None
    rows: list[Times]


def keep_undo(
    request: HttpRequest, day: ThemeDay, ends_at: time | None, rows: Sequence[Row]
) -> None:
    """`ends_at` and `rows` are those before the proposal, which has been stored."""
    times = [Times(**{name: getattr(row, name) for name in TIMES}) for row in rows]
    kept: dict[str, Any] = msgspec.to_builtins(Before(day.id, day.revision, ends_at, times))
    request.session[PLACE] = kept


def read_undo(request: HttpRequest, day: ThemeDay) -> Before | None:
    kept = request.session.get(PLACE)
    before = msgspec.convert(kept, Before) if kept else None
    return before if before and (before.day, before.revision) == (day.id, day.revision) else None


def undo_change(request: HttpRequest, day: ThemeDay) -> bool:
    """Whether there was anything to undo. Raises ProgrammeFault."""
    before = read_undo(request, day)
    if before is None:
        return False
    day.ends_at = before.ends_at
    rows = zip(list_rows(day), before.rows, strict=True)
    save_programme(day, [replace(row, **msgspec.structs.asdict(times)) for row, times in rows])
    del request.session[PLACE]
    return True
