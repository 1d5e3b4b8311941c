"""A consultant from outside: invited to one day, in by a link, out with one tap."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.security.furnishing import furnish

from pejl.days.models import Guest
from pejl.mail.models import Message

pytestmark = pytest.mark.django_db
EMAIL = "konsulent@example.invalid"
PASSWORD = "sejlads-tangdal-krumtap-9"


@pytest.fixture
def place():
    return furnish("Center", "Zebra")


def enter(place, role):
    user = User.objects.create_user(role, email=f"{role}@example.invalid")
    if role == "guest":
        Guest.objects.create(day=place.day, user=user)
    else:
        place.organisation.memberships.create(user=user, role=role)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def follow_mail():
    return re.search(r"https?://[^/]+(/\S+)", Message.objects.get(address=EMAIL).body)[1]


def test_a_consultant_is_invited_to_a_day_and_sees_it_alone(place):
    desk = enter(place, "facilitator")
    address = f"/days/{place.day.id}/guests/"
    assert desk.post(address, {"email": EMAIL.upper()}).status_code == 302
    guest = Client()
    page = guest.get(follow_mail())
    assert "Zebra temadag" in page.content.decode()
    assert guest.post(follow_mail(), {"password": PASSWORD}).status_code == 302
    assert guest.get(f"/days/{place.day.id}/console/").status_code == 200
    assert guest.get("/organisation/").status_code == 403
    other = place.organisation.days.exclude(id=place.day.id).get()
    assert guest.get(f"/days/{other.id}/").status_code == 404
    assert EMAIL in desk.get(address).content.decode()
    desk.post(f"{address}out/", {"guest": Guest.objects.get().id})
    assert guest.get(f"/days/{place.day.id}/console/").status_code == 302
    assert not User.objects.filter(email=EMAIL).exists(), "it is nowhere else"
    acts = place.organisation.audit_entries.filter(subject__contains=EMAIL)
    assert {one.act for one in acts} == {"let_in", "shut_out"}


def test_an_invitation_is_withdrawn(place):
    desk = enter(place, "owner")
    desk.post(f"/days/{place.day.id}/guests/", {"email": EMAIL})
    link, invitation = follow_mail(), place.day.invitations.get()
    desk.post(f"/days/{place.day.id}/guests/out/", {"invitation": invitation.id})
    assert Client().get(link).status_code == 404


def test_the_same_address_may_be_invited_to_two_days(place):
    desk = enter(place, "owner")
    for day in place.organisation.days.all():
        assert desk.post(f"/days/{day.id}/guests/", {"email": EMAIL}).status_code == 302
        assert desk.post(f"/days/{day.id}/guests/", {"email": EMAIL}).status_code == 302
    assert place.organisation.invitations.filter(email=EMAIL).count() == 2


@pytest.mark.parametrize(("role", "status"), [("guest", 404), ("viewer", 403)])
def test_guests_and_viewers_let_nobody_in(place, role, status):
    desk = enter(place, role)
    done = desk.post(f"/days/{place.day.id}/guests/", {"email": EMAIL})
    assert done.status_code == status
    assert not place.day.invitations.exists()


@pytest.mark.parametrize(
    "said", [{}, {"guest": "x"}, {"guest": "999999"}, {"invitation": "9" * 40}]
)
def test_nonsense_is_not_found(place, said):
    desk = enter(place, "owner")
    assert desk.post(f"/days/{place.day.id}/guests/out/", said).status_code == 404
