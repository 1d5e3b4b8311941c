from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pejl.days import run
from pejl.days.clock import measure_delay, measure_left, time_programme
from pejl.days.late import LATE, find_catches, take_way
from pejl.days.late_words import list_proposals, say_change
from pejl.days.models import ThemeDay
from pejl.days.tests.making import make_day
from pejl.mail.clock import drive_clock

pytestmark = pytest.mark.django_db
ITEMS = ((50, 30, "shorten"), (35, 25, "shorten"), (15, 10, "skip"), (35, 20, "uncut"), (10, 5, ""))


def at(hour, minute, second=0):
    return datetime(2026, 3, 4, hour, minute, second, tzinfo=ZoneInfo("Europe/Copenhagen"))


def make_afternoon(ends_at=None):
    """From 13.00: 50, 35, 15, 35 and 10 minutes; over at 15.25."""
    day = make_day("talk", "talk", "talk", "talk", "talk")
    day.date, day.starts_at, day.ends_at = at(13, 0).date(), "13:00", ends_at
    day.save()
    for slot, (minutes, least, keeping) in zip(day.slots.all(), ITEMS, strict=True):
        slot.minutes, slot.least, slot.keeping = minutes, least, keeping or "shorten"
        slot.save()
    return read(day)


def read(day):
    return ThemeDay.objects.select_related("current").get(id=day.id)


def open_late(day, hour=13, minute=12):
    with drive_clock(at(hour, minute)):
        run.open_slot(day, day.slots.first(), None)
    return read(day)


def find(day):
    return find_catches(day, list(day.slots.all()))[1]


def take(day, catch):
    take_way(day, None, None, catch.token)
    return read(day)


def minutes_of(day):
    return [timed.minutes for timed in time_programme(day)]


def test_on_time_there_is_nothing_to_propose():
    day = open_late(make_afternoon(), minute=LATE - 1)
    with drive_clock(at(13, 20)):
        assert measure_delay(day) == LATE - 1
        assert find(day) == []


def test_twelve_minutes_late_there_are_three_ways_each_with_its_costs():
    day = open_late(make_afternoon())
    with drive_clock(at(13, 20)):
        proposals = list_proposals(day, list(day.slots.all()))
    texts = [one.text for one in proposals]
    assert texts == [
        "Kort “Punkt 1” med 7 og kort “Punkt 2” med 5",
        "Spring “Punkt 3” over",
        "Behold det hele, og slut kl. 15.37",
    ]
    assert proposals[0].costs == (
        "“Punkt 1” får 35 af 42 min.",
        "“Punkt 2” får 30 af 35 min.",
        "Dagen slutter kl. 15.25.",
    )
    assert "12 min." in proposals[2].costs[-1]


def test_nothing_is_changed_until_one_is_taken_and_then_the_day_is_on_time():
    day = open_late(make_afternoon())
    with drive_clock(at(13, 20)):
        first = find(day)[0]
        assert minutes_of(read(day)) == [50, 35, 15, 35, 10]
        assert say_change(day) == []
        day = take(day, first)
        assert measure_delay(day) == 0
        assert measure_left(day.current) == 35 * 60
        assert minutes_of(day)[1:] == [30, 15, 35, 10]
        assert [one.end for one in time_programme(day)][-1].isoformat("minutes") == "15:25"
        assert say_change(day) == [
            "“Punkt 1” er slut kl. 13.55.",
            "“Punkt 2” er slut kl. 14.25.",
        ]
        assert find(day) == []


def test_one_undo_takes_it_back_whole():
    day = open_late(make_afternoon())
    before = list(day.slots.values())
    with drive_clock(at(13, 20)):
        day = take(day, find(day)[0])
        run.undo(day)
        day = read(day)
        assert (day.allotted, day.change) == ({}, None)
        assert list(day.slots.values()) == before
        assert measure_delay(day) == 12


def test_an_item_that_is_skipped_is_not_the_next_but_can_be_opened():
    day = open_late(make_afternoon())
    with drive_clock(at(13, 20)):
        day = take(day, find(day)[1])
        third = list(day.slots.all())[2]
        assert minutes_of(day)[2] == 0
        assert say_change(day) == ["“Punkt 3” springes over."]
        run.open_slot(day, third, None)
        assert measure_left(read(day).current) == 15 * 60


def test_later_items_are_as_long_as_was_taken_when_they_open():
    day = open_late(make_afternoon("15:25"))
    with drive_clock(at(13, 20)):
        day = take(day, find(day)[0])
    with drive_clock(at(13, 55)):
        run.open_slot(day, list(day.slots.all())[1], None)
        day = read(day)
        assert measure_left(day.current) == 30 * 60
        assert measure_delay(day) == 0


def test_a_day_that_must_be_over_does_not_slip():
    day = open_late(make_afternoon("15:25"))
    with drive_clock(at(13, 20)):
        kinds = [catch.way.kind for catch in find(day)]
    assert kinds == ["few", "skip", "share"]


def test_a_way_that_was_shown_too_long_ago_or_before_another_step_is_not_taken():
    day = open_late(make_afternoon())
    with drive_clock(at(13, 20)):
        catch = find(day)[0]
    with drive_clock(at(13, 30)), pytest.raises(run.NotNow):
        take(day, catch)
    with drive_clock(at(13, 20)):
        run.extend_slot(day, day.current, None, 5)
        with pytest.raises(run.NotNow):
            take(day, catch)
        with pytest.raises(run.NotNow):
            take_way(day, None, None, "noget andet")


def test_a_fixed_point_that_cannot_be_kept_is_proposed_to_be_moved():
    day = make_afternoon()
    second = list(day.slots.all())[1]
    second.fixed_at = "13:50"
    second.save()
    day = open_late(day, 13, 45)
    with drive_clock(at(13, 46)):
        proposals = list_proposals(day, list(day.slots.all()))
        assert "“Punkt 2” begynde kl. 14.15" in proposals[0].text
        day = take(day, find(day)[0])
        assert measure_delay(day) == 0
        assert "“Punkt 2” begynder kl. 14.15." in say_change(day)


def test_after_the_item_is_over_the_rest_is_proposed():
    day = open_late(make_afternoon())
    with drive_clock(at(14, 2)):
        run.close_slot(day, day.current, None)
        day = read(day)
        first = find(day)[0]
        day = take(day, first)
        assert measure_delay(day) == 0
        assert minutes_of(day)[0] == 62
    with drive_clock(at(14, 2)):
        assert sum(minutes_of(day)) == 145


class TestTaken(TestCase):
    @settings(max_examples=15)
    @given(st.integers(0, 75), st.integers(0, 59), st.booleans(), st.integers(0, 2))
    def test_whatever_is_taken_the_day_is_on_time_and_undone_it_is_as_before(
        self, late, second, fixed, pick
    ):
        day = make_afternoon("15:25" if fixed else None)
        with drive_clock(at(13, 0) + timedelta(minutes=late)):
            run.open_slot(day, day.slots.first(), None)
        with drive_clock(at(13, 4, second) + timedelta(minutes=late)):
            day = read(day)
            delay, before = measure_delay(day), list(day.slots.values())
            ways = find(day)
            assert bool(ways) == (delay >= LATE)
            if not ways:
                return
            day = take(day, ways[min(pick, len(ways) - 1)])
            assert measure_delay(day) == 0
            run.undo(day)
            assert measure_delay(read(day)) == delay
            assert list(read(day).slots.values()) == before


def test_every_way_says_what_it_is_also_at_the_very_end():
    day = make_afternoon(ends_at="15:25")
    slots = list(day.slots.all())
    with drive_clock(at(15, 30)):
        run.open_slot(day, slots[-1], None)
    day = read(day)
    for minute in (31, 35, 50):
        with drive_clock(at(15, minute)):
            proposals = list_proposals(day, list(day.slots.all()))
        assert proposals
        assert all(one.text for one in proposals)
