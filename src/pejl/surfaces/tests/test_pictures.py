"""A picture of the library is for the organisation's accounts, and for the phones and screens of a
day that shows it."""

import pytest
from django.test import Client

from pejl.days import run
from pejl.days.models import Phone
from pejl.days.tests.making import make_day, make_organisation, make_tokens
from pejl.days.tokens import TOKEN_COOKIE
from pejl.people.case_pictures import Drawn, keep_picture
from pejl.people.models import Case, Organisation

pytestmark = pytest.mark.django_db


def make_pictured(organisation, data=b"jpeg"):
    picture = keep_picture(organisation, Drawn(data, 4, 3))
    return Case.objects.create(
        organisation=organisation, title="Vores", text="Tekst", picture=picture, alt="Et hus"
    )


def make_case_day(organisation, choice):
    day = make_day("casework", organisation=organisation)
    day.slots.update(config={"choice": choice})
    return day


def ask_phone(day, key, **changes):
    phone = Client()
    phone.cookies[TOKEN_COOKIE] = make_tokens(day, 1)[0]
    Phone.objects.filter(attendance__day=day).update(**changes)
    return phone.get(f"/pictures/{key}/").status_code


def test_the_accounts_of_the_organisation_see_it_and_no_other(sign_in):
    ours = Organisation.objects.create(name="A")
    key = make_pictured(ours).picture.key
    assert Client().get(f"/pictures/{key}/").status_code == 404
    client = sign_in(ours)
    answer = client.get(f"/pictures/{key}/")
    assert (answer.content, answer["Content-Type"]) == (b"jpeg", "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in answer["Cache-Control"]
    other = Organisation.objects.create(name="B")
    ours.memberships.update(organisation=other)
    assert client.get(f"/pictures/{key}/").status_code == 404


def test_phones_and_screens_see_what_their_day_shows():
    ours = make_organisation()
    case = make_pictured(ours)
    key = case.picture.key
    day = make_case_day(ours, case.key)
    plain = make_day("casework", organisation=ours)
    assert ask_phone(day, key) == 200
    assert ask_phone(day, key, admitted=False) == 404
    assert ask_phone(plain, key) == 404
    assert Client().get(f"/s/{day.screen_key}/pictures/{key}/").status_code == 200
    assert Client().get(f"/s/{plain.screen_key}/pictures/{key}/").status_code == 404
    assert Client().get(f"/s/wrong/pictures/{key}/").status_code == 404


def test_what_has_been_opened_keeps_its_picture_when_the_library_changes():
    ours = make_organisation()
    case = make_pictured(ours)
    key = case.picture.key
    day = make_case_day(ours, case.key)
    run.open_slot(day, day.slots.get(), None)
    case.title, case.removed, case.picture = "Ny", True, None
    case.save()
    assert ask_phone(day, key) == 200
    assert day.slots.get().resolved["case"]["title"] == "Vores"


def test_a_day_shows_no_picture_of_another_organisation():
    theirs = make_pictured(Organisation.objects.create(name="B"))
    day = make_case_day(make_organisation(), theirs.key)
    assert ask_phone(day, theirs.picture.key) == 404
    run.open_slot(day, day.slots.get(), None)
    assert day.slots.get().resolved["case"]["title"] == "Barnet mellem to tilbud"
