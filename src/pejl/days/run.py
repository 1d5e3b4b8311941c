"""Running the day: the steps a facilitator takes, each in one transaction, each undoable.

An item goes planned → open ⇄ paused → closed. A step that its state does not allow raises
`NotNow` with a message for the facilitator.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.days.certificate import note_certificate
from pejl.days.clock import time_programme
from pejl.days.forgetting import forget_givers, wipe_remains
from pejl.days.gate import settle_release
from pejl.days.ground import resolve_config
from pejl.days.grouping import find_kind, seat_people
from pejl.days.leaving import renew_outcomes, store_outcomes
from pejl.days.models import PrivacyPromise, Seating, Showing, Slot, SlotState, Step, ThemeDay
from pejl.days.nudges import nudge_run
from pejl.days.registry import find_activity
from pejl.mail.clock import now

RUN_OF_DAY = ("current_id", "showing", "tables_page", "ended_at", "allotted", "change")
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
    """The item, held as the current one is until the step is taken: answers being stored are in
    before it, all others come after. By id, as the log's writer: so neither waits for the other."""
    wanted = {day.current_id, slot.id if slot else None} - {None}
    rows = Slot.objects.select_for_update().filter(day=day, id__in=wanted).order_by("id")
    held = {row.id: row for row in rows}
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
    """The run's state as JSON: the day's and the item's, and that of the item that was current."""
    slots = {row.id: row for row in (slot, day.current) if row is not None}
    state: dict[str, Any] = {
        "day": {name: getattr(day, name) for name in RUN_OF_DAY},
        "slots": {
            str(row.id): {name: getattr(row, name) for name in RUN_OF_SLOT}
            for row in slots.values()
        },
    }
    encoded: dict[str, Any] = msgspec.to_builtins(state)
    return encoded


@step
def open_slot(day: ThemeDay, slot: Slot | None) -> None:
    """Opens an item; one that is open is closed first. Locks its promise and its config."""
    assert slot is not None  # noqa: S101
    require(slot, SlotState.PLANNED)
    if (current := day.current) and current.id != slot.id and ends_with_room(current):
        finish(current)
    begin(slot)
    day.current, day.showing, day.ended_at = slot, Showing.ITEM, None


def begin(slot: Slot) -> None:
    """Opens a planned item: people are seated, its config made whole and kept."""
    renew_outcomes(slot.day)
    if find_kind(slot) != Seating.STAY:
        seat_people(slot)
    allot_minutes(slot)
    slot.resolved = msgspec.to_builtins(resolve_config(slot))
    slot.state, slot.opened_at = SlotState.OPEN, now()
    slot.closed_at, slot.paused_at, slot.paused_seconds = None, None, 0
    slot.released_at = slot.closes_at = slot.certificate = None
    if slot.promise == PrivacyPromise.ANONYMOUS and not slot.secret:
        slot.secret = secrets.token_hex(32)


def allot_minutes(slot: Slot) -> None:
    """It runs as long as the programme says; one that was to be skipped, as long as was wished."""
    planned = next(one.minutes for one in time_programme(slot.day) if one.slot.id == slot.id)
    if not planned:
        slot.day.allotted = {**slot.day.allotted, str(slot.id): slot.minutes}
    slot.extra_minutes = (planned or slot.minutes) - slot.minutes


def ends_with_room(slot: Slot) -> bool:
    """Whether an item closes when the room moves on; a lasting round does not."""
    return slot.state in RUNNING and slot.closes_at is None


RUNNING = (SlotState.OPEN, SlotState.PAUSED)


@step
def pause_slot(day: ThemeDay, slot: Slot | None) -> None:
    assert slot is not None  # noqa: S101
    require(slot, SlotState.OPEN)
    slot.state, slot.paused_at = SlotState.PAUSED, now()


@step
def resume_slot(day: ThemeDay, slot: Slot | None) -> None:
    assert slot is not None  # noqa: S101
    require(slot, SlotState.PAUSED)
    settle_pause(slot)
    slot.state = SlotState.OPEN


@step
def extend_slot(day: ThemeDay, slot: Slot | None, minutes: int = 5) -> None:
    """`minutes` may be negative, but the item keeps at least one minute."""
    assert slot is not None  # noqa: S101
    require(slot, *RUNNING)
    slot.extra_minutes = max(slot.extra_minutes + minutes, 1 - slot.minutes)


@step
def close_slot(day: ThemeDay, slot: Slot | None) -> None:
    assert slot is not None  # noqa: S101
    require(slot, *RUNNING)
    finish(slot)


@step
def release_slot(day: ThemeDay, slot: Slot | None) -> None:
    """Hands what was sent in to all its receivers at once."""
    assert slot is not None  # noqa: S101
    require(slot, SlotState.CLOSED)
    if find_activity(slot.activity).routes is None or slot.released_at is not None:
        raise NotNow(_("“%(title)s” has nothing to hand out now.") % {"title": slot.title})
    slot.released_at = now()
    note_certificate(slot)
    if slot.promise == PrivacyPromise.ANONYMOUS:  # another than before: for what comes back
        slot.secret = secrets.token_hex(32)


def release_due(at: datetime) -> None:
    """Hands out what is to be handed out by itself by then."""
    due = Slot.objects.filter(state=SlotState.CLOSED, released_at=None, releases_at__lte=at)
    for slot in due.select_related("day"):
        release_slot(slot.day, slot, None)


ANSWERED_FOR = timedelta(days=60)


def forget_rounds(at: datetime) -> None:
    """Destroys the second secret of anonymous rounds: nobody says any more whether it helped."""
    over = Slot.objects.filter(released_at__lte=at - ANSWERED_FOR).exclude(secret="")
    if over.update(secret=""):
        transaction.on_commit(wipe_remains)


@step
def show(day: ThemeDay, slot: Slot | None, showing: str, page: int = 0) -> None:
    """Chooses what the screen shows; of who sits where, which page (0: they turn)."""
    day.showing, day.tables_page = Showing(showing), page


@step
def end_day(day: ThemeDay, slot: Slot | None) -> None:
    """Closes what is open; the screen and the phones go to the plan."""
    if (current := day.current) and ends_with_room(current):
        finish(current)
    renew_outcomes(day)
    if slot is not None:
        slot.refresh_from_db(fields=["resolved"])
    day.ended_at, day.showing = now(), Showing.PLAN


def finish(slot: Slot) -> None:
    """Closes an item: the clock stops, anonymous givers are forgotten, outcomes stored."""
    settle_pause(slot)
    slot.state, slot.closed_at = SlotState.CLOSED, now()
    if slot.promise == PrivacyPromise.ANONYMOUS:
        forget_givers(slot)
    settle_release(slot)
    slot.save()
    store_outcomes(slot)


def settle_pause(slot: Slot) -> None:
    if slot.paused_at is not None:
        slot.paused_seconds += int((now() - slot.paused_at) / timedelta(seconds=1))
        slot.paused_at = None


def require(slot: Slot, *states: str) -> None:
    if slot.state not in states:
        raise NotNow(
            _("“%(title)s” is %(state)s, so this is not possible now.")
            % {"title": slot.title, "state": slot.get_state_display()}
        )


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
