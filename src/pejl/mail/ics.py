"""Calendar files (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import icalendar

PRODUCT = "-//Pejl//pejl//DA"


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` stays the same when the event is moved; then `sequence` grows."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0


def make_calendar(events: Iterable[CalendarEvent]) -> bytes:
    """A file that calendars read: UTF-8, times in UTC, one entry an event."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(make_entry(event))
    written: bytes = calendar.to_ical()
    return written


def make_entry(event: CalendarEvent) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"{event.uid}@pejl")
    entry.add("sequence", event.sequence)
    entry.add("summary", event.title)
    for name, moment in (
        ("dtstamp", event.made_at),
        ("dtstart", event.starts_at),
        ("dtend", event.ends_at),
    ):
        entry.add(name, moment.astimezone(UTC).replace(microsecond=0))
    for name, text in (
        ("description", event.text),
        ("location", event.place),
        ("url", event.url),
    ):
        if text:
            entry.add(name, text)
    return entry
