"""The mails of rounds: who is asked, reminded twice, told that there is something to answer; and
the closing when its day has come. None of them tells who wrote."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import translation

from pejl.days import letters
from pejl.days.lasting import list_asked, list_owing, list_receivers, list_silent
from pejl.days.models import Attendance, Slot, SlotState
from pejl.days.run import close_slot
from pejl.days.tokens import make_round_path
from pejl.mail.hours import is_day_off, next_sending_time
from pejl.mail.models import MailState, Message
from pejl.mail.posting import address_of, find_quiet, list_keys, make_address, post

ANSWER_AFTER = (timedelta(days=7), timedelta(days=14))
STALE_AFTER = timedelta(days=42)
LAST_CALL = timedelta(days=2)
Letter = Callable[[Attendance, Slot, str], letters.Text]


def run_rounds(at: datetime) -> None:
    """Does what is due by then for each round. Reminders are worked out when they go out, not in
    the night before."""
    for slot in list_lasting():
        with translation.override(slot.day.organisation.language):
            if slot.closes_at and slot.closes_at <= at:
                close_slot(slot.day, slot, None)
            elif not slot.day.silent:
                ask(slot, at)
    for slot in list_handed_out(at):
        with translation.override(slot.day.organisation.language):
            ask_for_answers(slot, at)
    cancel_idle()


def list_lasting() -> "QuerySet[Slot]":
    lasting = Slot.objects.filter(state=SlotState.OPEN, closes_at__isnull=False)
    return lasting.filter(day__rehearsing=False).select_related("day__organisation")


def list_handed_out(at: datetime) -> "QuerySet[Slot]":
    handed_out = Slot.objects.filter(state=SlotState.CLOSED, released_at__gt=at - STALE_AFTER)
    return handed_out.filter(day__rehearsing=False, day__silent=False).select_related(
        "day__organisation"
    )


def ask(slot: Slot, at: datetime) -> None:
    """The first mail, half-way and two days before it closes."""
    assert slot.opened_at  # noqa: S101
    assert slot.closes_at  # noqa: S101
    mail(slot, "first", lambda: list_asked(slot), letters.write_first)
    if not may_send(slot, at):
        return
    half = slot.opened_at + (slot.closes_at - slot.opened_at) / 2
    last = max(find_last_call(slot), half + timedelta(days=1))
    if at >= last:
        mail(slot, "last", lambda: list_silent(slot), letters.write_reminder, discreet=True)
    elif at >= half:
        mail(slot, "half", lambda: list_silent(slot), letters.write_reminder, discreet=True)


def find_last_call(slot: Slot) -> datetime:
    """Two days before it closes, or the last day before that when mails go out."""
    assert slot.closes_at  # noqa: S101
    quiet, at = find_quiet(slot.day.organisation), slot.closes_at - LAST_CALL
    while is_day_off(at.astimezone(ZoneInfo(quiet.zone)).date(), quiet):
        at -= timedelta(days=1)
    return at


def ask_for_answers(slot: Slot, at: datetime) -> None:
    """Tells those who got something in a lasting round, and reminds twice while no one of them has
    answered; after a round in the room too."""
    assert slot.released_at  # noqa: S101
    if slot.closes_at:
        mail(slot, "got", lambda: list_receivers(slot), letters.write_got)
    for number, pause in reversed(list(enumerate(ANSWER_AFTER, start=1))):
        if at >= slot.released_at + pause and may_send(slot, at):
            mail(slot, f"owing{number}", lambda: list_owing(slot), letters.write_owing)
            return


def may_send(slot: Slot, at: datetime) -> bool:
    return next_sending_time(at, find_quiet(slot.day.organisation)) == at


def mail(
    slot: Slot,
    what: str,
    find: Callable[[], Iterable[Attendance]],
    write: Letter,
    *,
    discreet: bool = False,
) -> None:
    """The mails of one kind, worked out once: when the first of them is there, all are."""
    prefix = f"round {slot.id} {slot.opened_at:%Y%m%d%H%M%S} {what} "
    if list_keys(prefix):
        return
    for row in find():
        text = write(row, slot, make_address(make_round_path(row, slot)))
        post(
            slot.day.organisation,
            address_of(row.participant),
            text.subject,
            text.body,
            f"{prefix}{row.id}",
            discreet=discreet,
        )


def cancel_idle() -> None:
    """What waits to ask for a round that is no longer open is not sent."""
    waiting = Message.objects.filter(state=MailState.WAITING, key__startswith="round ")
    for message in waiting:
        _round, slot_id, _opened, what, _who = message.key.split()
        running = Slot.objects.filter(id=int(slot_id), state=SlotState.OPEN).exists()
        if what in ("first", "half", "last") and not running:
            Message.objects.filter(id=message.id, state=MailState.WAITING).update(
                state=MailState.CANCELLED
            )
