"""What an item leaves to later ones and to what comes after the day."""

import msgspec

from pejl.days.gate import release
from pejl.days.ground import lay_ground, resolve_config
from pejl.days.models import Outcome, Slot, SlotState, ThemeDay
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
