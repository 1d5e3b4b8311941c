"""Forgetting takes the names, everywhere, and leaves what was released as it was."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from pejl.calendars.feeds import renew_feed
from pejl.days.gate import release
from pejl.days.log import store
from pejl.days.models import Attendance, Contribution, Slot, SlotState, ThemeDay
from pejl.days.run import close_slot
from pejl.days.standing import read_standing
from pejl.days.tests.making import answer_all, make_answer, make_open_slot, make_tokens
from pejl.days.tokens import make_link, make_phone, read_link
from pejl.followup.models import NextStep
from pejl.keeping.forgetting import NotNow, anonymise_day, delete_day, forget_person
from pejl.keeping.models import Keeping
from pejl.keeping.own_data import gather, write_document
from pejl.mail.posting import address_of, post
from pejl.people.models import NOBODY_AT, Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    """A closed poll that all have answered, on a day that is over."""
    slot = make_open_slot("poll")
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[::2], 0)
    answer_all(slot, tokens[1::2], 1)
    close_slot(slot.day, slot, None)
    ThemeDay.objects.filter(id=slot.day_id).update(
        date=date(2026, 11, 26), ended_at=timezone.now(), current=None
    )
    return Slot.objects.get(id=slot.id)


def say_all(slot):
    found = release(Slot.objects.get(id=slot.id))
    return found.whole, [(part.members, part.result) for part in (*found.levels, *found.areas)]


def dump():
    out = StringIO()
    call_command("dumpdata", "people", "days", "followup", "mail", "peers", stdout=out)
    return out.getvalue()


def make_step(slot, person, **said):
    agreed = {"owner": person.name, "words": [f"{person.name}!"]}
    fields = {"owner": person, "agreed": agreed, "what": "Ring", **said}
    return NextStep.objects.create(day=slot.day, item="x", **fields)


def test_a_forgotten_person_is_nowhere_in_the_database(slot):
    person = Participant.objects.get(name="Leder 17")
    make_step(slot, person, what="Leder 17 ringer til Leder 171")
    post(slot.day.organisation, address_of(person), "Hej Leder 17", "…", "k")
    before, rows = say_all(slot), Contribution.objects.count()
    forget_person(person)
    kept = dump()
    assert "leder17@" not in kept
    assert "Leder 17" not in kept.replace("Leder 171", "")
    assert "ringer til Leder 171" in kept, "only whole names are replaced"
    assert say_all(slot) == before
    assert Contribution.objects.count() == rows


def test_links_and_phones_of_the_forgotten_open_nothing(slot):
    place = Attendance.objects.get(participant__name="Leder 17")
    link = make_link(place)
    forget_person(place.participant)
    assert read_link(link) is None
    assert not Attendance.objects.get(id=place.id).phones.exists()


def test_who_stands_instead_gets_no_mail(slot):
    person = Participant.objects.get(name="Leder 17")
    step = make_step(slot, person)
    forget_person(person)
    step.refresh_from_db()
    assert step.owner.email.endswith(NOBODY_AT)
    assert post(slot.day.organisation, address_of(step.owner), "a", "b", "k2").state == "failed"


def test_nobody_is_forgotten_while_the_day_is_under_way():
    slot = make_open_slot("poll")
    with pytest.raises(NotNow):
        forget_person(Participant.objects.get(name="Leder 17"))
    assert slot.state == SlotState.OPEN


def test_a_day_without_names_gives_the_same_results(slot):
    before = say_all(slot)
    step = make_step(slot, Participant.objects.get(name="Leder 03"))
    anonymise_day(slot.day)
    assert say_all(slot) == before
    names = set(slot.day.attendances.values_list("participant__name", flat=True))
    assert not any(name.startswith("Leder") for name in names)
    assert Participant.objects.filter(name__startswith="Leder").count() == 50, "the chain stays"
    step.refresh_from_db()
    assert step.owner.name == "Leder 03", "what is agreed is kept by somebody"
    assert Keeping.objects.get().anonymised_at


def test_two_days_cannot_be_joined_afterwards(slot):
    other = ThemeDay.objects.create(organisation=slot.day.organisation, title="Næste")
    for place in slot.day.attendances.all():
        Attendance.objects.create(
            day=other, participant=place.participant, level=place.level, area=place.area
        )
    for day in (slot.day, other):
        anonymise_day(day)
    here, there = (
        set(day.attendances.values_list("participant", flat=True)) for day in (slot.day, other)
    )
    assert here.isdisjoint(there)


def test_a_deleted_day_leaves_nothing_but_the_chain(slot):
    anonymise_day(slot.day)
    delete_day(ThemeDay.objects.get(id=slot.day_id))
    assert not Contribution.objects.exists()
    assert not ThemeDay.objects.exists()
    assert Participant.objects.count() == 50


def test_ones_own_data_hold_what_one_gave_and_nobody_elses(slot):
    person = Participant.objects.get(name="Leder 17")
    make_step(slot, person)
    data = gather(person)
    assert data["email"] == "leder17@eksempel.dk"
    assert [one["content"]["options"] for one in data["days"][0]["given"]] == [[1]]
    assert data["next_steps"][0]["role"] == "owner"
    assert "Leder 18" not in str(data)
    assert not re.search(r"\d{4}-\d\d", str(write_document(person))), "dates as people write them"


def test_what_was_given_anonymously_is_not_found_again():
    slot = make_open_slot("poll", promise="anonymous")
    answer_all(slot, make_tokens(slot.day, 12))
    person = slot.day.attendances.order_by("participant_id").first().participant
    assert gather(person)["days"][0]["given"], "while it is open the own answer is known"
    close_slot(slot.day, slot, None)
    assert gather(person)["days"][0]["given"] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("promise", ["named", "confidential"])
def test_what_a_running_server_has_read_forgets_the_name_too(promise):
    slot = make_open_slot("talk", promise=promise)
    who = slot.day.attendances.get(participant__name="Leder 17")
    said = {"text": "Hvad siger Leder 17?"}
    store([make_answer(make_phone(who), slot, kind="question", item="q", **said)])
    assert "Leder 17" in str(read_standing(Slot.objects.get(id=slot.id)))
    ThemeDay.objects.update(current=None)
    forget_person(who.participant)
    assert "Leder 17" not in str(read_standing(Slot.objects.get(id=slot.id)))


def test_the_address_of_a_calendar_is_told_of_and_goes_with_its_person(slot, client):
    person = slot.day.attendances.first().participant
    address = renew_feed(person)
    assert gather(person)["calendar"]
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    forget_person(person)
    assert client.get(path).status_code == 404
