from datetime import UTC, datetime, timedelta

import icalendar

from pejl.mail.ics import CalendarEvent, make_calendar

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
