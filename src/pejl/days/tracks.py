"""Tracks: items that run side by side, and who belongs to which of them.

One belongs to the track that one has chosen or was seated in by hand (`Placing`), else to the first
that names one's level or area. Who is named nowhere belongs to the track that names nobody; where
there are more of those, or none, one chooses. Seats follow: they are given to those who belong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pejl.days.models import Attendance, Placing, Slot, SlotState, ThemeDay
from pejl.days.timing import gather_beside

Row = tuple[int, int, int | None]  # of an attendance: its id, level and area


@dataclass(frozen=True)
class Belonging:
    """`slot`: where one belongs; None while one has not chosen. `choices`: between which one may
    choose; none where that is given."""

    slot: Slot | None
    choices: tuple[Slot, ...] = ()


def list_tracks(slot: Slot, slots: Sequence[Slot] | None = None) -> list[Slot]:
    """The item with those that run beside it, in the programme's order; none of them is skipped or
    lasts for weeks. `slots`: the day's, where they have been read."""
    rows = list(slot.day.slots.all() if slots is None else slots)
    at = next((place for place, row in enumerate(rows) if row.id == slot.id), None)
    if at is None or slot.closes_at is not None:
        return [slot]
    rows[at] = slot
    tracks = [rows[place] for place in sorted({at} | gather_beside(rows, at))]
    for row in tracks:
        row.day = slot.day
    return [row for row in tracks if row is slot or runs_along(row)]


def runs_along(slot: Slot) -> bool:
    skipped = slot.state == SlotState.PLANNED and slot.day.allotted.get(str(slot.id)) == 0
    return not skipped and slot.closes_at is None


def list_live(day: ThemeDay) -> list[Slot]:
    """The tracks that the room is at, once they have been opened; mostly one."""
    current = day.current
    if current is None:
        return []
    current.day = day
    opened = [row for row in list_tracks(current) if row.state != SlotState.PLANNED]
    return opened or [current]


def find_belonging(tracks: Sequence[Slot], attendance: Attendance) -> Belonging:
    row = (attendance.id, attendance.level_id, attendance.area_id)
    return find_belongings(tracks, [row])[attendance.id]


def find_belongings(tracks: Sequence[Slot], rows: Sequence[Row]) -> dict[int, Belonging]:
    """By attendance. An item by itself is everyone's."""
    if len(tracks) == 1:
        return {who: Belonging(tracks[0]) for who, _level, _area in rows}
    people = [who for who, _level, _area in rows] if len(rows) < MANY else None
    placed = read_placings(tracks, people)
    return {row[0]: settle(tracks, row, placed.get(row[0])) for row in rows}


MANY = 500  # from which all are asked for, rather than each by name


def settle(tracks: Sequence[Slot], row: Row, placed: int | None) -> Belonging:
    named = [slot for slot in tracks if names(slot, row)]
    free = tuple(slot for slot in tracks if not slot.for_levels and not slot.for_areas) or (
        *tracks,
    )
    given = named[0] if named else free[0] if len(free) == 1 else None
    found = next((slot for slot in tracks if slot.id == placed), given)
    return Belonging(found, () if given else free)


def names(slot: Slot, row: Row) -> bool:
    _who, level, area = row
    return level in slot.for_levels or area in slot.for_areas


def read_placings(tracks: Sequence[Slot], people: Sequence[int] | None) -> Mapping[int, int]:
    rows = Placing.objects.filter(slot__in=[slot.id for slot in tracks])
    rows = rows if people is None else rows.filter(attendance__in=people)
    return dict(rows.values_list("attendance_id", "slot_id"))


def list_belonging(slot: Slot) -> list[int]:
    """Those of the day who belong to the item, by attendance."""
    rows = list(slot.day.attendances.values_list("id", "level_id", "area_id"))
    away = find_elsewhere(slot, list_tracks(slot), rows)
    return [row[0] for row in rows if row[0] not in away]


def find_elsewhere(slot: Slot, tracks: Sequence[Slot], rows: Sequence[Row]) -> frozenset[int]:
    """Those who do not belong to the item."""
    if len(tracks) == 1:
        return frozenset()
    found = find_belongings(tracks, rows).items()
    return frozenset(who for who, at in found if at.slot is None or at.slot.id != slot.id)
