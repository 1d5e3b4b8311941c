"""Feeds: their secret addresses, and keeping count of what they have told."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pejl.calendars.events import list_account_events, list_houses, list_person_events
from pejl.calendars.models import Feed, FeedEvent
from pejl.days.tokens import hash_token
from pejl.mail.clock import now
from pejl.mail.ics import CalendarEvent, make_feed
from pejl.mail.posting import make_address
from pejl.people.models import Participant

REFRESH = timedelta(hours=4)
TOLD_FOR = timedelta(days=60)  # how long a feed says that something was called off
Owner = User | Participant


def find_feed(owner: Owner) -> Feed | None:
    return Feed.objects.filter(**name_owner(owner)).first()


def name_owner(owner: Owner) -> dict[str, Any]:
    return {"user" if isinstance(owner, User) else "person": owner}


def renew_feed(owner: Owner) -> str:
    """The address of a new feed, which nobody can be told again; an earlier one is void."""
    key = secrets.token_urlsafe(32)
    made = {"key_hash": hash_token(key), "made_at": now(), "address": owner.email}
    Feed.objects.update_or_create(**name_owner(owner), defaults=made)
    return make_address(reverse("feed", args=[key]))


def stop_feed(owner: Owner) -> None:
    Feed.objects.filter(**name_owner(owner)).delete()


def read_feed(key: str) -> Feed | None:
    """None for one that is not ours, and when its owner may no longer come in."""
    feeds = Feed.objects.select_related("user", "person__organisation")
    feed = feeds.filter(key_hash=hash_token(key)).first()
    if feed is None:
        return None
    if feed.user is not None:
        return feed if feed.user.is_active else None
    person = feed.person
    assert person is not None  # noqa: S101
    same = person.email.lower() == feed.address.lower()
    return feed if person.active and same else None


def write_feed(feed: Feed) -> bytes:
    if feed.person is not None:
        houses, events = [feed.person.organisation], list_person_events(feed.person)
    else:
        assert feed.user is not None  # noqa: S101
        houses, events = list_houses(feed.user), list_account_events(feed.user)
    with translation.override(houses[0].language if houses else settings.LANGUAGE_CODE):
        name = f"Pejl · {houses[0].name}" if len(houses) == 1 else "Pejl"
        return make_feed(stamp(feed, events), name, REFRESH)


def stamp(feed: Feed, events: Iterable[CalendarEvent]) -> list[CalendarEvent]:
    """The events as this feed has told them so far: each with how often it has changed and when,
    and those that are gone and were still to come called off. Writes only what is news."""
    found = {one.uid: one for one in events}
    if is_news(found, read_told(feed)):
        with transaction.atomic():
            if Feed.objects.select_for_update().filter(id=feed.pk).exists():
                keep_told(feed, found, read_told(feed))
    told = read_told(feed)
    gone = [row for row in told.values() if row.cancelled]
    return [
        *(date_event(one, told[uid]) for uid, one in found.items() if uid in told),
        *map(call_off, gone),
    ]


def read_told(feed: Feed) -> dict[str, FeedEvent]:
    return {row.uid: row for row in feed.events.order_by("day", "uid")}


def is_news(found: dict[str, CalendarEvent], told: dict[str, FeedEvent]) -> bool:
    stands = {uid: row.digest for uid, row in told.items() if not row.cancelled}
    old = any(is_old(row) for row in told.values())
    return old or stands != {uid: digest(one) for uid, one in found.items()}


def is_old(row: FeedEvent) -> bool:
    return row.cancelled and row.changed_at < now() - TOLD_FOR


def keep_told(feed: Feed, found: dict[str, CalendarEvent], told: dict[str, FeedEvent]) -> None:
    for uid, one in found.items():
        row = told.get(uid)
        if row is None:
            row = FeedEvent(feed=feed, uid=uid, sequence=0)
        elif row.digest == digest(one) and not row.cancelled:
            continue
        else:
            row.sequence += 1
        row.digest, row.day = digest(one), find_day(one)
        row.changed_at, row.cancelled = now(), False
        row.save()
    for uid, row in told.items():
        if uid in found:
            continue
        if is_old(row) or (not row.cancelled and row.day < timezone.localdate(now())):
            row.delete()
        elif not row.cancelled:
            row.cancelled, row.sequence, row.changed_at = True, row.sequence + 1, now()
            row.save()


def digest(one: CalendarEvent) -> str:
    said = (one.title, one.starts_at.isoformat(), one.ends_at.isoformat(), one.text, one.place,
            one.url)  # fmt: skip
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


def find_day(one: CalendarEvent) -> date:
    at = one.starts_at
    return timezone.localdate(at) if isinstance(at, datetime) else at


def date_event(one: CalendarEvent, row: FeedEvent) -> CalendarEvent:
    return replace(one, sequence=row.sequence, made_at=row.changed_at)


def call_off(row: FeedEvent) -> CalendarEvent:
    ends = row.day + timedelta(days=1)
    return CalendarEvent(
        row.uid, _("Called off"), row.day, ends, row.changed_at,
        sequence=row.sequence, cancelled=True,
    )  # fmt: skip
