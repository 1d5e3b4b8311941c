"""What was changed of who sits where, so that it can be undone."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from pejl.days.grouping import is_planned, read_locks, read_seats, write_seats
from pejl.days.models import SeatingChange, Slot, ThemeDay

KEPT = 40


def note_change(day: ThemeDay, slots: Sequence[Slot], text: str) -> SeatingChange:
    """Before a change: how these items and the marks of who is there stand now."""
    seats, locks = read_seats(slots), read_locks(slots)
    marked = day.attendances.exclude(absent=False, comes_at=None, leaves_at=None)
    before: dict[str, Any] = {
        "slots": {
            str(slot.id): {"tables": seats[slot.id], "locked": sorted(locks[slot.id])}
            for slot in slots
        },
        "marked": [
            [row.id, row.absent, *(at and at.isoformat() for at in (row.comes_at, row.leaves_at))]
            for row in marked
        ],
    }
    change = SeatingChange.objects.create(day=day, text=text[:200], before=before)
    if not day.rehearsing:
        old = day.seating_changes.values_list("id", flat=True)[KEPT:]
        SeatingChange.objects.filter(id__in=list(old)).delete()
    return change


def find_last_change(day: ThemeDay) -> SeatingChange | None:
    """The one to undo; how a rehearsal began is none."""
    changes = list(day.seating_changes.all()[:2])
    return changes[0] if len(changes) > day.rehearsing else None


def undo_change(day: ThemeDay) -> str:
    """Takes the last change back; what has begun since stays as it is. What it says, or that there
    is nothing to undo."""
    last = find_last_change(day)
    if last is None:
        return _("There is nothing to undo.")
    restore_change(day, last)
    return _("Undone: %(what)s") % {"what": last.text}


def restore_change(day: ThemeDay, change: SeatingChange) -> None:
    """As it was before that change; it and those after it are forgotten."""
    people = set(day.attendances.values_list("id", flat=True))
    for slot in day.slots.filter(id__in=change.before["slots"]):
        if not is_planned(slot):
            continue
        kept = change.before["slots"][str(slot.id)]
        write_seats(slot, tuple(tuple(set(table) & people) for table in kept["tables"]))
        slot.groups.update(locked=False)
        slot.groups.filter(number__in=kept["locked"]).update(locked=True)
    day.attendances.update(absent=False, comes_at=None, leaves_at=None)
    for who, absent, comes_at, leaves_at in change.before["marked"]:
        row = day.attendances.filter(id=who)
        row.update(absent=absent, comes_at=comes_at, leaves_at=leaves_at)
    day.seating_changes.filter(id__gte=change.id).delete()
