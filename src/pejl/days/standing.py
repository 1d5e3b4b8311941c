"""The standing contributions of an item: the log read as it is now. For figures see the gate."""

from collections.abc import Collection, Iterable
from typing import Any, get_args

import msgspec
from django.db.models import Q, QuerySet

from pejl.days.cells import Pair
from pejl.days.contract import Entry
from pejl.days.models import Contribution, Slot
from pejl.days.parts import make_entry
from pejl.days.registry import AnyActivity, find_activity


def read_log(slot: Slot) -> "QuerySet[Contribution]":
    """The slot's contributions in the order of the log; rehearsal and real are never mixed."""
    rows = Contribution.objects.filter(slot=slot, rehearsal=slot.day.rehearsing).order_by("id")
    return rows.select_related("attendance__participant")


def keep_standing(slot: Slot, rows: Iterable[Contribution], activity: AnyActivity) -> list[Pair]:
    """The last one for each giver (or group), kind and item, and phone where the payload tells it,
    oldest first, with its payload."""
    standing: dict[tuple[str, str, str, str], Pair] = {}
    for row in rows:
        row.slot = slot
        payload = msgspec.json.decode(row.payload, type=activity.payload)
        owner = f"group {row.group}" if getattr(payload, "by_group", False) else row.giver
        owner = "" if getattr(payload, "shared", False) else owner
        place = (owner, row.kind, row.item, getattr(payload, "phone", ""))
        standing.pop(place, None)
        standing[place] = (row, payload)
    return list(standing.values())


def read_entries(slot: Slot, givers: Collection[str], group: int) -> list[Entry[Any]]:
    """The standing entries of one person, by all that the log knows one by, and of one group (0 is
    none), for their own phones; never for figures."""
    activity = find_activity(slot.activity)
    own = Q(giver__in=givers)
    table = group and activity.routes is None  # along routes `deliver` says who sees what
    rows = read_log(slot).filter(own | Q(group=group) if table else own)
    return [make_entry(*pair) for pair in keep_standing(slot, rows, activity)]


def read_told(slot: Slot) -> list[Entry[Any]]:
    """What all phones may know at once, of an activity that has such payloads."""
    activity = find_activity(slot.activity)
    kinds = [
        one.__struct_config__.tag
        for one in get_args(activity.payload)
        if getattr(one, "told", False)
    ]
    rows = read_log(slot).filter(kind__in=kinds) if kinds else ()
    return [make_entry(*pair) for pair in keep_standing(slot, rows, activity)]
