"""Running the day: the steps a facilitator takes, each in one transaction, each undoable.

An item goes planned → open ⇄ paused → closed. A step that its state does not allow raises
`NotNow` with a message for the facilitator.
"""

import secrets
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from pejl.days.certificate import note_certificate
from pejl.days.clock import time_programme
from pejl.days.forgetting import forget_givers, wipe_remains
from pejl.days.gate import settle_release
from pejl.days.ground import resolve_config
from pejl.days.grouping import find_kind, seat_people
from pejl.days.leaving import renew_outcomes, store_outcomes
from pejl.days.models import RUNNING, PrivacyPromise, Seating, Showing, Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.steps import NotNow as NotNow
from pejl.days.steps import step as step
from pejl.days.steps import undo as undo
from pejl.days.tracks import list_live, list_tracks
from pejl.mail.clock import now


@step
def open_slot(day: ThemeDay, slot: Slot | None) -> None:
    """Opens an item; what is open is closed first, but for what runs beside it. Locks its promise
    and its config."""
    assert slot is not None  # noqa: S101
    require(slot, SlotState.PLANNED)
    move_room(day, slot)
    begin(slot)


@step
def open_tracks(day: ThemeDay, slot: Slot | None) -> None:
    """Opens an item with all that are to run beside it, but for those that are skipped."""
    assert slot is not None  # noqa: S101
    require(slot, SlotState.PLANNED)
    move_room(day, slot)
    times = {timed.slot.id: timed.minutes for timed in time_programme(day)}
    for one in list_tracks(slot):
        if one is not slot and not times[one.id]:
            day.allotted = {**day.allotted, str(one.id): 0}
        elif one.state == SlotState.PLANNED:
            begin(one)
            one.save()


def move_room(day: ThemeDay, slot: Slot) -> None:
    """The room is at the item from now on: what ends with the one before closes."""
    beside = {one.id for one in list_tracks(slot)}
    for one in list_live(day):
        if one.id not in beside and ends_with_room(one):
            finish(one)
    day.current, day.showing, day.alone, day.ended_at = slot, Showing.ITEM, None, None


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
def close_tracks(day: ThemeDay, slot: Slot | None) -> None:
    """Closes an item with all that run beside it."""
    assert slot is not None  # noqa: S101
    running = [one for one in list_tracks(slot) if one.state in RUNNING]
    if not running:
        require(slot, *RUNNING)
    for one in running:
        finish(one)


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
    """Chooses what the screen shows; of who sits where, which page (0: they turn); of items side by
    side, which one (none: all)."""
    day.showing, day.tables_page, day.alone = Showing(showing), page, slot


@step
def end_day(day: ThemeDay, slot: Slot | None) -> None:
    """Closes what is open; the screen and the phones go to the plan."""
    for one in list_live(day):
        if ends_with_room(one):
            finish(one)
    renew_outcomes(day)
    if slot is not None:
        slot.refresh_from_db()
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
        slot.paused_seconds += max(0, int((now() - slot.paused_at) / timedelta(seconds=1)))
        slot.paused_at = None


def require(slot: Slot, *states: str) -> None:
    if slot.state not in states:
        raise NotNow(
            _("“%(title)s” is %(state)s, so this is not possible now.")
            % {"title": slot.title, "state": slot.get_state_display()}
        )
