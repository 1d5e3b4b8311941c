"""The standing contributions of an item: the log read as it is now. For figures see the gate.

What has been read of an item's log is kept, and at the next look only what is new is read. When
lines that were read are no longer there (a rehearsal was wiped, an anonymous item's givers were
forgotten), when a name was taken out of them, or when some came to light after later ones (several
servers on PostgreSQL), all is read anew. A page that is made within `look_once` looks once.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, cast, get_args

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from pejl.days.contract import Entry
from pejl.days.folding import Fold, Line, Pair, Standing
from pejl.days.models import Attendance, Contribution, PrivacyPromise, Slot
from pejl.days.parts import make_entry
from pejl.days.registry import AnyActivity, find_activity

Row = tuple[int, int | None, str, int, str, str, str, str]
Mark = tuple[Any, ...]
COLUMNS = ("id", "attendance_id", "giver", "group", "kind", "item", "payload", "key")
READ_ON = """
SELECT id, attendance_id, giver, "group", kind, item, payload, key FROM days_contribution
WHERE id > %s AND +slot_id = %s AND rehearsal = %s ORDER BY id"""  # + : along the log, by id
READ_OWN = """
SELECT id, attendance_id, giver, "group", kind, item, payload FROM days_contribution
WHERE slot_id = %s AND rehearsal = %s AND giver IN ({places}) ORDER BY id"""
FIND_FIRST = "SELECT MIN(id) FROM days_contribution WHERE slot_id = %s"
LOOK = """
SELECT (SELECT COUNT(*) FROM days_contribution WHERE slot_id = %s AND rehearsal = %s AND {which}),
    (SELECT MAX(participant_id) FROM days_attendance WHERE day_id = %s),
    (SELECT MAX(id) FROM days_contribution)"""  # plain SQL: each look asks
MOST_KEPT = 300_000  # standing lines, of all items together


@dataclass
class Kept:
    """What was read for a slot as `mark` tells it, up to which line of the whole log. `newest` is
    the last who came to have a place on the day: somebody new stands where one was forgotten."""

    mark: Mark
    fold: Fold
    upto: int
    newest: int | None = None
    names: Mapping[int, str] = field(default_factory=dict)


kept: OrderedDict[tuple[str, int], Kept] = OrderedDict()
lock = Lock()
looked: ContextVar[dict[tuple[int, Mark], Standing] | None] = ContextVar("looked", default=None)


@contextmanager
def look_once() -> Iterator[None]:
    """What stands is read once for each item, however often it is asked for: for a page, which
    then shows one moment."""
    token = looked.set({})
    try:
        yield
    finally:
        looked.reset(token)


def read_standing(slot: Slot, activity: AnyActivity | None = None) -> Standing:
    """What stands now, as the slot's activity (or another) reads it. Within a transaction, whose
    own lines may never come to be, nothing of what it reads is kept."""
    activity = activity or find_activity(slot.activity)
    mark = (activity.key, slot.promise, slot.secret, str(slot.opened_at), slot.day.rehearsing)
    seen = looked.get()
    if seen is None:
        return look(slot, activity, mark)
    if (slot.id, mark) not in seen:
        seen[slot.id, mark] = look(slot, activity, mark)
    return seen[slot.id, mark]


def look(slot: Slot, activity: AnyActivity, mark: Mark) -> Standing:
    key = (str(settings.DATABASES["default"]["NAME"]), slot.id)
    names = read_names(activity, slot, Attendance.objects.filter(day=slot.day_id))
    with lock:
        found = kept.get(key)
        there, newest, last = count_lines(slot, found)
        if found is None or found.mark != mark or (there, newest) != tell_read(found):
            found = Kept(mark, Fold(activity.payload), find_first(slot) - 1, newest)
        elif connection.in_atomic_block:
            found = replace(found, fold=found.fold.fork())
        if found.names != names:
            found.fold.rename(names)
            found.names = names
        read_on(found, slot, last)
        if not connection.in_atomic_block:
            keep(key, found)
        return found.fold.look()


def count_lines(slot: Slot, found: Kept | None) -> tuple[int, int | None, int]:
    """How many of the lines that were read are there, the newest of those who have a place on the
    day, and the last line of the whole log (0 for none)."""
    which, values = "id <= %s", [found.upto if found else 0]
    if connection.vendor == "sqlite":  # has one writer, so what is new comes last
        values = list_last(found) if found else []
        which = f"id IN ({', '.join(['%s'] * len(values))})"
    rows = [slot.id, slot.day.rehearsing, *values]
    with connection.cursor() as cursor:
        cursor.execute(LOOK.format(which=which), [*rows, slot.day_id])
        count, newest, last = cursor.fetchone()
    return count, newest, last or 0


def tell_read(found: Kept) -> tuple[int, int | None]:
    """What `count_lines` says as long as those that were read are those that are there."""
    read = len(list_last(found)) if connection.vendor == "sqlite" else found.fold.count
    return read, found.newest


def list_last(found: Kept) -> list[int]:
    return sorted({found.fold.last_said, found.fold.last_given} - {0})


def find_first(slot: Slot) -> int:
    with connection.cursor() as cursor:
        cursor.execute(FIND_FIRST, [slot.id])
        (first,) = cursor.fetchone()
    return first or 1


def read_on(found: Kept, slot: Slot, last: int) -> None:
    """`last`: the last line of the whole log, as it was before this."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ON, [found.upto, slot.id, slot.day.rehearsing])
        found.fold.take(make_lines(slot, cursor.fetchall(), found.names))
    found.upto = max(last, found.fold.look().last)


def make_lines(slot: Slot, rows: Iterable[Row], names: Mapping[int, str]) -> Iterable[Line]:
    named = slot.promise == PrivacyPromise.NAMED
    return (Line(*row, slot.id, names.get(row[1] or 0, ""), named) for row in rows)


def read_names(activity: AnyActivity, slot: Slot, people: "QuerySet[Attendance]") -> dict[int, str]:
    """What they are called, by attendance, where a result may say so."""
    if slot.promise != PrivacyPromise.NAMED and activity.routes is None:
        return {}
    return dict(people.order_by().values_list("id", "participant__name"))


def keep(key: tuple[str, int], found: Kept) -> None:
    kept[key] = found
    kept.move_to_end(key)
    while len(kept) > 1 and sum(len(one.fold.standing) for one in kept.values()) > MOST_KEPT:
        kept.popitem(last=False)


def read_log(slot: Slot) -> "QuerySet[Contribution]":
    """The slot's contributions in the order of the log; rehearsal and real are never mixed."""
    return Contribution.objects.filter(slot=slot, rehearsal=slot.day.rehearsing).order_by("id")


def keep_standing(slot: Slot, rows: "QuerySet[Contribution]", activity: AnyActivity) -> list[Pair]:
    """What stands of some of the log by itself."""
    return keep_lines(slot, cast(list[Row], list(rows.values_list(*COLUMNS))), activity)


def keep_lines(slot: Slot, rows: Sequence[Row], activity: AnyActivity) -> list[Pair]:
    fold = Fold(activity.payload)
    people = Attendance.objects.filter(id__in={row[1] for row in rows} - {None})
    fold.take(make_lines(slot, rows, read_names(activity, slot, people)))
    return list(fold.look().pairs)


def list_entries(slot: Slot) -> list[Entry[Any]]:
    """All that stands."""
    return [make_entry(*pair) for pair in read_standing(slot).pairs]


def read_entries(slot: Slot, givers: Collection[str], group: int) -> list[Entry[Any]]:
    """The standing entries of one person, by all that the log knows one by, and of one group (0 is
    none), for their own phones; never for figures."""
    activity = find_activity(slot.activity)
    if group and activity.routes is None:  # along routes `deliver` says who sees what
        pairs: Iterable[Pair] = (
            pair
            for pair in read_standing(slot).pairs
            if pair[0].group == group or pair[0].giver in givers
        )
    else:
        pairs = keep_lines(slot, ask_own(slot, givers), activity)
    return [make_entry(*pair) for pair in pairs]


def ask_own(slot: Slot, givers: Collection[str]) -> list[Row]:
    """In plain SQL, since each phone asks: building the query takes longer than answering it."""
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(givers))
        cursor.execute(READ_OWN.format(places=places), [slot.id, slot.day.rehearsing, *givers])
        rows: list[Row] = cursor.fetchall()
    return rows


def read_told(slot: Slot) -> list[Entry[Any]]:
    """What all phones may know at once, of an activity that has such payloads."""
    told = [one for one in get_args(find_activity(slot.activity).payload) if is_told(one)]
    pairs = read_standing(slot).pairs if told else ()
    return [make_entry(*pair) for pair in pairs if is_told(pair[1])]


def is_told(payload: Any) -> bool:
    return bool(getattr(payload, "told", False))
