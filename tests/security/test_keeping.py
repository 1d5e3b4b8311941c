"""The owner's pages for keeping and forgetting, and one's own data behind one's own link."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.security.furnishing import furnish

from pejl.followup.links import make_link
from pejl.keeping.models import Keeping
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return furnish("Center", "Zebra")


def enter(place, role):
    user = User.objects.create_user(role)
    place.organisation.memberships.create(user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


def test_keeping_longer_needs_a_reason_and_stands_in_the_trail(place):
    desk = enter(place, "owner")
    address = f"/organisation/keeping/{place.day.id}/"
    said = {"anonymise_after": 24, "delete_after": 36, "why": ""}
    assert "Skriv, hvorfor" in desk.post(address, said).content.decode()
    assert not Keeping.objects.exists()
    assert desk.post(address, {**said, "why": "Forskning"}).status_code == 302
    assert Keeping.objects.get().anonymise_after == 24
    entry = place.organisation.audit_entries.filter(act="extended").get()
    assert "12/36 → 24/36. Forskning" in entry.subject


@pytest.mark.parametrize("said", [(0, 36), (24, 12), (12, 121), ("x", 36)])
def test_months_that_make_no_sense_are_refused_with_a_word(place, said):
    desk = enter(place, "owner")
    fields = {"anonymise_after": said[0], "delete_after": said[1], "why": "x"}
    page = desk.post(f"/organisation/keeping/{place.day.id}/", fields)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Keeping.objects.exists()


def test_an_owner_forgets_a_person_after_being_asked(place):
    desk = enter(place, "owner")
    person = place.organisation.participants.last()
    address = f"/organisation/people/{person.id}/forget/"
    assert "Det kan ikke fortrydes" in desk.get(address).content.decode()
    assert Participant.objects.filter(id=person.id).exists()
    page = desk.post(address, follow=True).content.decode()
    assert "Personen er glemt" in page
    assert person.name not in page
    entry = place.organisation.audit_entries.filter(act="erased").get()
    assert (entry.about, entry.subject) == ("person", "")


def test_ones_own_data_come_behind_the_own_link(place):
    person = place.organisation.participants.first()
    link = make_link(person)
    data = json.loads(Client().get(f"/my/{link}/data.json").content)
    assert data["email"] == person.email
    pdf = Client().get(f"/my/{link}/data.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert Client().get(f"/my/{link[:-2]}xx/data.json").status_code == 404
