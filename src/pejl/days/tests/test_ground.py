import pytest

from pejl.days.ground import lay_ground
from pejl.days.run import open_slot
from pejl.days.tests.making import make_day

pytestmark = pytest.mark.django_db


def test_an_activity_knows_who_leads_whom_among_those_invited():
    day = make_day("pause")
    first, second, third = day.attendances.order_by("participant_id")[:3]
    second.participant.reports_to = first.participant
    third.participant.reports_to = second.participant
    second.participant.save()
    third.participant.save()
    first.delete()
    leaders = lay_ground(day.slots.get()).leaders
    assert leaders == {third.public_id: second.public_id}


def test_people_have_their_tables_when_the_item_opens():
    day = make_day("needs")
    slot = day.slots.get()
    assert lay_ground(slot).seats == {}
    open_slot(day, slot, None)
    assert len(lay_ground(slot).seats) == 50


def test_the_ground_names_the_earlier_items_where_people_asked_each_other():
    day = make_day("asking", "poll", "nextsteps", "asking")
    first, poll, steps, _later = day.slots.all()
    assert lay_ground(steps).talks == ()
    open_slot(day, first, None)
    assert lay_ground(steps).talks == (first.title,)
    assert lay_ground(poll).talks == (first.title,)
    assert lay_ground(first).talks == ()
