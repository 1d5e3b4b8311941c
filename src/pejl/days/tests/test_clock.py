from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pejl.days.clock import measure_delay, measure_left, measure_ran, time_programme
from pejl.days.models import Slot, ThemeDay
from pejl.days.tests.making import make_day

OPENED = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
HOME = ZoneInfo("Europe/Copenhagen")


def make_running(state="open", **times):
    return Slot(activity="poll", minutes=15, state=state, opened_at=OPENED, **times)


def after(minutes, seconds=0):
    return OPENED + timedelta(minutes=minutes, seconds=seconds)


@pytest.mark.parametrize(
    ("slot", "now", "left"),
    [
        (make_running(), after(0), 900),
        (make_running(), after(5, 10), 590),
        (make_running(), after(20), -300),
        (make_running(extra_minutes=5), after(5), 900),
        (make_running(paused_seconds=120), after(5), 720),
        (make_running("paused", paused_at=after(3)), after(10), 720),
        (make_running("paused", paused_at=after(3), paused_seconds=60), after(50), 780),
        (make_running("closed"), after(5), None),
        (Slot(activity="poll", minutes=15), after(5), None),
    ],
)
def test_time_left_stands_still_in_pauses(slot, now, left):
    assert measure_left(slot, now) == left


@pytest.mark.parametrize(
    ("slot", "now"),
    [
        (make_running(), after(-60)),
        (make_running(paused_seconds=3660), after(5)),
        (make_running("paused", paused_at=after(-55)), after(-50)),
        (make_running("closed", closed_at=after(-55)), after(-50)),
    ],
)
def test_an_item_has_never_run_for_less_than_no_time(slot, now):
    """Such as one that was opened, or went on after a pause, while the clock was ahead."""
    assert measure_ran(slot, now) == 0
    assert measure_left(slot, now) in (None, 900)


def make_item(key, minutes, **times):
    return Slot(id=key, activity="poll", minutes=minutes, **times)


def test_clock_times_follow_from_the_start_and_the_lengths():
    day = ThemeDay(starts_at=time(8, 30))
    timed = time_programme(day, [Slot(activity="poll", minutes=some) for some in (15, 50, 5)])
    assert [item.start for item in timed] == [time(8, 30), time(8, 45), time(9, 35)]
    assert timed[-1].end == time(9, 40)


def test_clock_times_keep_fixed_points_and_what_was_allotted():
    day = ThemeDay(starts_at=time(8, 30), ends_at=time(10, 0))
    slots = [make_item(1, 30), make_item(2, 40, fixed_at=time(8, 55))]
    assert [item.minutes for item in time_programme(day, slots)] == [25, 40]
    slots[1].keeping = "uncut"
    slots.append(make_item(3, 40, least=20))
    assert [item.minutes for item in time_programme(day, slots)] == [25, 40, 25]
    day.allotted = {"1": 15, "3": 0}
    timed = time_programme(day, slots)
    assert [item.minutes for item in timed] == [15, 40, 0]
    assert timed[1].start == time(8, 55)


def make_begun(opened, **state):
    """A day on 4 March from 8.30, whose first item of 15 minutes was opened at the local time."""
    day = make_day("poll", "poll")
    day.date, day.starts_at = datetime(2026, 3, 4).date(), time(8, 30)
    day.current = day.slots.first()
    day.current.opened_at = at(*opened)
    day.current.state = "open"
    for name, value in state.items():
        setattr(day.current, name, value)
    return day


def at(hour, minute, date=4):
    return datetime(2026, 3, date, hour, minute, tzinfo=HOME)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opened", "state", "now", "delay"),
    [
        ((8, 30), {}, at(8, 35), 0),
        ((8, 40), {}, at(8, 41), 10),
        ((8, 20), {}, at(8, 21), -10),
        ((8, 30), {"extra_minutes": 7}, at(8, 35), 7),
        ((8, 30), {}, at(8, 50), 5),
        ((8, 30), {"state": "closed", "closed_at": at(8, 40)}, at(8, 42), -5),
        ((8, 30), {"state": "closed", "closed_at": at(8, 45)}, at(8, 53), 8),
        ((8, 30), {}, at(8, 35, date=5), None),
    ],
)
def test_how_far_behind_the_programme_the_day_is(opened, state, now, delay):
    assert measure_delay(make_begun(opened, **state), now) == delay


@pytest.mark.django_db
def test_a_day_that_has_not_begun_is_not_late():
    assert measure_delay(make_day("poll"), at(8, 35)) is None
