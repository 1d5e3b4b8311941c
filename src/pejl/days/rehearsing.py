"""A rehearsal: the day run dry, with what phones write marked, and all of it wiped afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.days.models import (
    Attendance,
    Contribution,
    Outcome,
    Phone,
    Placing,
    SeatingChange,
    Showing,
    Slot,
    SlotShown,
    SlotState,
    Step,
    ThemeDay,
)
from pejl.days.nudges import nudge_run
from pejl.days.run import NotNow
from pejl.days.seat_history import note_change, restore_change, restore_placed


def start_rehearsal(day: ThemeDay) -> None:
    """From now on all contributions are marked. Raises NotNow once the real day has begun."""
    with transaction.atomic():
        day = ThemeDay.objects.select_for_update().get(id=day.id)
        if any(slot.is_relied_on() for slot in day.slots.all()):
            raise NotNow(_("The day has begun, so it can no longer be rehearsed."))
        SeatingChange.objects.filter(day=day).delete()
        note_change(day, list(day.slots.all()), _("Rehearsal"))
        day.rehearsing = True
        day.revision += 1
        day.save()
        nudge_run(day)


def wipe_rehearsal(day: ThemeDay) -> None:
    """Everything as before the rehearsal: its contributions, phones, moves and outcomes are gone,
    every item planned again."""
    with transaction.atomic():
        day = ThemeDay.objects.select_for_update().get(id=day.id)
        if not day.rehearsing:
            raise NotNow(_("No rehearsal is going on."))
        forget_run(day)
        day.allotted, day.change = {}, None
        day.rehearsing, day.current, day.ended_at, day.showing = False, None, None, Showing.JOIN
        day.alone = None
        day.revision += 1
        day.save()
        nudge_run(day)


def forget_run(day: ThemeDay) -> None:
    Contribution.objects.filter(slot__day=day, rehearsal=True).delete()
    Phone.objects.filter(attendance__day=day, rehearsal=True).delete()
    for rows in (Outcome, SlotShown, Placing):
        rows.objects.filter(slot__day=day).delete()
    Step.objects.filter(day=day).delete()
    gone = Attendance.objects.filter(day=day, phones__isnull=True)
    gone.update(joined_at=None)
    Slot.objects.filter(day=day).update(
        state=SlotState.PLANNED,
        opened_at=None,
        paused_at=None,
        paused_seconds=0,
        closed_at=None,
        released_at=None,
        certificate=None,
        extra_minutes=0,
        secret="",
        release_upto=None,
        whole_only=False,
        resolved=None,
    )
    if planned := day.seating_changes.last():
        restore_placed(day, planned)
        restore_change(day, planned)
