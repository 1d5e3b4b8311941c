"""Sending what hooks are told: stored first, tried again with longer and longer pauses, and given
up with a word to the owner. A message comes at least once, and in no certain order."""

import time
from datetime import datetime, timedelta
from typing import NamedTuple

import requests
from django.conf import settings
from django.db import transaction

from pejl.accounts.fetching import GuardedSession, NotAllowed
from pejl.accounts.sealing import Unreadable, unseal
from pejl.api.models import Delivery, DeliveryState, Hook
from pejl.api.tasks import deliver_soon
from pejl.api.telling import AT, ID, SIGNED, TEST, make_key, sign, write
from pejl.live.aside import run_aside
from pejl.mail.clock import now

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 1440))
STOP_AFTER = timedelta(days=1)
LEASE = timedelta(minutes=5)  # who sends has so long; then it is sent again
KEPT = timedelta(days=30)
ROTATES = timedelta(days=1)  # an old secret signs beside the new one
TIMEOUT = 8  # seconds to connect, and to answer
LONGEST = 15  # seconds in all
GONE = 410


class Answer(NamedTuple):
    """The receiver's status, or a word for why there is none (`pejl.api.words`)."""

    status: int | None
    error: str = ""

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def store(hook: Hook, event: str, body: str, at: datetime) -> Delivery:
    """Puts a message in the queue, within the caller's transaction."""
    row = Delivery.objects.create(
        hook=hook, key=make_key(), event=event, body=body, made_at=at, not_before=at
    )
    deliver_soon.enqueue(row.id)
    return row


def queue_due(at: datetime) -> None:
    """What waits for another try, or was left by a crash."""
    due = Delivery.objects.filter(
        state=DeliveryState.WAITING, not_before__lte=at, hook__stopped_at=None
    )
    for row in due.values_list("id", flat=True):
        deliver_soon.enqueue(row)


def forget_old(at: datetime) -> None:
    Delivery.objects.filter(made_at__lt=at - KEPT).delete()


def deliver(delivery_id: int) -> bool:
    """Sends it if it is due and nobody else does; whether it tried."""
    at = now()
    due = Delivery.objects.filter(
        id=delivery_id, state=DeliveryState.WAITING, not_before__lte=at, hook__stopped_at=None
    )
    if not due.update(not_before=at + LEASE):
        return False
    row = Delivery.objects.select_related("hook").get(id=delivery_id)
    settle(row, send(row))
    return True


def send(row: Delivery) -> Answer:
    """Never waits longer than LONGEST, however slowly the receiver answers."""
    try:
        headers = make_headers(row)
    except Unreadable:
        return Answer(None, "secret")
    try:
        return run_aside(lambda: post(row, headers), "hook").result(LONGEST)
    except TimeoutError:
        return Answer(None, "time")


def make_headers(row: Delivery) -> dict[str, str]:
    hook, at = row.hook, int(time.time())
    held = [hook.secret]
    if hook.old_secret and hook.old_until and hook.old_until > now():
        held.append(hook.old_secret)
    signed = " ".join(sign(unseal(one), row.key, at, row.body) for one in held)
    return {
        "Content-Type": "application/json",
        "User-Agent": "Pejl",
        ID: row.key,
        AT: str(at),
        SIGNED: signed,
    }


def post(row: Delivery, headers: dict[str, str]) -> Answer:
    """What the receiver answers beyond its status is not read."""
    try:
        with (
            GuardedSession(inside=settings.PEJL_HOOKS_INSIDE) as session,
            session.post(
                row.hook.url, data=row.body.encode(), headers=headers, stream=True, timeout=TIMEOUT
            ) as response,
        ):
            return Answer(response.status_code)
    except NotAllowed:
        return Answer(None, "address")
    except requests.exceptions.SSLError:
        return Answer(None, "certificate")
    except requests.Timeout:
        return Answer(None, "time")
    except (requests.RequestException, ValueError):
        return Answer(None, "connection")


@transaction.atomic
def settle(row: Delivery, answer: Answer) -> None:
    at = now()
    hook = Hook.objects.select_for_update().get(id=row.hook_id)
    row.tries += 1
    row.status, row.error = answer.status, answer.error
    if answer.taken:
        row.state, row.settled_at = DeliveryState.DELIVERED, at
        note_reached(hook, at)
    else:
        put_off(row, hook, at)
    row.save(update_fields=["tries", "status", "error", "state", "settled_at", "not_before"])


def note_reached(hook: Hook, at: datetime) -> None:
    """What waited for the receiver goes now."""
    if hook.failing_since is not None:
        hook.failing_since = None
        hook.save(update_fields=["failing_since"])
        hook.deliveries.filter(state=DeliveryState.WAITING).update(not_before=at)


def put_off(row: Delivery, hook: Hook, at: datetime) -> None:
    """Everything for this receiver waits as long as the one that failed."""
    hook.failing_since = hook.failing_since or at
    if row.tries > len(PAUSES):
        row.state, row.settled_at = DeliveryState.FAILED, at
    else:
        row.not_before = at + PAUSES[row.tries - 1]
        waiting = hook.deliveries.filter(state=DeliveryState.WAITING, not_before__lt=row.not_before)
        waiting.exclude(id=row.id).update(not_before=row.not_before)
    given_up = row.state == DeliveryState.FAILED and at - hook.failing_since >= STOP_AFTER
    if given_up or row.status == GONE:
        hook.stopped_at = at
    hook.save(update_fields=["failing_since", "stopped_at"])


@transaction.atomic
def start_again(hook: Hook) -> None:
    """What could not be delivered is sent once more; what has happened since is found at the next
    look."""
    at = now()
    hook.failing_since = hook.stopped_at = None
    hook.save(update_fields=["failing_since", "stopped_at"])
    held = hook.deliveries.exclude(state=DeliveryState.DELIVERED).exclude(event=TEST)
    held.update(state=DeliveryState.WAITING, tries=0, not_before=at, settled_at=None)


def try_out(hook: Hook) -> Delivery:
    """Sends a message at once, and not again."""
    at = now()
    row = Delivery.objects.create(
        hook=hook,
        key=make_key(),
        event=TEST,
        body=write(TEST, at),
        state=DeliveryState.FAILED,
        made_at=at,
        not_before=at,
        settled_at=at,
    )
    answer = send(row)
    row.tries, row.status, row.error = 1, answer.status, answer.error
    if answer.taken:
        row.state = DeliveryState.DELIVERED
        note_reached(hook, at)
    row.save(update_fields=["tries", "status", "error", "state"])
    return row
