from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.mail.hours import Quiet, is_day_off, is_quiet_time, list_holidays, next_sending_time

HOME = ZoneInfo("Europe/Copenhagen")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
QUIETS = st.builds(
    Quiet, CLOCKS, CLOCKS, st.booleans(), st.booleans(),
    st.sampled_from(["Europe/Copenhagen", "America/Nuuk", "Atlantic/Faroe"]),
)  # fmt: skip


def may_send(when, quiet):
    at = when.astimezone(ZoneInfo(quiet.zone))
    return not is_day_off(at.date(), quiet) and not is_quiet_time(at.time(), quiet)


@given(MOMENTS, QUIETS)
def test_it_is_never_earlier_never_quiet_and_stays_where_it_is(when, quiet):
    found = next_sending_time(when, quiet)
    assert found >= when
    assert may_send(found, quiet)
    assert next_sending_time(found, quiet) == found


@given(MOMENTS, QUIETS, st.floats(0, 1))
def test_no_moment_in_between_could_have_been_used(when, quiet, share):
    found = next_sending_time(when, quiet)
    between = when + (found - when) * share
    assert between >= found or not may_send(between, quiet)


@pytest.mark.parametrize(
    ("when", "then"),
    [
        ("2027-02-01T09:30", "2027-02-01T09:30"),
        ("2027-02-01T17:00", "2027-02-02T08:00"),
        ("2027-02-05T16:59", "2027-02-05T16:59"),
        ("2027-02-05T17:00", "2027-02-08T08:00"),  # Friday to Monday
        ("2027-03-24T18:00", "2027-03-30T08:00"),  # over Easter, and summer time
        ("2026-12-23T20:00", "2026-12-28T08:00"),
        ("2027-05-06T10:00", "2027-05-10T08:00"),  # Ascension, and the Friday after it
    ],
)
def test_known_dates(when, then):
    at = datetime.fromisoformat(when).replace(tzinfo=HOME)
    found = next_sending_time(at, Quiet()).astimezone(HOME)
    assert found.replace(tzinfo=None).isoformat(timespec="minutes") == then


def test_hours_alike_are_never_quiet():
    around = Quiet(time(8), time(8), weekends=False, holidays=False)
    night = datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert next_sending_time(night, around) == night


def test_the_holidays_are_danish():
    assert {date(2027, 6, 5), date(2027, 12, 24), date(2027, 5, 7)} <= list_holidays(2027)
    assert date(2027, 4, 23) not in list_holidays(2027)  # abolished in 2024
