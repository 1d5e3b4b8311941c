"""What the facilitator changes by hand: who sits at which table, what is locked, who is here."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.days.choosing import place
from pejl.days.models import Attendance, Group, GroupSeat, Slot, ThemeDay
from pejl.days.seat_history import note_change
from pejl.days.tracks import list_tracks
from pejl.seating.forms import PresenceForm
from pejl.seating.picture import may_move


class NotMoved(Exception):
    """Why someone cannot be moved."""


@dataclass(frozen=True)
class Presence:
    """`waited`: expected from the start, and not joined yet."""

    attendance: Attendance
    waited: bool


def move_person(slot: Slot, who: str, table: str) -> str:
    """Moves someone to a table, by their numbers. What has been done, in words."""
    row = slot.day.attendances.filter(id=int(who) if who.isdecimal() and len(who) < 18 else 0)
    person = row.select_related("participant").first()
    group = slot.groups.filter(number=int(table[:4]) if table.isdecimal() else 0).first()
    if person is None or group is None:
        raise NotMoved(_("Choose a person and a table."))
    if not may_move(slot):
        raise NotMoved(_("Nobody can be moved in “%(title)s” now.") % {"title": slot.title})
    old = GroupSeat.objects.filter(group__slot=slot, attendance=person).select_related("group")
    if any(group.locked or seat.group.locked for seat in old) or group.locked:
        raise NotMoved(_("The table is locked. Unlock it first."))
    said = _("%(name)s sits at table %(n)d.") % {
        "name": person.participant.name,
        "n": group.number,
    }
    with transaction.atomic():
        note_change(slot.day, tracks := list_tracks(slot), said, person.id)
        place(tracks, slot, person)
        old.delete()
        GroupSeat.objects.create(group=group, attendance=person)
    return said


def turn_lock(slot: Slot, table: str) -> None:
    for group in Group.objects.filter(slot=slot, number=int(table[:4]) if table.isdecimal() else 0):
        group.locked = not group.locked
        group.save(update_fields=["locked"])


def list_presence(day: ThemeDay) -> list[Presence]:
    rows = day.attendances.select_related("participant__unit", "level", "area")
    return [Presence(row, is_waited_for(row)) for row in rows.order_by("participant__name", "id")]


def is_waited_for(row: Attendance) -> bool:
    return row.joined_at is None and not row.absent and row.comes_at is None


def change_presence(day: ThemeDay, data: Mapping[str, str]) -> list[str]:
    """Takes the whole list as it stands on the page. What is wrong, by name; then nothing is
    changed."""
    rows = list(day.attendances.select_related("participant"))
    forms = {row: PresenceForm(data, prefix=str(row.id)) for row in rows}
    faults = [
        _("%(name)s: write times as 9:30, the later one last.") % {"name": row.participant.name}
        for row, form in forms.items()
        if not form.is_valid()
    ]
    if not faults:
        for row, form in forms.items():
            row.absent = form.cleaned_data["absent"]
            row.comes_at = form.cleaned_data["comes_at"]
            row.leaves_at = form.cleaned_data["leaves_at"]
        Attendance.objects.bulk_update(rows, ["absent", "comes_at", "leaves_at"], batch_size=200)
    return faults


def leave_out_missing(day: ThemeDay) -> int:
    """Marks those who have not come as absent. How many."""
    waited = [row.id for row in day.attendances.all() if is_waited_for(row)]
    return day.attendances.filter(id__in=waited).update(absent=True)
