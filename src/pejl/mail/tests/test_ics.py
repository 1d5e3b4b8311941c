import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from pejl.mail.ics import CalendarEvent, make_calendar, make_feed

DAY = timedelta(days=1)
START = datetime(2027, 2, 1, 12, 30, tzinfo=UTC)


def make_event(**fields):
    known = {
        "uid": "trio-7",
        "title": "Møde; tre, på tværs\nBEGIN:VALARM",
        "starts_at": START,
        "ends_at": START + timedelta(minutes=45),
        "made_at": START,
        "text": "Æbler " * 40,
    }
    return CalendarEvent(**{**known, **fields})


def test_what_is_written_is_read_back():
    written = make_calendar([make_event(), make_event(uid="trio-8", place="Lokale 3")])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    one, other = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(one["SUMMARY"]) == "Møde; tre, på tværs\nBEGIN:VALARM"
    assert one["DTSTART"].dt == START
    assert [str(one["UID"]), str(other["UID"])] == ["trio-7@pejl", "trio-8@pejl"]
    assert not icalendar.Calendar.from_ical(written).walk("VALARM")


def test_a_moved_meeting_keeps_its_uid_and_counts_up():
    moved = make_calendar([make_event(starts_at=START + timedelta(days=1), sequence=1)])
    (entry,) = icalendar.Calendar.from_ical(moved).walk("VEVENT")
    assert (str(entry["UID"]), entry["SEQUENCE"]) == ("trio-7@pejl", 1)


HOSTILE = [
    "A\r\nBEGIN:VALARM\r\nTRIGGER:-PT1M\r\nEND:VALARM",
    "A\nDTSTART:19700101",
    'Semikolon; komma, \\ skråstreg \\n "anførsel": kolon',
    "Æ" * 74 + "ø" * 200,
    "👩‍👩‍👧‍👦" * 40,
    "a" * 73 + "\\,",
    "\ttab og \x0b styretegn",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_feed_holds_any_title_as_text(title):
    written = make_feed([make_event(title=title, place=title)], f"Pejl · {title}", DAY)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert written.count(b"\r\n") == written.count(b"\n") == written.count(b"\r")
    mine = icalendar.Calendar.from_ical(written)
    assert unescape(mine["NAME"]) == flat(f"Pejl · {title}")
    (theirs,) = IcsCalendarStream.calendar_from_ics(written.decode()).events
    (entry,) = mine.walk("VEVENT")
    assert not mine.walk("VALARM")
    assert flat(entry["SUMMARY"]) == flat(entry["LOCATION"]) == flat(theirs.summary) == flat(title)
    assert entry["DTSTART"].dt == START


def unescape(raw):
    """As RFC 5545 says of a text."""
    return flat(re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], raw))


def flat(text):
    """Line breaks are one kind in a calendar, and what is no text is left out."""
    return " ".join(str(text).replace("\x0b", " ").split())


def test_a_feed_says_how_often_it_is_worth_asking():
    written = make_feed([], "Pejl", timedelta(hours=4)).decode()
    for line in ("REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H", "NAME:Pejl"):
        assert f"\r\n{line}\r\n" in written


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 31)])
def test_a_day_at_half_past_eight_is_so_on_either_side_of_summer_time(day):
    starts = datetime.combine(day, time(8, 30), ZoneInfo("Europe/Copenhagen"))
    event = make_event(starts_at=starts.astimezone(UTC), ends_at=starts + timedelta(hours=7))
    written = make_feed([event], "Pejl", DAY).decode()
    assert f"DTSTART;TZID=Europe/Copenhagen:{day:%Y%m%d}T083000" in written
    (theirs,) = IcsCalendarStream.calendar_from_ics(written).events
    assert theirs.start_datetime == starts


def test_the_zone_turns_when_the_clocks_do():
    """Against the system's own table, hour by hour around each turn."""
    zone = icalendar.Calendar.from_ical(make_feed([], "Pejl", DAY)).walk("VTIMEZONE")[0].to_tz()
    ours = ZoneInfo("Europe/Copenhagen")
    for year in range(2024, 2038):
        for month, last in ((3, 31), (10, 31)):
            sunday = next(
                day for day in range(last, last - 7, -1) if date(year, month, day).weekday() == 6
            )
            for hour in (0, 1, 4, 12):
                at = datetime(year, month, sunday, hour)
                assert zone.utcoffset(at) == ours.utcoffset(at), at


def test_a_zone_of_elsewhere_has_its_own_turns(settings):
    settings.TIME_ZONE = "America/Nuuk"
    written = make_feed([make_event()], "Pejl", DAY).decode()
    assert "DTSTART;TZID=America/Nuuk:20270201T103000" in written
    (theirs,) = IcsCalendarStream.calendar_from_ics(written).events
    assert theirs.start_datetime == START


def test_what_lasts_all_day_keeps_nobody_busy_and_what_is_off_says_so():
    whole = make_event(starts_at=date(2027, 2, 1), ends_at=date(2027, 2, 2), cancelled=True)
    (entry,) = icalendar.Calendar.from_ical(make_feed([whole], "Pejl", DAY)).walk("VEVENT")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2027, 2, 1), date(2027, 2, 2))
    assert (entry["TRANSP"], entry["STATUS"]) == ("TRANSPARENT", "CANCELLED")
    assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt == START
