"""Who is invited to a day, with the level and area that each holds."""

from django.db.models import QuerySet

from pejl.days.models import Attendance, SlotState, ThemeDay
from pejl.people.models import Participant


def has_begun(day: ThemeDay) -> bool:
    return day.slots.exclude(state=SlotState.PLANNED).exists()


def invite_everyone(day: ThemeDay) -> int:
    """Invites all active leaders who are not invited yet and, until the day begins, brings level
    and area up to date and takes those off who have left. Returns how many are invited."""
    people = Participant.objects.filter(organisation=day.organisation_id, active=True)
    invited = {row.participant_id: row for row in day.attendances.all()}
    Attendance.objects.bulk_create(
        Attendance(day=day, participant=person, level_id=person.level_id, area_id=person.area_id)
        for person in people
        if person.id not in invited
    )
    if not has_begun(day):
        refresh_places(day, people, invited)
    return day.attendances.count()


def refresh_places(
    day: ThemeDay, people: "QuerySet[Participant]", invited: dict[int, Attendance]
) -> None:
    rows = []
    for person in people:
        if row := invited.get(person.id):
            row.level_id, row.area_id = person.level_id, person.area_id
            rows.append(row)
    Attendance.objects.bulk_update(rows, ["level", "area"], batch_size=500)
    day.attendances.filter(participant__active=False, contribution=None).delete()


def refresh_days(organisation_id: int) -> None:
    """After the list of leaders changed: every day that has not begun follows."""
    for day in ThemeDay.objects.filter(organisation=organisation_id, ended_at=None):
        if not has_begun(day):
            invite_everyone(day)
