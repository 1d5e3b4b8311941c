from datetime import date

import pytest

from pejl.days.beginning import begin_day
from pejl.days.inviting import invite_everyone
from pejl.days.models import ThemeDay
from pejl.days.since import look_back, open_with_brief
from pejl.days.tests.making import make_organisation
from pejl.days.tests.test_changes import CHAIN, hold_day, place_alike, place_language_up
from pejl.followup.answering import end_step
from pejl.followup.models import NextStep
from pejl.followup.states import State
from pejl.followup.syncing import sync_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def following(day, step):
    following = ThemeDay.objects.create(
        organisation=day.organisation, title="Næste temadag", date=date(2027, 2, 25)
    )
    invite_everyone(following)
    return following


def test_a_day_is_told_what_the_last_one_left(following, people):
    since = look_back(following)
    (left,) = since.left
    assert (since.day, left.what, left.owner, left.state) == (
        "Temadag", "Vi mødes", "Leder 02", "going",
    )  # fmt: skip
    assert left.owner_id == following.attendances.get(participant=people[2]).public_id
    assert since.place == f"/days/{following.id}/brief/"


def test_a_first_day_has_nothing_to_look_back_on(day, step):
    assert look_back(day) is None


def test_what_is_carried_forward_goes_on_as_a_step_of_the_next_day(following, step, people):
    step.partners.add(people[0])
    end_step(step, State.CARRIED, "Vi nåede det ikke", following)
    sync_days()
    before, after = NextStep.objects.order_by("id")
    assert (before.state, before.word) == ("carried", "Vi nåede det ikke")
    assert (after.day, after.state, after.owner, after.supporter, after.due) == (
        following, "agreed", people[2], people[1], None,
    )  # fmt: skip
    assert list(after.partners.all()) == [people[0]]
    assert [row.due for row in after.check_ins.all()] == [
        date(2027, 3, 11), date(2027, 4, 8), date(2027, 5, 20),
    ]  # fmt: skip
    third = ThemeDay.objects.create(
        organisation=following.organisation, title="Tredje", date=date(2027, 9, 1)
    )
    assert [left.what for left in look_back(third).left] == ["Vi mødes"]


def test_the_next_programme_opens_with_it(desk, following):
    place = f"/days/{following.id}/brief/"
    assert "Begynd programmet med det" in desk.get(place).content.decode()
    desk.post(f"{place}place/")
    first = following.slots.first()
    assert (first.activity, first.title, first.position) == ("lookback", "Siden sidst", 1)
    assert "Begynd programmet med det" not in desk.get(place).content.decode()
    assert not open_with_brief(following)


def test_a_copied_day_opens_with_it(day, step):
    fresh = ThemeDay.objects.create(organisation=day.organisation, title="Næste")
    begin_day(fresh, f"day-{day.id}")
    assert [slot.activity for slot in fresh.slots.all()] == ["lookback", "nextsteps"]
    again = ThemeDay.objects.create(organisation=day.organisation, title="Tredje")
    begin_day(again, f"day-{fresh.id}")
    assert [slot.activity for slot in again.slots.all()] == ["lookback", "nextsteps"]


def test_then_and_now_stands_there_when_todays_now_picture_is_closed():
    organisation = make_organisation(CHAIN)
    agreement = organisation.agreements.create(title="Aftale")
    agreement.focus_areas.create(number=1, title="Sprog")
    hold_day(organisation, place_alike)
    waiting = ThemeDay.objects.create(organisation=organisation, title="Uden")
    (note,) = look_back(waiting).notes
    assert note.startswith("NU-billedet dengang og nu står her")
    waiting.delete()
    today = hold_day(organisation, place_language_up).day
    since = look_back(today)
    assert since.both == 40
    assert [one.group for one in since.moved] == [
        "", "Centerledelse og Områdeledelse", "Institutionsledelse",
    ]  # fmt: skip
    assert look_back(today) == since
