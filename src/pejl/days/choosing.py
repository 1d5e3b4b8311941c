"""Going to one of the items that run side by side, and having a seat there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.days.clock import measure_left
from pejl.days.grouping import seat_late
from pejl.days.models import (
    RUNNING,
    Attendance,
    GroupSeat,
    Placing,
    Slot,
    SlotState,
    ThemeDay,
)
from pejl.days.nudges import nudge_log
from pejl.days.steps import NotNow
from pejl.days.tracks import Belonging, find_belonging, list_tracks


@dataclass(frozen=True)
class Neighbour:
    """An item that runs or has run beside one's own; `open`: one may go there now."""

    slot: Slot
    left: int | None
    open: bool


@dataclass(frozen=True)
class Side:
    """Someone's side of what the room is at. `slot`: where one belongs, None while one has to
    choose."""

    slot: Slot | None
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def open(self) -> tuple[Neighbour, ...]:
        return tuple(one for one in self.neighbours if one.open)


def find_side(day: ThemeDay, attendance: Attendance) -> Side:
    """None of it before the day has begun."""
    if day.current is None:
        return Side(None)
    day.current.day = day
    tracks = list_tracks(day.current)
    belonging = find_belonging(tracks, attendance)
    own, open_ = belonging.slot, list_open_choices(belonging)
    neighbours = tuple(
        Neighbour(one, measure_left(one), one in open_)
        for one in tracks
        if one != own and one.state != SlotState.PLANNED
    )
    return Side(own, neighbours)


def list_open_choices(belonging: Belonging) -> tuple[Slot, ...]:
    """Those that one may go to now; none once one's own has closed."""
    own = belonging.slot
    if own is not None and own.state == SlotState.CLOSED:
        return ()
    return tuple(one for one in belonging.choices if one.state in RUNNING and one != own)


def choose(attendance: Attendance, slot: Slot) -> None:
    """One belongs to that item from now on, with a seat where people sit in groups. What one has
    answered in another stays there. Raises NotNow where one may not choose it now."""
    with transaction.atomic():
        attendance = Attendance.objects.select_for_update().get(id=attendance.id)
        tracks = list_tracks(slot)
        belonging = find_belonging(tracks, attendance)
        if belonging.slot == slot:
            return
        if slot not in list_open_choices(belonging):
            raise NotNow(_("“%(title)s” cannot be chosen now.") % {"title": slot.title})
        place(tracks, slot, attendance)
        if slot.groups.exists():
            seat_late(slot, attendance)
    nudge_log(slot.day_id, slot.id)


def place(tracks: Sequence[Slot], slot: Slot, attendance: Attendance) -> None:
    """Someone belongs to that one of the tracks, and gives up the seats in the others."""
    if len(tracks) == 1:
        return
    others = [one for one in tracks if one != slot]
    GroupSeat.objects.filter(group__slot__in=others, attendance=attendance).delete()
    Placing.objects.filter(slot__in=tracks, attendance=attendance).delete()
    Placing.objects.create(slot=slot, attendance=attendance)
