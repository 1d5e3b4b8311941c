from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pejl.days import run
from pejl.days.beginning import copy_programme
from pejl.days.choosing import choose
from pejl.days.clock import measure_delay, measure_left
from pejl.days.composing import plan_missing
from pejl.days.gate import release
from pejl.days.grouping import list_away, read_seats
from pejl.days.late import find_catches, take_way
from pejl.days.log import store
from pejl.days.models import GroupSeat, Placing, Slot, Step, ThemeDay
from pejl.days.rehearsing import start_rehearsal, wipe_rehearsal
from pejl.days.seat_history import undo_change
from pejl.days.tests.making import make_answer, make_day, make_tokens, read_again, slots_of
from pejl.days.tracks import find_belonging, list_live, list_tracks
from pejl.mail.clock import drive_clock
from pejl.seating.moving import move_person

pytestmark = pytest.mark.django_db
STATES = ["planned", "open", "paused", "closed"]


@pytest.fixture
def day():
    """A poll, two polls side by side, and a last one."""
    day = make_day("poll", "poll", "poll", "poll")
    day.slots.filter(position=3).update(beside=True)
    return day


def states_of(day):
    return [slot.state for slot in slots_of(day)]


def state_of(day):
    day = read_again(day)
    left_out = {"release_upto", "secret"}
    rows = [
        {name: value for name, value in row.items() if name not in left_out}
        for row in day.slots.values().order_by("id")
    ]
    return day.current_id, day.showing, day.alone_id, day.allotted, day.ended_at, rows


def give(day, side, **fields):
    """Says whom the item on that side is for."""
    Slot.objects.filter(day=day, position=2 + side).update(**fields)


def level_of(day, rank):
    return day.organisation.levels.get(rank=rank).id


def people_of(day, rank):
    return list(day.attendances.filter(level__rank=rank).order_by("id"))


def open_both(day):
    run.open_tracks(read_again(day), slots_of(day)[1], None)
    return slots_of(day)[1:3]


def test_items_side_by_side_are_one_set_whichever_of_them_one_asks(day):
    first, one, other, last = day.slots.all()
    assert [list_tracks(slot) for slot in (first, last)] == [[first], [last]]
    assert list_tracks(one) == list_tracks(other) == [one, other]


def test_one_tap_opens_all_and_one_undo_takes_it_back(day):
    run.open_slot(day, slots_of(day)[0], None)
    before = state_of(day)
    open_both(day)
    assert states_of(day) == ["closed", "open", "open", "planned"]
    assert [slot.position for slot in list_live(read_again(day))] == [2, 3]
    assert all(slot.resolved and slot.opened_at for slot in slots_of(day)[1:3])
    run.undo(day)
    assert state_of(day) == before


def test_each_is_paused_and_closed_by_itself_and_one_tap_closes_the_rest(day):
    one, other = open_both(day)
    run.pause_slot(read_again(day), one, None)
    assert states_of(day)[1:3] == ["paused", "open"]
    run.close_slot(read_again(day), other, None)
    assert states_of(day)[1:3] == ["paused", "closed"]
    run.close_tracks(read_again(day), other, None)
    assert states_of(day)[1:3] == ["closed", "closed"]
    run.undo(day)
    assert states_of(day)[1:3] == ["paused", "closed"]
    while Step.objects.exists():
        run.undo(day)
    assert states_of(day) == ["planned"] * 4
    with pytest.raises(run.NotNow):
        run.close_tracks(read_again(day), one, None)


def test_closing_all_is_one_step(day):
    one, _other = open_both(day)
    before = state_of(day)
    run.close_tracks(read_again(day), one, None)
    assert states_of(day)[1:3] == ["closed", "closed"]
    run.undo(day)
    assert state_of(day) == before


def test_one_of_them_can_be_opened_alone_and_the_other_beside_it_later(day):
    first, one, other, last = slots_of(day)
    run.open_slot(read_again(day), first, None)
    run.open_slot(read_again(day), other, None)
    assert states_of(day) == ["closed", "planned", "open", "planned"]
    run.open_slot(read_again(day), one, None)
    assert states_of(day) == ["closed", "open", "open", "planned"]
    run.open_slot(read_again(day), last, None)
    assert states_of(day) == ["closed", "closed", "closed", "open"]
    run.undo(day)
    assert states_of(day) == ["closed", "open", "open", "planned"]


@pytest.mark.parametrize(
    "step", [run.end_day, lambda day, *_: run.end_day(day, slots_of(day)[2], None)]
)
def test_the_end_of_the_day_closes_both(day, step):
    open_both(day)
    step(read_again(day), None, None)
    assert states_of(day) == ["planned", "closed", "closed", "planned"]
    run.undo(day)
    assert states_of(day)[1:3] == ["open", "open"]


def test_one_that_is_skipped_is_not_opened_with_the_other_and_nobody_belongs_to_it(day):
    day.allotted = {str(slots_of(day)[2].id): 0}
    day.save()
    give(day, 1, for_levels=[level_of(day, 3)])
    one, other = open_both(day)
    assert (one.state, other.state) == ("open", "planned")
    assert find_belonging(list_tracks(one), people_of(day, 3)[0]).slot == one


def test_an_anonymous_one_among_them_cannot_be_opened_again(day):
    give(day, 1, promise="anonymous")
    one, _other = open_both(day)
    run.close_tracks(read_again(day), one, None)
    with pytest.raises(run.NotNow):
        run.undo(day)
    assert states_of(day)[1:3] == ["closed", "closed"]


def test_where_nothing_is_said_everyone_chooses_and_may_change(day):
    one, other = open_both(day)
    person = people_of(day, 3)[0]
    tracks = list_tracks(one)
    assert find_belonging(tracks, person).choices == (one, other)
    assert find_belonging(tracks, person).slot is None
    choose(person, other)
    assert find_belonging(tracks, person).slot == other
    choose(person, one)
    assert find_belonging(tracks, person).slot == one
    assert Placing.objects.count() == 1


def test_who_is_named_belongs_there_and_all_others_to_the_one_that_names_nobody(day):
    give(day, 0, for_levels=[level_of(day, 3)])
    one, other = open_both(day)
    below, above = people_of(day, 3)[0], people_of(day, 2)[0]
    tracks = list_tracks(one)
    assert find_belonging(tracks, below).slot == one
    assert find_belonging(tracks, above).slot == other
    for person, slot in ((below, other), (above, one)):
        with pytest.raises(run.NotNow):
            choose(person, slot)


def test_by_area_and_who_is_named_nowhere_chooses(day):
    schools, psychology = day.organisation.areas.filter(rank__gte=2)
    give(day, 0, for_areas=[schools.id])
    give(day, 1, for_areas=[psychology.id])
    one, other = open_both(day)
    tracks = list_tracks(one)
    found = {
        area.name: find_belonging(tracks, day.attendances.filter(area=area).first())
        for area in day.organisation.areas.all()
    }
    assert found["Skoler"].slot == one
    assert found["PPR"].slot == other
    assert found["Dagtilbud"].slot is None
    assert found["Dagtilbud"].choices == (one, other)


def test_nobody_chooses_what_is_not_open(day):
    person = people_of(day, 3)[0]
    with pytest.raises(run.NotNow):
        choose(person, slots_of(day)[1])
    one, _other = open_both(day)
    choose(person, one)
    run.close_slot(read_again(day), one, None)
    with pytest.raises(run.NotNow):  # what one was at is over, and its groups stay as they were
        choose(person, slots_of(day)[2])


def test_who_belongs_to_one_cannot_answer_in_the_other(day):
    one, other = open_both(day)
    person, token = people_of(day, 3)[0], make_tokens(day)[-1]
    person = day.attendances.order_by("participant_id").last()
    choose(person, one)
    good, bad = store([make_answer(token, one), make_answer(token, other, key="k")])
    assert good.saved
    assert bad.code == "beside"
    assert bad.message
    choose(person, other)
    assert store([make_answer(token, other, key="k")])[0].saved
    choose(person, one)
    assert store([make_answer(token, other, key="k")])[0].saved  # only the tick was lost
    assert store([make_answer(token, other, key="k2")])[0].code == "beside"


def test_who_has_not_chosen_answers_in_neither(day):
    token, slots = make_tokens(day, 1)[0], open_both(day)
    assert {verdict.code for verdict in store([make_answer(token, one) for one in slots])} == {
        "beside"
    }


@pytest.mark.parametrize("promise", ["named", "confidential", "anonymous"])
def test_each_counts_those_who_belong_there_and_those_who_answered_before_they_left(day, promise):
    day.slots.update(promise=promise)
    one, other = open_both(day)
    tokens = make_tokens(day, 14)
    people = list(day.attendances.order_by("participant_id")[:14])
    for at, person in enumerate(people):
        choose(person, one if at < 8 else other)
    for at, token in enumerate(tokens[:7]):
        assert store([make_answer(token, one, at % 2)])[0].saved
    for token in tokens[8:12]:
        assert store([make_answer(token, other)])[0].saved
    counts = [(release(slot).answered, release(slot).invited) for slot in (one, other)]
    assert counts == [(7, 8), (4, 6)]
    choose(people[0], other)
    assert store([make_answer(tokens[0], other)])[0].saved  # now in both
    counts = [(release(slot).answered, release(slot).invited) for slot in (one, other)]
    assert counts == [(7, 7 if promise == "anonymous" else 8), (5, 7)]
    run.close_tracks(read_again(day), one, None)
    one, other = slots_of(day)[1:3]
    assert [release(slot).answered for slot in (one, other)] == [7, 5]
    assert all(release(slot).whole is not None for slot in (one, other))


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
def test_one_with_too_few_shows_nothing_though_the_other_does(day, promise):
    day.slots.update(promise=promise)
    one, other = open_both(day)
    people = list(day.attendances.order_by("participant_id")[:14])
    for at, (person, token) in enumerate(zip(people, make_tokens(day, 14), strict=True)):
        slot = one if at < 10 else other
        choose(person, slot)
        assert store([make_answer(token, slot)])[0].saved
    run.close_tracks(read_again(day), one, None)
    one, other = slots_of(day)[1:3]
    assert release(one).whole is not None
    assert release(other).whole is None
    assert release(other).reason


def test_groups_are_made_of_those_who_belong_and_who_chooses_gets_a_seat(day):
    day.slots.filter(position__in=(2, 3)).update(seating="new", tables=3)
    give(day, 0, for_levels=[level_of(day, 3)])
    plan_missing(read_again(day))
    one, other = open_both(day)
    seated = {
        slot.id: {who for table in read_seats([slot])[slot.id] for who in table}
        for slot in (one, other)
    }
    below = {row.id for row in people_of(day, 3)}
    assert seated[one.id] == below
    assert seated[other.id] == {row.id for row in day.attendances.all()} - below
    run.undo(day)
    give(day, 0, for_levels=[])
    GroupSeat.objects.all().delete()
    one, other = open_both(day)
    assert not GroupSeat.objects.exists()
    assert one.groups.count() == 3
    person = people_of(day, 3)[0]
    choose(person, one)
    choose(person, other)
    assert [seat.group.slot for seat in GroupSeat.objects.filter(attendance=person)] == [other]


def test_whom_the_facilitator_seats_belongs_there_until_that_is_undone(day):
    day.slots.filter(position__in=(2, 3)).update(seating="new", tables=3)
    one, other = open_both(day)
    person, tracks = people_of(day, 3)[0], list_tracks(one)
    choose(person, one)
    move_person(other, str(person.id), "2")
    assert find_belonging(tracks, person).slot == other
    assert person.id in list_away(read_again(day))[one.id]
    undo_change(read_again(day))
    assert find_belonging(tracks, person).slot == one


def test_seats_that_were_planned_before_decide_nothing_and_go_when_it_opens(day):
    day.slots.filter(position=3).update(seating="new", tables=3, beside=False)
    plan_missing(read_again(day))
    assert GroupSeat.objects.count() == 50
    day.slots.filter(position=3).update(beside=True)
    give(day, 0, for_levels=[level_of(day, 3)])
    one, other = open_both(day)
    below = {row.id for row in people_of(day, 3)}
    seated = set(GroupSeat.objects.values_list("attendance_id", flat=True))
    assert seated == {row.id for row in day.attendances.all()} - below
    assert find_belonging(list_tracks(other), people_of(day, 3)[0]).slot == one


def test_a_rehearsal_leaves_no_choices_but_those_made_by_hand_before_it(day):
    day.slots.filter(position__in=(2, 3)).update(seating="new", tables=3)
    give(day, 0, for_levels=[level_of(day, 3)])
    plan_missing(read_again(day))
    person, other = people_of(day, 3)[0], people_of(day, 3)[1]
    move_person(slots_of(day)[2], str(person.id), "1")
    start_rehearsal(day)
    one, _other = open_both(day)
    move_person(slots_of(day)[2], str(other.id), "1")
    assert Placing.objects.count() == 2
    wipe_rehearsal(read_again(day))
    assert list(Placing.objects.values_list("attendance", "slot")) == [(person.id, one.id + 1)]


def at(hour, minute):
    return datetime(2026, 3, 4, hour, minute, tzinfo=ZoneInfo("Europe/Copenhagen"))


def test_the_clock_goes_by_the_one_that_ends_last_and_catching_up_ends_both(day):
    day.date, day.starts_at = at(9, 0).date(), "09:00"
    day.save()
    day.slots.filter(position=2).update(minutes=40, least=10)
    day.slots.filter(position=3).update(minutes=30, least=10)
    with drive_clock(at(9, 25)):
        open_both(day)
    with drive_clock(at(9, 30)):
        assert measure_delay(read_again(day)) == 10  # 9.55 in the programme, 10.05 as things stand
        run.close_slot(read_again(day), slots_of(day)[1], None)
        assert measure_delay(read_again(day)) == 0
        run.undo(day)
        catches = find_catches(read_again(day), slots_of(day))[1]
        take_way(read_again(day), None, None, catches[0].token)
        assert measure_delay(read_again(day)) < 10
        ends = [measure_left(slot) for slot in slots_of(day)[1:3]]
        assert max(ends) < 35 * 60
        assert ends[1] <= ends[0]
        run.close_tracks(read_again(day), slots_of(day)[1], None)
        assert measure_delay(read_again(day)) < 0


def test_a_copied_day_has_them_too(day):
    give(day, 0, for_levels=[level_of(day, 3)])
    fresh = ThemeDay.objects.create(organisation=day.organisation, title="Næste")
    copy_programme(read_again(day), fresh)
    kept = ("beside", "for_levels", "for_areas")
    assert list(fresh.slots.values_list(*kept)) == list(day.slots.values_list(*kept))
