"""From the facilitator's button to "we have met", through the pages as people use them."""

from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pejl.days.tests.making import make_day
from pejl.days.tokens import make_link
from pejl.mail.models import Message
from pejl.peers.models import PeerGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return make_day("poll")


@pytest.fixture
def desk(day, sign_in):
    return sign_in(day.organisation)


def press(desk, day, step):
    return desk.post(f"/days/{day.id}/peers/", {"step": step}, follow=True).content.decode()


def enter(seat):
    client = Client()
    client.get(reverse("enter_peers", args=[make_link(seat.attendance)]), follow=True)
    return client


def do(client, **said):
    return client.post("/p/peers/", said, follow=True).content.decode()


@pytest.fixture
def three(desk, day):
    press(desk, day, "make")
    press(desk, day, "tell")
    group = PeerGroup.objects.get(number=16)
    return group, [enter(seat) for seat in group.seats.all()]


def propose(group, client, days=9):
    at = timezone.localtime() + timedelta(days=days)
    do(client, step="propose", at=f"{at:%Y-%m-%dT%H:%M}")
    group.refresh_from_db()
    return group.proposed_at.isoformat()


def test_each_is_told_the_names_of_the_others_once(desk, day):
    assert "16 grupper" in press(desk, day, "make")
    assert not Message.objects.exists()
    press(desk, day, "tell")
    press(desk, day, "tell")
    assert Message.objects.count() == 50
    seats = list(PeerGroup.objects.get(number=1).seats.all())
    others = [seat.attendance.participant for seat in seats[1:]]
    body = Message.objects.get(address=seats[0].attendance.participant.email).body
    assert all(other.name in body for other in others)
    assert "som de er" in press(desk, day, "make")


def test_a_date_holds_when_all_say_yes(three):
    group, clients = three
    at = propose(group, clients[0])
    do(clients[1], step="yes", at=at)
    group.refresh_from_db()
    assert group.agreed_at is None
    for client in clients[2:]:
        do(client, step="yes", at=at)
    do(clients[1], step="yes", at=at)
    group.refresh_from_db()
    assert group.agreed_at.isoformat() == at
    dated = Message.objects.filter(subject="Jeres gruppe har en dato")
    assert dated.count() == len(clients)
    file = clients[0].get("/p/peers/calendar.ics")
    (entry,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert entry["DTSTART"].dt == group.agreed_at
    assert entry["SEQUENCE"] == 0


def test_a_yes_to_a_date_that_has_been_replaced_does_not_count(three):
    group, clients = three
    old = propose(group, clients[0])
    propose(group, clients[1], days=12)
    assert "Se på den først" in do(clients[2], step="yes", at=old)
    assert (
        not group.seats.filter(says_yes=True)
        .exclude(attendance=group.seats.all()[1].attendance)
        .exists()
    )


def test_moving_the_date_keeps_the_calendars_uid(three):
    group, clients = three
    uids = []
    for days in (9, 12):
        at = propose(group, clients[0], days)
        for client in clients:
            do(client, step="yes", at=at)
        file = clients[0].get("/p/peers/calendar.ics").content
        (entry,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
        uids.append((str(entry["UID"]), entry["SEQUENCE"]))
    assert uids[0][0] == uids[1][0]
    assert [number for _uid, number in uids] == [0, 1]


def test_what_is_written_is_seen_by_the_three_alone(three, desk, day):
    _group, clients = three
    do(clients[0], step="line", line="  Jeg spørger\n før jeg svarer ")
    do(clients[0], step="met")
    assert "Jeg spørger før jeg svarer" in clients[1].get("/p/peers/").content.decode()
    other = enter(PeerGroup.objects.get(number=1).seats.first())
    assert "Jeg spørger" not in other.get("/p/peers/").content.decode()
    page = desk.get(f"/days/{day.id}/peers/").content.decode()
    assert "Jeg spørger" not in page
    assert "1 af 16 grupper har mødtes" in page


@pytest.mark.parametrize(
    "at", ["", "i morgen", "2020-01-01T10:00", "9999-01-01T10:00", "2027-02-30T1"]
)
def test_wrong_times_are_told_in_words(three, at):
    group, clients = three
    assert "Vælg" in do(clients[0], step="propose", at=at)
    group.refresh_from_db()
    assert group.proposed_at is None


def test_a_long_line_and_no_date_yet_are_told_in_words(three):
    _group, clients = three
    assert "højst 200" in do(clients[0], step="line", line="æ" * 201)
    page = clients[0].get("/p/peers/calendar.ics", follow=True).content.decode()
    assert "ikke aftalt" in page


def test_nobody_is_let_in_without_a_link_or_before_the_mails(desk, day):
    press(desk, day, "make")
    seat = PeerGroup.objects.get(number=1).seats.first()
    assert enter(seat).get("/p/peers/").status_code == 404
    assert Client().get("/p/peers/").status_code == 302
    assert Client().get("/l/forkert/peers/").status_code == 404


def test_a_rehearsal_mails_nobody(desk, day):
    day.rehearsing = True
    day.save()
    press(desk, day, "make")
    assert "generalprøve" in press(desk, day, "tell")
    assert not Message.objects.exists()
