"""What was changed of who sits where, so that it can be undone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pejl.days.grouping import is_planned, read_locks, read_seats, write_seats
from pejl.days.models import GroupSeat, Placing, SeatingChange, Slot, SlotState, ThemeDay

KEPT = 40


def note_change(
    day: ThemeDay, slots: Sequence[Slot], text: str, who: int | None = None
) -> SeatingChange:
    """Before a change: how these items and the marks of who is there stand now. In an item that has
    begun only one person is moved: `who`. Of several side by side, who is `placed` in which."""
    seats, locks = read_seats(slots), read_locks(slots)
    marked = day.attendances.exclude(absent=False, comes_at=None, leaves_at=None)
    before: dict[str, Any] = {
        "slots": {
            str(slot.id): {"tables": seats[slot.id], "locked": sorted(locks[slot.id])}
            | ({} if is_planned(slot) else {"who": who})
            for slot in slots
        },
        "marked": [
            [row.id, row.absent, *(at and at.isoformat() for at in (row.comes_at, row.leaves_at))]
            for row in marked
        ],
        "who": who,
        "placed": list(list_placed(slots, who).values_list("attendance_id", "slot_id")),
    }
    change = SeatingChange.objects.create(day=day, text=text[:200], before=before)
    if not day.rehearsing:
        old = day.seating_changes.values_list("id", flat=True)[KEPT:]
        SeatingChange.objects.filter(id__in=list(old)).delete()
    return change


def list_placed(slots: Iterable[Any], who: int | None) -> "QuerySet[Placing]":
    rows = Placing.objects.filter(slot__in=slots)
    return rows if who is None else rows.filter(attendance=who)


def restore_placed(day: ThemeDay, change: SeatingChange) -> None:
    """Who was placed where, among all or, where one person was moved, of that one."""
    list_placed(map(int, change.before["slots"]), change.before.get("who")).delete()
    people = set(day.attendances.values_list("id", flat=True))
    Placing.objects.bulk_create(
        Placing(attendance_id=who, slot_id=slot_id)
        for who, slot_id in change.before.get("placed", ())
        if who in people
    )


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
    moved = [slot_id for slot_id, kept in last.before["slots"].items() if "who" in kept]
    over = day.slots.filter(id__in=moved, state=SlotState.CLOSED).first()
    if last.before.get("who") and not over:
        restore_placed(day, last)
    restore_change(day, last)
    if over:
        return _("“%(title)s” is over, so people stay there as they sat.") % {"title": over.title}
    return _("Undone: %(what)s") % {"what": last.text}


def put_back(slot: Slot, who: int, tables: Sequence[Sequence[int]]) -> None:
    """One person to the table of before, until the item closes; all others stay where they are."""
    if slot.state == SlotState.CLOSED:
        return
    GroupSeat.objects.filter(group__slot=slot, attendance_id=who).delete()
    number = next((number for number, table in enumerate(tables, 1) if who in table), 0)
    for group in slot.groups.filter(number=number, slot__day__attendances=who):
        GroupSeat.objects.create(group=group, attendance_id=who)


def restore_change(day: ThemeDay, change: SeatingChange) -> None:
    """As it was before that change; it and those after it are forgotten."""
    people = set(day.attendances.values_list("id", flat=True))
    for slot in day.slots.filter(id__in=change.before["slots"]):
        kept = change.before["slots"][str(slot.id)]
        if "who" in kept:
            put_back(slot, kept["who"], kept["tables"])
        if "who" in kept or not is_planned(slot):
            continue
        write_seats(slot, tuple(tuple(set(table) & people) for table in kept["tables"]))
        slot.groups.update(locked=False)
        slot.groups.filter(number__in=kept["locked"]).update(locked=True)
    day.attendances.update(absent=False, comes_at=None, leaves_at=None)
    for who, absent, comes_at, leaves_at in change.before["marked"]:
        row = day.attendances.filter(id=who)
        row.update(absent=absent, comes_at=comes_at, leaves_at=leaves_at)
    day.seating_changes.filter(id__gte=change.id).delete()
