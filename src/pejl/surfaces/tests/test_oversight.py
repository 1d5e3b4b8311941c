from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from pejl.days.log import store
from pejl.days.models import Contribution, Slot
from pejl.days.run import release_slot
from pejl.days.tests.making import (
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)
from pejl.people.models import Membership, Organisation, Role
from pejl.surfaces.oversight import look_over

pytestmark = pytest.mark.django_db
UP, DOWN = "l2-l1", "l1-l2"
CHAIN = {(0, 0): 12, (1, 0): 12, (2, 1): 12}


@pytest.fixture
def slot():
    """Written up and down between the two lower levels, and handed out."""
    slot = make_open_slot("feedback", organisation=make_organisation(CHAIN))
    phones = make_tokens(slot.day)
    for route, people in ((DOWN, range(12, 18)), (UP, range(24, 30))):
        for at in people:
            said = {"route": route, "texts": ["HEMMELIGT", "", ""]}
            row = make_answer(phones[at], slot, item=route, kind="said", **said)
            assert store([row])[0].saved
    close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()
    slot.phones = phones
    return slot


def answer(slot, at, route, hours):
    said = {"route": route, "prompt": "0", "stance": "do", "text": "Vi ringer"}
    row = make_answer(slot.phones[at], slot, item=f"{route}.0", kind="answer", **said)
    assert store([row])[0].saved
    Contribution.objects.filter(slot=slot, item=f"{route}.0").update(
        created_at=slot.released_at + timedelta(hours=hours)
    )


def read(slot):
    return {way.path: way for way in look_over(slot).ways}


def test_what_is_unanswered_is_told_by_path(slot):
    answer(slot, 24, DOWN, 2)
    ways = read(slot)
    assert (ways["down"].open, ways["down"].hours, ways["down"].wrote) == (0, 2.0, 6)
    assert (ways["up"].open, ways["up"].hours) == (1, None)
    assert "sjældnere" in look_over(slot).said


@pytest.mark.parametrize(("up", "said"), [(30, "langsommere"), (2.5, "lige så hurtigt")])
def test_slower_answers_upward_are_said_to_be(slot, up, said):
    answer(slot, 24, DOWN, 2)
    answer(slot, 12, UP, up)
    assert said in look_over(slot).said


def sign_in(client, organisation, role):
    user = User.objects.create_user(f"{role}@eksempel.dk")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    client.force_login(user)


def test_the_chief_reads_it_and_never_what_was_written(client, slot):
    sign_in(client, slot.day.organisation, Role.VIEWER)
    for url in (reverse("answers"), reverse("certificate", args=[slot.day_id, slot.id])):
        html = client.get(url).content.decode()
        assert slot.title in html
        assert "HEMMELIGT" not in html
        assert "Leder 1" not in html


def test_another_organisation_sees_nothing_of_it(client, slot):
    sign_in(client, Organisation.objects.create(name="Andre"), Role.OWNER)
    assert slot.title not in client.get(reverse("answers")).content.decode()
    assert client.get(reverse("certificate", args=[slot.day_id, slot.id])).status_code == 404


def test_who_took_part_reads_the_certificate_on_the_phone(client, slot):
    client.cookies["pejl"] = slot.phones[20]
    html = client.get(reverse("own_certificate", args=[slot.id])).content.decode()
    assert "Løftet er holdt" in html
    assert Slot.objects.count() == 1
    assert client.get(reverse("own_certificate", args=[slot.id + 1])).status_code == 404
