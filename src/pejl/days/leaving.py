"""What an item leaves to later ones and to what comes after the day."""

from datetime import datetime, timedelta

import msgspec

from pejl.days.gate import release
from pejl.days.ground import lay_ground, resolve_config
from pejl.days.models import Contribution, Outcome, Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity


def store_outcomes(slot: Slot) -> None:
    """What the item leaves to later ones. What it left before and still leaves stays the same row,
    since later items know it by its id."""
    released = release(slot)
    leave = find_activity(slot.activity).outcomes
    drafts = leave(resolve_config(slot), released) if released.whole is not None else ()
    agreement = slot.day.agreement
    known = set(agreement.focus_areas.values_list("id", flat=True)) if agreement else set()
    held = list(slot.outcomes.all())
    for position, draft in enumerate(drafts):
        focus = draft.focus if draft.focus in known else None
        same = (draft.kind, draft.text, focus)
        before = next(
            (row for row in held if same == (row.kind, row.text, row.focus_area_id)), None
        )
        row = before or Outcome(slot=slot, kind=draft.kind, text=draft.text, focus_area_id=focus)
        row.position, row.data = position, dict(draft.data)
        row.save()
        if before is not None:
            held.remove(before)
    slot.outcomes.filter(id__in=[row.id for row in held]).delete()


def renew_since(at: datetime | None) -> None:
    """Lets the days that are over leave what was answered to feedback after that time; the log's
    times are whole hours."""
    over = ThemeDay.objects.filter(ended_at__isnull=False, rehearsing=False)
    answered = Contribution.objects.filter(slot__released_at__isnull=False, slot__day__in=over)
    if at is not None:
        answered = answered.filter(created_at__gte=at - timedelta(hours=1))
    for day in over.filter(id__in=answered.values("slot__day_id")):
        renew_outcomes(day)


def renew_outcomes(day: ThemeDay) -> None:
    """What was handed out has been answered since it closed, and leaves more to later items; those
    that take it in although they have been opened do so."""
    for slot in day.slots.filter(released_at__isnull=False):
        slot.day = day
        store_outcomes(slot)
    for slot in day.slots.exclude(state=SlotState.PLANNED):
        if renew := find_activity(slot.activity).renew:
            slot.day = day
            slot.resolved = msgspec.to_builtins(renew(resolve_config(slot), lay_ground(slot)))
            slot.save(update_fields=["resolved"])
            if slot.state == SlotState.CLOSED:
                store_outcomes(slot)
