"""What a step of the run is: locked, remembered with how all was before it, nudged, and undone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.days.models import RUNNING, PrivacyPromise, Slot, SlotState, Step, ThemeDay
from pejl.days.nudges import nudge_run
from pejl.days.tracks import list_tracks

RUN_OF_DAY = ("current_id", "showing", "alone_id", "tables_page", "ended_at", "allotted", "change")
RUN_OF_SLOT = (
    "state",
    "opened_at",
    "paused_at",
    "paused_seconds",
    "extra_minutes",
    "closed_at",
    "closes_at",
    "released_at",
    "certificate",
    "resolved",
)


class NotNow(Exception):
    """The step is not possible in the state the item is in."""


Rest = ParamSpec("Rest")
Change = Callable[Concatenate[ThemeDay, Slot | None, Rest], None]
Taken = Callable[Concatenate[ThemeDay, Slot | None, AbstractBaseUser | None, Rest], None]


def step(change: Change[Rest]) -> Taken[Rest]:
    """Makes a change of the day's run a step: locked, remembered for undoing, and nudged."""

    @wraps(change)
    def take(
        day: ThemeDay,
        slot: Slot | None,
        by: AbstractBaseUser | None,
        *args: Rest.args,
        **kwargs: Rest.kwargs,
    ) -> None:
        with transaction.atomic():
            day = ThemeDay.objects.select_for_update().get(id=day.id)
            slot = lock_slots(day, slot)
            before = snapshot(day, slot)
            change(day, slot, *args, **kwargs)
            Step.objects.create(
                day=day, by_id=by.pk if by else None, verb=change.__name__, slot=slot, before=before
            )
            save_run(day, slot)

    return take  # type: ignore[return-value]


def lock_slots(day: ThemeDay, slot: Slot | None) -> Slot | None:
    """The item, held as the current one and all beside them are until the step is taken: answers
    being stored are in before it, all others come after. By id, as the log's writer: so neither
    waits for the other."""
    wanted = {day.current_id, slot.id if slot else None} - {None}
    rows = list(day.slots.all())
    beside = {one.id for row in rows if row.id in wanted for one in list_tracks(row, rows)}
    locked = Slot.objects.select_for_update().filter(day=day, id__in=wanted | beside)
    held = {row.id: row for row in locked.order_by("id")}
    for row in held.values():
        row.day = day
    day.current = held[day.current_id] if day.current_id else None
    return held[slot.id] if slot else None


def save_run(day: ThemeDay, slot: Slot | None) -> None:
    if slot is not None:
        slot.save()
    day.revision += 1
    day.save()
    nudge_run(day)


def snapshot(day: ThemeDay, slot: Slot | None) -> dict[str, Any]:
    """The run's state as JSON: the day's and the item's, that of the item that was current, and of
    all beside them."""
    about = [row for row in (slot, day.current) if row is not None]
    slots = {row.id: row for one in about for row in list_tracks(one)}
    state: dict[str, Any] = {
        "day": {name: getattr(day, name) for name in RUN_OF_DAY},
        "slots": {
            str(row.id): {name: getattr(row, name) for name in RUN_OF_SLOT}
            for row in slots.values()
        },
    }
    encoded: dict[str, Any] = msgspec.to_builtins(state)
    return encoded


def undo(day: ThemeDay) -> Step:
    """Takes the last step back. What phones sent in stays in the log. Raises NotNow when there is
    nothing to undo, or when it was the closing of an anonymous item, whose secret is gone."""
    with transaction.atomic():
        day = ThemeDay.objects.select_for_update().get(id=day.id)
        last = Step.objects.filter(day=day).first()
        if last is None:
            raise NotNow(_("There is nothing to undo."))
        restore(day, last.before)
        last.delete()
        nudge_run(day)
    return last


def restore(day: ThemeDay, before: dict[str, Any]) -> None:
    for slot_id, state in sorted(before["slots"].items(), key=lambda item: int(item[0])):
        slot = Slot.objects.select_for_update().get(id=slot_id)
        reopened = slot.state == SlotState.CLOSED and state["state"] in RUNNING
        if reopened and slot.promise == PrivacyPromise.ANONYMOUS:
            raise NotNow(
                _(
                    "The answers were anonymous, and the key to them was destroyed at closing. "
                    "The item cannot be opened again."
                )
            )
        if slot.released_at is not None and state["released_at"] is None:
            raise NotNow(_("It has been handed out and read, so it cannot be taken back."))
        apply_state(slot, state)
        if slot.state != SlotState.CLOSED:
            slot.outcomes.all().delete()
    apply_state(day, before["day"])
    ThemeDay.objects.filter(id=day.id).update(revision=F("revision") + 1)
    day.revision += 1


def apply_state(row: Slot | ThemeDay, state: dict[str, Any]) -> None:
    """Through the fields' own readers, so that times come back as times."""
    for name, value in state.items():
        field: Any = row._meta.get_field(name.removesuffix("_id"))
        setattr(row, name, value if field.is_relation else field.to_python(value))
    row.save(update_fields=list(state))
