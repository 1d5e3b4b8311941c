from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from pejl.days import run
from pejl.days.clock import measure_left
from pejl.days.log import store
from pejl.days.models import Contribution, Showing, Slot, Step
from pejl.days.run import NotNow
from pejl.days.tests.making import (
    answer_all,
    close,
    make_answer,
    make_day,
    make_open_slot,
    make_tokens,
)
from pejl.mail.clock import drive_clock

pytestmark = pytest.mark.django_db
MOVES = {
    "planned": {"open"},
    "open": {"pause", "extend", "close"},
    "paused": {"resume", "extend", "close"},
    "closed": set(),
}
STEPS = {
    "open": run.open_slot,
    "pause": run.pause_slot,
    "resume": run.resume_slot,
    "extend": run.extend_slot,
    "close": run.close_slot,
}
WAY = {"planned": [], "open": ["open"], "paused": ["open", "pause"], "closed": ["open", "close"]}


def take(slot, *names):
    for name in names:
        STEPS[name](slot.day, slot, None)
    slot.refresh_from_db()
    slot.day.refresh_from_db()
    return slot


def state_of(day):
    """All that steps change, but for the revision, which only grows."""
    day.refresh_from_db()
    slots = list(day.slots.values().order_by("id"))
    outcomes = [list(slot.outcomes.values_list("kind", "text", "data")) for slot in day.slots.all()]
    for slot in slots:
        slot.pop("release_upto"), slot.pop("secret")
    return (day.current_id, day.showing, day.ended_at, slots, outcomes)


@pytest.mark.parametrize("state", MOVES)
@pytest.mark.parametrize("name", STEPS)
def test_each_state_allows_its_steps_and_refuses_the_others_with_a_reason(state, name):
    slot = take(make_day("poll").slots.get(), *WAY[state])
    assert slot.state == state
    before = state_of(slot.day)
    if name in MOVES[state]:
        take(slot, name)
        assert state_of(slot.day) != before
        return
    with pytest.raises(NotNow) as refusal:
        take(slot, name)
    assert slot.title in str(refusal.value)
    assert state_of(slot.day) == before


@pytest.mark.parametrize(
    ("state", "name"), [(state, name) for state in MOVES for name in sorted(MOVES[state])]
)
def test_each_step_is_undone_to_what_was_before(state, name):
    slot = take(make_day("poll").slots.get(), *WAY[state])
    before = state_of(slot.day)
    take(slot, name)
    assert run.undo(slot.day).verb == STEPS[name].__name__
    assert state_of(slot.day) == before


def test_to_show_and_to_end_are_undone_too():
    slot = make_open_slot()
    for step, args in ((run.show, ["result"]), (run.end_day, [])):
        before = state_of(slot.day)
        step(slot.day, None, None, *args)
        assert state_of(slot.day) != before
        run.undo(slot.day)
        assert state_of(slot.day) == before


def test_all_steps_are_undone_one_by_one_to_the_start():
    day = make_day("poll", "poll")
    first, second = day.slots.all()
    before = state_of(day)
    take(first, "open", "pause", "extend", "resume")
    take(second, "open", "close")
    run.end_day(day, None, None)
    while Step.objects.exists():
        run.undo(day)
    assert state_of(day) == before
    with pytest.raises(NotNow):
        run.undo(day)


def test_another_day_s_steps_are_not_undone():
    slot, day = make_open_slot(), make_day("poll")
    with pytest.raises(NotNow):
        run.undo(day)
    slot.refresh_from_db()
    assert slot.state == "open"


def test_a_step_remembers_who_took_it():
    user = get_user_model().objects.create_user("anna", password="x")
    slot = make_day("poll").slots.get()
    run.open_slot(slot.day, slot, user)
    assert Step.objects.get().by == user


def test_opening_makes_the_item_current_and_fixes_its_settings():
    slot = make_open_slot()
    assert slot.day.current == slot
    assert slot.day.showing == Showing.ITEM
    slot.config = {"question": "En anden?", "ask": "words"}
    slot.save()
    assert slot.resolved["question"] == "Ja?"


def test_opening_the_next_closes_the_one_that_is_open():
    day = make_day("poll", "poll")
    first, second = day.slots.all()
    take(first, "open", "pause")
    take(second, "open")
    first.refresh_from_db()
    assert (first.state, second.state) == ("closed", "open")
    assert first.closed_at
    assert first.paused_at is None
    run.undo(day)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("paused", "planned")


def test_an_item_of_another_day_cannot_be_run():
    slot, day = make_open_slot(), make_day("poll")
    with pytest.raises(KeyError):
        run.pause_slot(day, slot, None)


def test_undoing_keeps_what_phones_sent_in():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 6))
    run.undo(slot.day)
    assert Contribution.objects.count() == 6


def test_the_closing_of_an_anonymous_item_is_not_undone():
    slot = make_open_slot(promise="anonymous")
    close(slot)
    before = state_of(slot.day)
    with pytest.raises(NotNow):
        run.undo(slot.day)
    assert state_of(slot.day) == before


def test_nor_by_undoing_what_closed_it_on_the_way():
    day = make_day("poll", "poll")
    first, second = day.slots.all()
    first.promise = "anonymous"
    first.save()
    take(first, "open")
    take(second, "open")
    with pytest.raises(NotNow):
        run.undo(day)
    second.refresh_from_db()
    assert second.state == "open"


def test_an_anonymous_item_opened_again_after_undoing_keeps_its_handles():
    slot = make_open_slot(promise="anonymous")
    secret = slot.secret
    run.undo(slot.day)
    take(slot, "open")
    assert slot.secret == secret


def test_outcomes_are_stored_at_closing_and_removed_on_undoing():
    slot = make_open_slot("prioritising")
    for token in make_tokens(slot.day, 10):
        answer = make_answer(token, slot, kind="points", item="all", given=["1", "5"])
        assert store([answer])[0].saved
    assert not slot.outcomes.exists()
    close(slot)
    stored = list(slot.outcomes.values_list("kind", "text", "data__points"))
    assert stored == [("priority", "Fælles sprog", 50), ("priority", "Tidlig indsats", 10)]
    run.undo(slot.day)
    assert not slot.outcomes.exists()
    close(slot)
    assert list(slot.outcomes.values_list("kind", "text", "data__points")) == stored


def test_no_outcomes_come_of_what_too_few_said():
    slot = make_open_slot("prioritising")
    for token in make_tokens(slot.day, 4):
        store([make_answer(token, slot, kind="points", item="all", given=["1", "5"])])
    close(slot)
    assert not slot.outcomes.exists()


def test_more_time_and_less_but_at_least_a_minute():
    slot = make_open_slot()
    run.extend_slot(slot.day, slot, None, 10)
    slot.refresh_from_db()
    assert measure_left(slot, slot.opened_at) == 25 * 60
    run.extend_slot(slot.day, slot, None, -60)
    slot.refresh_from_db()
    assert measure_left(slot, slot.opened_at) == 60


def test_resuming_counts_the_pause():
    slot = make_open_slot()
    Slot.objects.update(state="paused", paused_at=timezone.now() - timedelta(seconds=90))
    take(slot, "resume")
    assert 90 <= slot.paused_seconds <= 92
    assert measure_left(slot, slot.opened_at + timedelta(seconds=100)) >= 15 * 60 - 10


def test_every_step_moves_the_day_s_revision_on():
    slot = make_day("poll").slots.get()
    seen = [slot.day.revision]
    for name in ("open", "pause", "resume", "close"):
        seen.append(take(slot, name).day.revision)
    run.undo(slot.day)
    slot.day.refresh_from_db()
    assert [*seen, slot.day.revision] == list(range(seen[0], seen[0] + 6))


@pytest.mark.parametrize(("name", "state"), [("resume", "open"), ("close", "closed")])
def test_a_pause_that_began_while_the_clock_was_ahead_ends_all_the_same(name, state):
    slot = take(make_day("poll").slots.get(), "open")
    with drive_clock(timezone.now() + timedelta(hours=1)):
        take(slot, "pause")
    take(slot, name)
    assert (slot.state, slot.paused_seconds) == (state, 0)
