import pytest

from pejl.days.run import release_slot
from pejl.days.tests.making import close, make_day, make_open_slot
from pejl.documents.plan import find_last

pytestmark = pytest.mark.django_db


def hand_out(slot):
    close(slot)
    release_slot(slot.day, slot, None)


def test_the_last_round_is_that_of_an_earlier_day_that_was_handed_out():
    first = make_open_slot("feedback")
    organisation = first.day.organisation
    second = make_day("feedback", "poll", organisation=organisation).slots.first()
    assert find_last(second) is None
    hand_out(first)
    assert find_last(second) == first
    assert find_last(first) is None
    assert find_last(second.day.slots.last()) is None


def test_another_organisation_s_rounds_and_rehearsals_are_none():
    first = make_open_slot("feedback")
    hand_out(first)
    assert find_last(make_day("feedback").slots.get()) is None
    type(first.day).objects.filter(id=first.day_id).update(rehearsing=True)
    again = make_day("feedback", organisation=first.day.organisation).slots.get()
    assert find_last(again) is None
