import pytest
from django.utils import timezone

from pejl.days import run
from pejl.days.gate import count_answered
from pejl.days.log import store
from pejl.days.models import (
    Attendance,
    Contribution,
    Group,
    GroupSeat,
    Outcome,
    Phone,
    Slot,
    Step,
    ThemeDay,
)
from pejl.days.rehearsing import start_rehearsal, wipe_rehearsal
from pejl.days.run import NotNow
from pejl.days.tests.making import answer_all, make_answer, make_day, make_open_slot, make_tokens
from pejl.days.tokens import find_phone

pytestmark = pytest.mark.django_db
TABLES = (Attendance, Contribution, Group, GroupSeat, Outcome, Phone, Slot, Step)


def read_all(day):
    """Every row of the day, but for its revision, which only grows."""
    days = ThemeDay.objects.filter(id=day.id).values()[0]
    days.pop("revision")
    return [days, *[list(table.objects.order_by("id").values()) for table in TABLES]]


def start(day):
    start_rehearsal(day)
    day.refresh_from_db()


def rehearse(day):
    """Runs the whole day: everyone joins and answers, groups sit, outcomes are left."""
    tokens = make_tokens(day)
    Attendance.objects.filter(day=day).update(joined_at=timezone.now())
    for slot in day.slots.all():
        run.open_slot(day, slot, None)
        slot.refresh_from_db()
        if slot.activity == "poll":
            answer_all(slot, tokens)
        if slot.activity == "prioritising":
            given = {"kind": "points", "item": "all", "given": ["5", "1"]}
            assert store([make_answer(tokens[n], slot, **given) for n in range(9)])[0].saved
    run.end_day(day, None, None)


def test_a_rehearsal_leaves_no_trace():
    day = make_day("poll", "discussion", "prioritising")
    anonymous = day.slots.first()
    anonymous.promise = "anonymous"
    anonymous.save()
    phone = make_tokens(day, 1)[0]
    Attendance.objects.filter(id=find_phone(phone).attendance_id).update(joined_at=timezone.now())
    before = read_all(day)
    start(day)
    rehearse(day)
    assert Contribution.objects.count() == 59
    assert all(table.objects.exists() for table in TABLES)
    wipe_rehearsal(day)
    after = read_all(day)
    after[1] = [{**row, "joined_at": None} for row in after[1]]
    before[1] = [{**row, "joined_at": None} for row in before[1]]
    assert after == before
    joined = Attendance.objects.exclude(joined_at=None)
    assert [row.id for row in joined] == [find_phone(phone).attendance_id]


def test_what_phones_write_in_a_rehearsal_is_marked():
    day = make_day("poll")
    start(day)
    rehearse(day)
    assert set(Contribution.objects.values_list("rehearsal", flat=True)) == {True}
    assert set(Phone.objects.values_list("rehearsal", flat=True)) == {True}


def test_another_day_keeps_what_it_has_when_one_is_wiped():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 5))
    before = read_all(slot.day)
    day = make_day("poll", organisation=slot.day.organisation)
    start(day)
    wipe_rehearsal(day)
    day.delete()
    assert read_all(slot.day) == before


def test_rehearsed_and_real_answers_are_never_counted_together():
    slot = make_open_slot(promise="named")
    answer_all(slot, make_tokens(slot.day, 5))
    Contribution.objects.filter(id__lte=Contribution.objects.first().id).update(rehearsal=True)
    assert count_answered(slot) == 4
    slot.day.rehearsing = True
    assert count_answered(slot) == 1


def test_a_day_that_has_begun_is_not_rehearsed_and_a_real_day_is_not_wiped():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 5))
    before = read_all(slot.day)
    with pytest.raises(NotNow):
        start_rehearsal(slot.day)
    with pytest.raises(NotNow):
        wipe_rehearsal(slot.day)
    assert read_all(slot.day) == before


def test_a_day_that_holds_real_answers_is_not_rehearsed_though_its_opening_was_undone():
    """The wiping would take the settings and the handles that the answers were given under."""
    slot = make_open_slot(promise="anonymous")
    answer_all(slot, make_tokens(slot.day, 5))
    run.undo(slot.day)
    with pytest.raises(NotNow):
        start_rehearsal(slot.day)


def test_after_a_rehearsal_the_day_can_be_rehearsed_again_and_then_run():
    day = make_day("poll")
    for _ in range(2):
        start(day)
        rehearse(day)
        wipe_rehearsal(day)
    day.refresh_from_db()
    rehearse(day)
    assert set(Contribution.objects.values_list("rehearsal", flat=True)) == {False}
