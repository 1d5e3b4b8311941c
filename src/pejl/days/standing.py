"""The standing contributions of an item: the log read as it is now. For figures see the gate.

What has been read of an item's log is kept, and at the next look only what is new is read. When
lines that were read are no longer there (a rehearsal was wiped, an anonymous item's givers were
forgotten), when a name was taken out of them, or when some came to light after later ones (several
servers on PostgreSQL), all is read anew.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, cast, get_args

from django.conf import settings
from django.db import connection
from django.db.models import Aggregate, Count, Max, Min, QuerySet, Subquery

from pejl.days.contract import Entry
from pejl.days.folding import Fold, Line, Pair, Standing
from pejl.days.models import Attendance, Contribution, PrivacyPromise, Slot
from pejl.days.parts import make_entry
from pejl.days.registry import AnyActivity, find_activity

Row = tuple[int, int | None, str, int, str, str, str, str]
COLUMNS = ("id", "attendance_id", "giver", "group", "kind", "item", "payload", "key")
READ_ON = """
SELECT id, attendance_id, giver, "group", kind, item, payload, key FROM days_contribution
WHERE id > %s AND +slot_id = %s AND rehearsal = %s ORDER BY id"""  # + : along the log, by id
READ_OWN = """
SELECT id, attendance_id, giver, "group", kind, item, payload FROM days_contribution
WHERE slot_id = %s AND rehearsal = %s AND giver IN ({places}) ORDER BY id"""
MOST_KEPT = 300_000  # standing lines, of all items together


@dataclass
class Kept:
    """What was read for a slot as `mark` tells it, up to which line of the whole log. `newest` is
    the last who came to have a place on the day: somebody new stands where one was forgotten."""

    mark: tuple[Any, ...]
    fold: Fold
    upto: int
    newest: int | None
    names: Mapping[int, str] = field(default_factory=dict)


kept: OrderedDict[tuple[str, int], Kept] = OrderedDict()
lock = Lock()


def read_standing(slot: Slot, activity: AnyActivity | None = None) -> Standing:
    """What stands now, as the slot's activity (or another) reads it. Within a transaction, whose
    own lines may never come to be, nothing of what it reads is kept."""
    activity = activity or find_activity(slot.activity)
    key = (str(settings.DATABASES["default"]["NAME"]), slot.id)
    mark = (activity.key, slot.promise, slot.secret, str(slot.opened_at), slot.day.rehearsing)
    names = read_names(activity, slot, Attendance.objects.filter(day=slot.day_id))
    with lock:
        found = kept.get(key)
        if found is None or found.mark != mark or not is_sound(found, slot):
            first, newest = count_lines(slot, Contribution.objects.filter(slot=slot), Min("id"))
            found = Kept(mark, Fold(activity.payload), (first or 1) - 1, newest)
        elif connection.in_atomic_block:
            found = replace(found, fold=found.fold.fork())
        if found.names != names:
            found.fold.rename(names)
            found.names = names
        read_on(found, slot)
        if not connection.in_atomic_block:
            keep(key, found)
        return found.fold.look()


def count_lines(
    slot: Slot, rows: "QuerySet[Contribution]", what: Aggregate
) -> tuple[int | None, int | None]:
    """What is asked of the lines, and the newest of those who have a place on the day; None where
    there are no lines."""
    people = Attendance.objects.filter(day=slot.day_id).order_by("-participant_id")
    newest = Max(Subquery(people.values("participant_id")[:1]))
    found = rows.aggregate(what=what, newest=newest)
    return found["what"], found["newest"]


def is_sound(found: Kept, slot: Slot) -> bool:
    """Whether the lines that were read are those that are there, and say the same."""
    rows = Contribution.objects.filter(slot=slot, rehearsal=slot.day.rehearsing)
    expected = found.fold.count
    if connection.vendor == "sqlite":  # has one writer, so what is new comes last
        read = {found.fold.last_said, found.fold.last_given} - {0}
        expected, rows = len(read), rows.filter(id__in=read)
    else:
        rows = rows.filter(id__lte=found.upto)
    count, newest = count_lines(slot, rows, Count("id"))
    return count == expected and (not count or newest == found.newest)


def read_on(found: Kept, slot: Slot) -> None:
    newest = Contribution.objects.aggregate(newest=Max("id"))["newest"] or 0
    with connection.cursor() as cursor:
        cursor.execute(READ_ON, [found.upto, slot.id, slot.day.rehearsing])
        found.fold.take(make_lines(slot, cursor.fetchall(), found.names))
    found.upto = max(newest, found.fold.look().last)


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
