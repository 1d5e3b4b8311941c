"""Codes that cannot be guessed, links that run out or are exchanged, phones that are forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pejl.days.models import Phone
from pejl.days.tests.making import make_day
from pejl.days.tokens import (
    LINK_LASTS,
    PHONE_LASTS,
    TOKEN_COOKIE,
    find_phone,
    make_link,
    make_phone,
    read_link,
)
from pejl.surfaces import join

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_guessed(monkeypatch):
    monkeypatch.setattr(join, "GUESSES", type(join.GUESSES)(rate=0.25, burst=30))


def ask(code, address="10.0.0.1"):
    return Client().get(f"/j/{code}/", REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("days", "ended", "status"),
    [
        (0, None, 200),
        (1, None, 200),
        (2, None, 404),
        (-30, None, 200),
        (0, 1, 200),
        (0, 13, 404),
    ],
)
def test_a_code_works_from_the_day_before_until_the_day_is_over(days, ended, status):
    day = make_day("poll")
    day.date = timezone.localdate() + timedelta(days=days)
    day.ended_at = timezone.now() - timedelta(hours=ended) if ended else None
    day.save()
    assert ask(day.code).status_code == status


def test_a_rehearsal_is_joined_at_any_time():
    day = make_day("poll")
    day.date, day.rehearsing = timezone.localdate() + timedelta(days=40), True
    day.save()
    assert ask(day.code).status_code == 200


def test_guessing_is_slowed_down_for_the_one_who_guesses_alone():
    day = make_day("poll")
    answers = [ask(f"AAAAA{n % 10}").status_code for n in range(40)]
    assert answers[:29] == [404] * 29
    assert set(answers[31:]) == {429}
    assert ask(day.code).status_code == 429, "else a right guess would show"
    assert ask(day.code, "10.0.0.2").status_code == 200


def test_a_whole_room_behind_one_address_gets_in():
    day = make_day("poll")
    assert {ask(day.code).status_code for _phone in range(200)} == {200}


def test_a_wrong_code_and_a_day_that_is_over_are_told_alike():
    day = make_day("poll")
    day.ended_at = timezone.now() - timedelta(days=1)
    day.save()
    over, wrong = (ask(code) for code in (day.code, "ZZZZZZ"))
    assert over.status_code == wrong.status_code == 404
    told = [page.context["fault"] for page in (over, wrong)]
    assert told[0].replace(day.code, "ZZZZZZ") == told[1]


def test_a_personal_link_runs_out():
    day = make_day("poll")
    link = make_link(day.attendances.first())
    for ago, works in ((LINK_LASTS - timedelta(hours=1), True), (LINK_LASTS * 1.01, False)):
        day.ended_at = timezone.now() - ago
        day.save()
        assert (read_link(link) is not None) is works


def test_a_phone_is_forgotten_after_days(client):
    day = make_day("poll")
    token = make_phone(day.attendances.first())
    assert find_phone(token)
    Phone.objects.update(created_at=timezone.now() - PHONE_LASTS)
    assert find_phone(token) is None
    client.cookies[TOKEN_COOKIE] = token
    assert client.get("/p/")["Location"] == "/j/"


def test_a_stolen_link_is_exchanged_in_one_tap(sign_in):
    day = make_day("poll")
    attendance = day.attendances.first()
    stolen = make_link(attendance)
    thief = Client()
    assert thief.get(f"/l/{stolen}/").status_code == 302
    assert thief.get("/p/").status_code == 200
    page = sign_in(day.organisation).post(
        f"/days/{day.id}/cards/{attendance.id}/exchange/", follow=True
    )
    assert "har fået et nyt kort" in page.content.decode()
    assert thief.get("/p/")["Location"] == "/j/"
    assert Client().get(f"/l/{stolen}/").status_code == 404
    fresh = make_link(type(attendance).objects.get(id=attendance.id))
    assert Client().get(f"/l/{fresh}/").status_code == 302
    assert day.organisation.audit_entries.filter(act="changed", about="link").exists()
