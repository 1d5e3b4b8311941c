"""Names go after a year and days after three, never before the owners have known it for a month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from pejl.audit.models import Entry
from pejl.days.models import ThemeDay
from pejl.days.tests.making import make_day
from pejl.keeping.calendar import add_months, keep_time
from pejl.keeping.models import Keeping
from pejl.mail.clock import drive_clock
from pejl.mail.models import Message

HELD = date(2026, 1, 31)


@pytest.fixture
def day(db):
    day = make_day("poll")
    day.date, day.ended_at = HELD, datetime(2026, 1, 31, 15, tzinfo=UTC)
    day.save()
    owner = User.objects.create_user("ejer@example.invalid", email="ejer@example.invalid")
    day.organisation.memberships.create(user=owner, role="owner")
    return day


def run(*at):
    moment = datetime(*at, 12, tzinfo=UTC)
    with drive_clock(moment):
        keep_time(moment)


def list_names(day):
    return set(day.attendances.values_list("participant__name", flat=True))


def test_owners_are_told_a_month_before_and_once(day):
    for at in ((2026, 12, 31), (2027, 1, 1), (2027, 1, 2), (2027, 1, 3)):
        run(*at)
    mail = Message.objects.get()
    assert mail.address == "ejer@example.invalid"
    assert "31. januar 2027" in mail.body
    assert "Leder 01" in list_names(day)


def test_names_go_a_year_after(day):
    run(2027, 1, 1)
    run(2027, 1, 30)
    assert "Leder 01" in list_names(day)
    run(2027, 1, 31)
    assert "Leder 01" not in list_names(day)
    assert [(one.act, one.account) for one in Entry.objects.all()] == [("erased", "pejl")]


def test_a_server_that_was_off_for_a_year_tells_first(day):
    run(2028, 6, 1)
    assert "Leder 01" in list_names(day)
    run(2028, 7, 1)
    assert "Leder 01" not in list_names(day)


def test_a_day_is_deleted_after_three_years(day):
    for at in ((2027, 1, 1), (2027, 2, 1), (2029, 1, 1), (2029, 1, 30)):
        run(*at)
    assert ThemeDay.objects.exists()
    run(2029, 1, 31)
    assert not ThemeDay.objects.exists()


def test_a_longer_time_counts(day):
    Keeping.objects.create(day=day, anonymise_after=24, delete_after=60, why="Forskning")
    run(2027, 1, 1)
    run(2027, 2, 1)
    assert not Message.objects.exists()
    assert "Leder 01" in list_names(day)


def test_a_day_that_has_not_been_held_is_kept(db):
    day = make_day("poll")
    run(2040, 1, 1)
    run(2040, 3, 1)
    assert ThemeDay.objects.filter(id=day.id).exists()


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_are_added_as_people_do(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
