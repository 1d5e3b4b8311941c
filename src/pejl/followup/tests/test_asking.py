import pytest

from pejl.followup.asking import follow_up
from pejl.followup.models import NextStep, Told
from pejl.followup.syncing import sync_day
from pejl.followup.tests.conftest import agree, at
from pejl.mail.clock import drive_clock
from pejl.mail.models import Message
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db


def drive(*days):
    for number in days:
        with drive_clock(at(number)):
            follow_up(at(number))


def list_mails():
    return [(mail.name, mail.key.split("-", 3)[3]) for mail in Message.objects.order_by("id")]


def test_nobody_is_asked_before_the_time(step):
    drive(0, 13)
    assert not Message.objects.exists()


def test_the_owner_is_asked_once_however_often_the_clock_ticks(step, people):
    drive(14, 14, 15)
    (mail,) = Message.objects.all()
    assert (mail.name, mail.address) == (people[2].name, people[2].email)
    assert "Vi mødes" in mail.body
    assert "/my/" in mail.body


def test_two_reminders_and_then_the_supporter_and_no_further(step, people):
    drive(*range(14, 41))
    assert list_mails() == [
        ("Leder 02", "ask-1"), ("Leder 02", "ask-2"), ("Leder 02", "ask-3"),
        ("Leder 01", f"silent-{people[1].id}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("climb", "told"),
    [("nobody", []), ("supporter", ["Leder 01"]), ("leader", ["Leder 01", "Leder 00"])],
)
def test_never_further_than_agreed(day, climb, told):
    agree(day, climb=climb)
    sync_day(day)
    drive(*range(14, 120))
    assert list(dict.fromkeys(one.person.name for one in Told.objects.order_by("id"))) == told
    asked = {mail.name for mail in Message.objects.all()}
    assert asked == {"Leder 02", *told}


def test_an_answer_stops_the_asking(step):
    drive(14)
    step.check_ins.filter(weeks=2).update(answer="on_track")
    drive(*range(15, 41))
    assert Message.objects.count() == 1


@pytest.mark.parametrize("state", ["done", "not_right", "carried", "closed", "proposed"])
def test_a_step_that_does_not_run_is_not_asked_about(step, state):
    NextStep.objects.update(state=state)
    drive(14)
    assert not Message.objects.filter(key__startswith="check-in-").exists()


def test_who_has_left_is_not_told(step, people):
    Participant.objects.filter(id=people[1].id).update(active=False)
    drive(*range(14, 41))
    assert not Told.objects.exists()
