import pytest

from pejl.days import run
from pejl.days.inviting import invite_everyone, refresh_days
from pejl.days.models import Attendance, Contribution
from pejl.days.tests.making import (
    answer_all,
    make_day,
    make_open_slot,
    make_organisation,
    make_tokens,
)
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db


def add_leader(day, name="Ny Leder"):
    first = Participant.objects.first()
    return Participant.objects.create(
        organisation=day.organisation, name=name, email="ny@eksempel.dk", level=first.level
    )


def test_all_active_leaders_are_invited_with_their_level_and_area():
    organisation = make_organisation()
    Participant.objects.filter(name="Leder 07").update(active=False)
    day = make_day("poll", organisation=organisation)
    assert day.attendances.count() == 49
    for row in day.attendances.select_related("participant"):
        assert (row.level_id, row.area_id) == (row.participant.level_id, row.participant.area_id)


def test_inviting_again_changes_nothing():
    day = make_day("poll")
    before = list(day.attendances.values())
    assert invite_everyone(day) == 50
    assert list(day.attendances.values()) == before


def test_until_the_day_begins_it_follows_the_list_of_leaders():
    day = make_day("poll")
    moved, left = Participant.objects.all()[:2]
    moved.level = Participant.objects.last().level
    moved.save()
    Participant.objects.filter(id=left.id).update(active=False)
    add_leader(day)
    refresh_days(day.organisation_id)
    assert day.attendances.count() == 50
    assert day.attendances.get(participant=moved).level == moved.level
    assert not day.attendances.filter(participant=left).exists()


def test_once_the_day_has_begun_newcomers_join_but_no_one_moves_or_is_taken_off():
    day = make_open_slot().day
    moved, left = Participant.objects.all()[:2]
    held = moved.level
    Participant.objects.filter(id=moved.id).update(level=Participant.objects.last().level)
    Participant.objects.filter(id=left.id).update(active=False)
    newcomer = add_leader(day)
    assert invite_everyone(day) == 51
    assert day.attendances.get(participant=moved).level == held
    assert day.attendances.filter(participant__in=[left, newcomer]).count() == 2


def test_one_who_has_answered_stays_also_when_the_opening_was_undone():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 1))
    run.undo(slot.day)
    Participant.objects.update(active=False)
    invite_everyone(slot.day)
    assert Attendance.objects.get() == Contribution.objects.get().attendance


def test_a_day_that_has_begun_or_ended_is_not_refreshed():
    slot = make_open_slot()
    add_leader(slot.day)
    refresh_days(slot.day.organisation_id)
    assert slot.day.attendances.count() == 50


def test_another_organisation_s_leaders_are_not_invited():
    day = make_day("poll")
    make_organisation({(0, 0): 3})
    assert invite_everyone(day) == 50


def test_inviting_takes_few_queries(django_assert_max_num_queries):
    day = make_day("poll")
    with django_assert_max_num_queries(12):
        invite_everyone(day)
