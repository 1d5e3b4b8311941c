"""Calendar files and feeds (RFC 5545, RFC 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
from django.utils import timezone

PRODUCT = "-//Pejl//pejl//DA"
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
CENTRAL_EUROPE = frozenset({"Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo"})


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` stays the same when the event is moved; then `sequence` grows. What lasts whole days
    has dates, and ends on the day after its last."""

    uid: str
    title: str
    starts_at: datetime | date
    ends_at: datetime | date
    made_at: datetime
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def make_calendar(events: Iterable[CalendarEvent]) -> bytes:
    """A file that calendars read: UTF-8, times in UTC, one entry an event."""
    calendar = begin_calendar()
    for event in events:
        calendar.add_component(make_entry(event))
    written: bytes = calendar.to_ical()
    return written


def make_feed(events: Iterable[CalendarEvent], name: str, refresh: timedelta) -> bytes:
    """A calendar that is read again and again: with a name, and times in the house's own zone, so
    that a day at nine stays at nine when the clock is changed."""
    calendar = begin_calendar()
    for named in ("name", "x-wr-calname"):
        calendar.add(named, write(name))
    calendar.add("x-wr-timezone", str(timezone.get_default_timezone()))
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{int(refresh.total_seconds() // 3600)}H")
    calendar.add_component(make_zone(str(timezone.get_default_timezone())))
    for event in events:
        calendar.add_component(make_entry(event, local=True))
    written: bytes = calendar.to_ical()
    return written


def begin_calendar() -> Any:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def make_zone(name: str) -> Any:
    """Central Europe's rule in words that every calendar reads, which a list of dates is not."""
    if name not in CENTRAL_EUROPE:
        return icalendar.Timezone.from_tzid(name)
    zone = icalendar.Timezone()
    zone.add("tzid", name)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, named, month, since, before, after in (
        (icalendar.TimezoneDaylight(), "CEST", 3, datetime(1996, 3, 31, 2), winter, summer),
        (icalendar.TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), summer, winter),
    ):
        part.add("tzname", named)
        part.add("dtstart", since)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def make_entry(event: CalendarEvent, *, local: bool = False) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"{event.uid}@pejl")
    entry.add("sequence", event.sequence)
    entry.add("summary", write(event.title))
    for name in ("dtstamp", "last-modified"):
        entry.add(name, place(event.made_at))
    entry.add("dtstart", place(event.starts_at, local=local))
    entry.add("dtend", place(event.ends_at, local=local))
    if not isinstance(event.starts_at, datetime):
        entry.add("transp", "TRANSPARENT")  # a whole day's entry keeps nobody busy
    if event.cancelled:
        entry.add("status", "CANCELLED")
    for name, text in (
        ("description", event.text),
        ("location", event.place),
        ("url", event.url),
    ):
        if text:
            entry.add(name, text if name == "url" else write(text))
    return entry


def write(text: str) -> Any:
    """As text, whatever the property; what is no letter of a text is left out."""
    kept = UNSEEN.sub(" ", text.replace("\r\n", "\n"))
    return icalendar.vText(kept)


def place(at: datetime | date, *, local: bool = False) -> datetime | date:
    if not isinstance(at, datetime):
        return at
    zone = timezone.get_default_timezone() if local else UTC
    return at.astimezone(zone).replace(microsecond=0)
