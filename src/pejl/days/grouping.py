"""Who sits where in one item: levels and areas dealt out evenly over the tables."""

from collections import Counter

from pejl.days.models import Attendance, Group, GroupSeat, Slot


def seat_people(slot: Slot) -> None:
    """Seats everyone of the day who has no seat in this item yet.

    People are taken level by level and area by area and dealt out in turn, so that each table gets
    some of each; the start moves with the item, so that neighbours are not the same all day.
    """
    make_tables(slot)
    groups = list(slot.groups.all())
    seated = set(GroupSeat.objects.filter(group__slot=slot).values_list("attendance_id", flat=True))
    missing = [row for row in list_in_turn(slot) if row.id not in seated]
    if not seated:
        order = [(index + shift_of(index, len(groups), slot)) for index in range(len(missing))]
        GroupSeat.objects.bulk_create(
            GroupSeat(group=groups[at % len(groups)], attendance=row)
            for at, row in zip(order, missing, strict=True)
        )
        return
    for row in missing:
        seat_late(slot, row)


def make_tables(slot: Slot) -> None:
    wanted = max(1, min(slot.day.tables, max(1, slot.day.attendances.count() // 2)))
    if not slot.groups.exists():
        Group.objects.bulk_create(Group(slot=slot, number=n + 1) for n in range(wanted))


def list_in_turn(slot: Slot) -> list[Attendance]:
    rows = slot.day.attendances.select_related("level", "area", "participant")
    return sorted(
        rows,
        key=lambda row: (row.area.rank if row.area else 99, row.level.rank, row.participant.name),
    )


def shift_of(index: int, tables: int, slot: Slot) -> int:
    """Each round of dealing starts one table further, by a step that differs from item to item."""
    return (index // tables) * (slot.position % max(tables, 1))


def seat_late(slot: Slot, attendance: Attendance) -> None:
    """One who comes late sits where fewest sit."""
    counts = Counter(GroupSeat.objects.filter(group__slot=slot).values_list("group_id", flat=True))
    smallest = min(slot.groups.all(), key=lambda group: (counts[group.id], group.number))
    GroupSeat.objects.create(group=smallest, attendance=attendance)
