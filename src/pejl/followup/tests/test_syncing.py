from datetime import date

import pytest

from pejl.days.models import SlotState
from pejl.followup.answering import accept_step
from pejl.followup.models import CheckIn, NextStep
from pejl.followup.syncing import sync_day, sync_days
from pejl.followup.tests.conftest import agree

pytestmark = pytest.mark.django_db


def test_what_was_agreed_lives_on_with_its_trace_and_check_ins(day, people):
    source = {"kind": "priority", "text": "Overgange", "where": "Prioritering"}
    agree(day, source=source, climb="leader")
    sync_days()
    step = NextStep.objects.get()
    assert (step.owner, step.supporter, step.state) == (people[2], people[1], "agreed")
    assert (step.due, step.climb, step.agreed["source"]) == (date(2027, 1, 31), "leader", source)
    assert [row.due for row in step.check_ins.all()] == [
        date(2026, 12, 10), date(2027, 1, 7), date(2027, 2, 18),
    ]  # fmt: skip


def test_closing_again_doubles_nothing_and_follows_what_changed(day):
    outcome = agree(day)
    sync_day(day)
    outcome.delete()
    agree(day, weeks=[6])
    sync_day(day)
    sync_day(day)
    assert NextStep.objects.count() == 1
    assert [row.weeks for row in CheckIn.objects.all()] == [6]


def test_what_was_undone_goes_unless_someone_was_asked(day):
    agree(day)
    sync_day(day)
    day.slots.update(state=SlotState.OPEN)
    sync_day(day)
    assert not NextStep.objects.exists()
    day.slots.update(state=SlotState.CLOSED)
    sync_day(day)
    CheckIn.objects.filter(weeks=2).update(stage=1)
    day.slots.update(state=SlotState.OPEN)
    sync_day(day)
    assert NextStep.objects.count() == 1


def test_a_step_under_way_keeps_its_state(day, step):
    NextStep.objects.update(state="stuck")
    day.slots.get().outcomes.all().delete()
    agree(day, promise="Tre timer")
    sync_day(day)
    step.refresh_from_db()
    assert (step.state, step.agreed["promise"]) == ("stuck", "Tre timer")


def test_who_has_not_accepted_is_not_asked_and_a_no_is_no_step(day):
    agree(day, "x1", state="waiting")
    agree(day, "x2", state="declined")
    sync_day(day)
    assert [step.state for step in NextStep.objects.all()] == ["proposed"]
    assert not CheckIn.objects.exists()


def test_who_said_no_to_support_is_not_told(day):
    agree(day, supported="declined")
    sync_day(day)
    assert NextStep.objects.get().supporter is None


def test_partners_are_known(day, people):
    names = list(day.attendances.order_by("participant_id").values_list("public_id", flat=True))
    agree(day, partner_ids=[names[0], "gone"])
    sync_day(day)
    assert list(NextStep.objects.get().partners.all()) == [people[0]]


def test_what_was_accepted_after_the_day_stays_so(day):
    agree(day, state="waiting")
    sync_day(day)
    accept_step(NextStep.objects.get(), "", yes=True)
    day.slots.get().outcomes.all().delete()
    agree(day, state="waiting", first="Skriver til PPR")
    sync_day(day)
    assert NextStep.objects.get().state == "agreed"


def test_a_rehearsal_leaves_no_next_steps(day):
    agree(day)
    day.rehearsing = True
    day.save()
    sync_days()
    assert not NextStep.objects.exists()
