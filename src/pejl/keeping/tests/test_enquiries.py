"""What strangers wrote on the public page goes after a year, and with a person who is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from pejl.days.tests.making import make_organisation
from pejl.front.models import Enquiry
from pejl.keeping.calendar import keep_time
from pejl.keeping.forgetting import forget_person
from pejl.keeping.own_data import gather
from pejl.mail.clock import drive_clock

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def write(organisation, name, email="bo@example.invalid", at=FIRST):
    return organisation.enquiries.create(name=name, email=email, text="Hej", at=at, mark=name)


def test_they_go_after_a_year():
    organisation = make_organisation()
    write(organisation, "Gammel")
    write(organisation, "Ny", at=FIRST + timedelta(days=2))
    later = FIRST + timedelta(days=366)
    with drive_clock(later):
        keep_time(later)
    assert [one.name for one in Enquiry.objects.all()] == ["Ny"]


def test_ones_own_are_in_ones_own_data_and_go_when_one_is_forgotten():
    organisation = make_organisation()
    person = organisation.participants.first()
    write(organisation, "Egen", person.email.upper())
    write(organisation, "Andens")
    assert [one["text"] for one in gather(person)["enquiries"]] == ["Hej"]
    forget_person(person)
    assert [one.name for one in Enquiry.objects.all()] == ["Andens"]
