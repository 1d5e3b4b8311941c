import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from pejl.audit.models import Act, Entry
from pejl.audit.noting import note
from pejl.days.models import Contribution
from pejl.days.tests.making import make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return make_day("poll")


def enter(day, role):
    user = User.objects.create_user(f"{role}@example.invalid", password="x")
    day.organisation.memberships.create(user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


def list_acts():
    return list(Entry.objects.order_by("number").values_list("account", "act", "about", "subject"))


def test_looking_at_names_is_noted_once_an_hour(day):
    desk = enter(day, "viewer")
    for _again in range(3):
        desk.get(reverse("organisation"))
        desk.get(reverse("console", args=[day.id]))
    who = "viewer@example.invalid"
    assert list_acts() == [
        (who, "signed_in", "account", ""),
        (who, "looked", "leaders", ""),
        (who, "looked", "console", day.title),
    ]


def test_every_time_something_is_taken_out_is_noted(day):
    desk = enter(day, "facilitator")
    for _again in range(2):
        desk.get(reverse("plan_docx", args=[day.id]))
    taken = ("facilitator@example.invalid", "exported", "plan", day.title)
    assert list_acts()[1:] == [taken, taken]


def test_what_was_refused_is_not_noted_as_seen(day):
    desk = enter(day, "viewer")
    assert desk.get(reverse("cards", args=[day.id])).status_code == 403
    assert [act for _who, act, _about, _subject in list_acts()] == ["signed_in"]


def test_owners_read_the_trail_and_others_do_not(day):
    note(day.organisation, None, Act.CHANGED, "account", "<script>alert(1)</script>")
    page = enter(day, "owner").get(reverse("audit")).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "ingen af dem er rørt" in page
    for role in ("facilitator", "viewer"):
        assert enter(day, role).get(reverse("audit")).status_code == 404


def test_the_page_says_where_the_chain_is_broken(day):
    for n in range(3):
        note(day.organisation, None, Act.CHANGED, "account", n)
    Entry.objects.filter(number=2).update(subject="andet")
    assert "Linje 2 passer ikke" in enter(day, "owner").get(reverse("audit")).content.decode()


def test_only_one_kind_is_shown_when_asked_for(day):
    desk = enter(day, "owner")
    note(day.organisation, None, Act.ERASED, "leaders", "x")
    page = desk.get(reverse("audit"), {"act": "erased"}).content.decode()
    assert "slettede" in page
    assert "owner@example.invalid" not in page.split("<table")[1]


def test_nothing_that_a_participant_does_is_in_the_trail(day):
    from pejl.days.tokens import TOKEN_COOKIE, make_phone

    phone = Client()
    phone.cookies[TOKEN_COOKIE] = make_phone(day.attendances.first())
    phone.get(reverse("phone"))
    assert not Entry.objects.exists()
    assert not Contribution.objects.exists()
