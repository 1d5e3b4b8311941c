"""Rounds between days: the facilitator's page, and the way in from a mail."""

from datetime import date, timedelta

import pytest

from pejl.days.lasting import let_last
from pejl.days.models import Attendance
from pejl.days.run import close_slot, end_day
from pejl.days.tests.making import make_day
from pejl.days.tokens import make_round_path
from pejl.mail.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return make_day("feedback", "poll")


@pytest.fixture
def slot(day):
    return day.slots.get(activity="feedback")


def change(client, slot, **said):
    answer = client.post(f"/days/{slot.day_id}/rounds/{slot.id}/", said, follow=True)
    slot.refresh_from_db()
    return answer.content.decode()


def test_a_round_is_opened_moved_closed_and_handed_out(day, slot, sign_in):
    desk = sign_in(day.organisation)
    until = date.today() + timedelta(days=20)
    page = change(desk, slot, step="last", until=until.isoformat())
    assert "0 af 50" in page.replace("\xa0", " ")
    assert (slot.state, slot.closes_at.date()) == ("open", until)
    change(desk, slot, step="last", until=(until + timedelta(days=7)).isoformat())
    assert slot.closes_at.date() == until + timedelta(days=7)
    change(desk, slot, step="close")
    change(desk, slot, step="release")
    assert slot.released_at is not None


@pytest.mark.parametrize("until", ["", "i morgen", "2020-01-01", "9999-12-31", "2027-02-30"])
def test_wrong_dates_are_told_in_words(day, slot, sign_in, until):
    page = change(sign_in(day.organisation), slot, step="last", until=until)
    assert slot.state == "planned"
    assert "Vælg" in page or "højst" in page


def test_the_day_without_rounds_says_what_to_do(sign_in):
    day = make_day("poll")
    page = sign_in(day.organisation).get(f"/days/{day.id}/rounds/").content.decode()
    assert "Ingen runder endnu" in page


def test_the_link_of_a_mail_leads_to_the_round_also_after_the_day(day, slot, client):
    let_last(day, slot, None, now() + timedelta(days=9))
    end_day(day, None, None)
    path = make_round_path(Attendance.objects.filter(day=day).last(), slot)
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == f"/p/round/{slot.id}/"
    assert "Åben til og med" in answer.content.decode()
    assert f"/p/round/{slot.id}/" in client.get("/p/").content.decode()
    close_slot(day, slot, None)
    assert "Runden er lukket" in client.get(path, follow=True).content.decode()


@pytest.mark.parametrize("wanted", ["x", "99999999999", "-1", ""])
def test_a_link_with_a_wrong_round_leads_to_the_day(day, slot, client, wanted):
    path = make_round_path(Attendance.objects.filter(day=day).last(), slot)
    answer = client.get(path.split("?")[0] + f"?round={wanted}", follow=True)
    assert answer.redirect_chain[-1][0] == "/p/"


def test_others_rounds_are_not_found(day, slot, sign_in):
    other = make_day("feedback").slots.get()
    desk = sign_in(day.organisation)
    assert desk.get(f"/days/{other.day_id}/rounds/").status_code == 404
    assert desk.post(f"/days/{day.id}/rounds/{other.id}/", {"step": "close"}).status_code == 404
