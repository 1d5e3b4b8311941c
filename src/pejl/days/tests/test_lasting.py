"""A round over weeks on a driven clock: asked, reminded, closed, handed out, answered."""

from datetime import UTC, datetime, timedelta

import pytest

from pejl.days import run
from pejl.days.lasting import let_last
from pejl.days.log import store
from pejl.days.models import Attendance
from pejl.days.tests.making import make_answer, make_day, make_tokens
from pejl.mail.clock import drive_clock
from pejl.mail.jobs import run_due
from pejl.mail.models import Message

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 2, 1, 9, tzinfo=UTC)
CLOSES = MONDAY + timedelta(days=14)
UP = "l1-l0"


@pytest.fixture
def slot():
    return make_day("feedback", "poll").slots.get(activity="feedback")


def let(slot, promise=""):
    if promise:
        slot.promise = promise
        slot.save()
    with drive_clock(MONDAY):
        let_last(slot.day, slot, None, CLOSES)
    slot.refresh_from_db()


def live(hours, start=MONDAY):
    """Every hour of so many, as the worker does each minute."""
    for hour in range(hours + 1):
        run_due(start + timedelta(hours=hour))


def count(what):
    return Message.objects.filter(key__contains=f" {what} ").count()


def give(slot, tokens, numbers):
    for at in numbers:
        said = {"route": UP, "texts": [f"Ros {at}", "", ""]}
        assert store([make_answer(tokens[at], slot, item=UP, kind="said", **said)])[0].saved


def test_it_stays_open_while_the_room_moves_on_and_goes_home(slot):
    let(slot)
    day, other = slot.day, slot.day.slots.get(activity="poll")
    run.open_slot(day, other, None)
    run.end_day(day, None, None)
    slot.refresh_from_db()
    other.refresh_from_db()
    assert (slot.state, other.state) == ("open", "closed")
    give(slot, make_tokens(day), [20])


def test_what_is_open_in_the_room_may_stay_open(slot):
    run.open_slot(slot.day, slot, None)
    let(slot)
    slot.day.refresh_from_db()
    run.open_slot(slot.day, slot.day.slots.get(activity="poll"), None)
    slot.refresh_from_db()
    assert slot.state == "open"


def test_opening_can_be_undone_and_its_mails_with_it(slot):
    let(slot)
    with drive_clock(MONDAY.replace(hour=20)):
        run_due(MONDAY.replace(hour=20))
    assert Message.objects.filter(state="waiting").count() == 50
    run.undo(slot.day)
    run_due(MONDAY + timedelta(days=1))
    assert {row.state for row in Message.objects.all()} == {"cancelled"}


@pytest.mark.parametrize("closes", [MONDAY, MONDAY - timedelta(days=1)])
def test_a_day_gone_by_is_refused(slot, closes):
    with drive_clock(MONDAY), pytest.raises(run.NotNow):
        let_last(slot.day, slot, None, closes)


def test_only_rounds_can_last(slot):
    other = slot.day.slots.get(activity="poll")
    with drive_clock(MONDAY), pytest.raises(run.NotNow):
        let_last(slot.day, other, None, CLOSES)


def test_over_weeks_each_is_asked_once_and_reminded_twice(slot, mailoutbox):
    let(slot, "confidential")
    tokens = make_tokens(slot.day)
    live(24)
    assert count("first") == 50
    give(slot, tokens, range(20, 30))
    live(24 * 15, MONDAY + timedelta(days=1))
    assert [count(what) for what in ("first", "half", "last")] == [50, 40, 40]
    silent = set(Message.objects.filter(key__contains=" half ").values_list("address", flat=True))
    assert not silent & {f"leder{n}@eksempel.dk" for n in range(20, 30)}
    assert all(row.discreet for row in Message.objects.filter(key__contains=" half "))
    slot.refresh_from_db()
    assert slot.state == "closed"
    assert slot.closed_at == CLOSES
    assert len(mailoutbox) == 130


def test_an_anonymous_round_reminds_all_and_says_so(slot):
    let(slot, "anonymous")
    give(slot, make_tokens(slot.day), range(20, 30))
    live(24 * 13)
    assert [count(what) for what in ("half", "last")] == [50, 50]
    assert "så vi kan ikke se" in Message.objects.filter(key__contains=" half ")[0].body


def test_a_first_mail_is_what_a_colleague_would_write(slot):
    let(slot, "confidential")
    run_due(MONDAY)
    body = Message.objects.filter(key__contains=" first ").earliest("id").body
    assert body.startswith("Hej Leder\n\nCenter for Børn beder om din feedback")
    for said in ("15 minutter", "mindst 5", "mandag 15. februar", f"?round={slot.id}"):
        assert said in body
    assert body.count("http") == 1


def test_receivers_are_told_and_reminded_until_one_answers(slot):
    let(slot, "confidential")
    tokens = make_tokens(slot.day)
    give(slot, tokens, range(20, 30))
    after = MONDAY + timedelta(days=1)
    with drive_clock(after):
        run.close_slot(slot.day, slot, None)
        run.release_slot(slot.day, slot, None)
    live(24 * 8, after)
    assert [count("got"), count("owing1"), count("owing2")] == [10, 10, 0]
    for message in Message.objects.filter(key__contains=" owing1 "):
        assert not any(
            f"Leder {at}" in message.body or f"Ros {at}" in message.body for at in range(20, 30)
        )
    said = {"route": UP, "prompt": "0", "stance": "heard", "text": ""}
    verdict = store([make_answer(tokens[0], slot, item=f"{UP}.0", kind="answer", **said)])[0]
    assert verdict.saved, verdict
    live(24 * 8, after + timedelta(days=8))
    assert count("owing2") == 0


def test_too_few_to_be_shown_is_nothing_to_answer(slot):
    let(slot, "confidential")
    give(slot, make_tokens(slot.day), [20])
    with drive_clock(MONDAY):
        run.close_slot(slot.day, slot, None)
        run.release_slot(slot.day, slot, None)
    live(24 * 9)
    assert [count("got"), count("owing1")] == [0, 0]


def test_a_rehearsal_mails_nobody(slot):
    slot.day.rehearsing = True
    slot.day.save()
    let(slot)
    run_due(MONDAY)
    assert not Message.objects.exists()


def test_who_has_left_is_not_asked(slot):
    gone = Attendance.objects.filter(day=slot.day).first().participant
    gone.active = False
    gone.save()
    let(slot)
    run_due(MONDAY)
    assert count("first") == 49


def test_addresses_that_fail_stop_nobody_else(slot):
    broken = Attendance.objects.filter(day=slot.day).first().participant
    broken.name, broken.email = "Evil\nBcc: x@y.dk" + "æ" * 90, "no address"
    broken.save()
    let(slot)
    run_due(MONDAY)
    assert Message.objects.filter(state="sent").count() == 49
    assert Message.objects.get(state="failed").error == "no address"
