"""A reflecting team through the log and the gate, as phones and console send it."""

from datetime import timedelta
from itertools import count

import pytest

from pejl.activities.reflecting.activity import ACTIVITY
from pejl.days.contract import Refused, RoomView
from pejl.days.gate import deliver, release
from pejl.days.ground import resolve_config
from pejl.days.guiding import find_guide
from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Contribution, Slot
from pejl.days.run import open_slot, release_slot
from pejl.days.tests.making import close, make_answer, make_day, make_tokens

pytestmark = pytest.mark.django_db
keys = count(1)


@pytest.fixture
def slot():
    day = make_day("reflecting")
    slot = day.slots.get()
    slot.config = {"middle": day.attendances.order_by("participant_id")[5].public_id}
    slot.save()
    open_slot(day, slot, None)
    slot.refresh_from_db()
    return slot


@pytest.fixture
def phones(slot):
    rows = slot.day.attendances.order_by("participant_id")
    ids = [row.public_id for row in rows]
    return dict(zip(ids, make_tokens(slot.day), strict=True))


@pytest.fixture
def middle(slot):
    return slot.resolved["cast"]["middle"]["id"]


@pytest.fixture
def observers(slot):
    return [one["id"] for one in slot.resolved["cast"]["observers"]]


def send(slot, token, kind="note", item="0", **fields):
    key = f"r-{next(keys)}"
    return store([make_answer(token, slot, item=item, kind=kind, key=key, **fields)])[0]


def note(slot, phones, who, text="HEMMELIGT"):
    assert send(slot, phones[who], prompt="0", text=text).saved


def turn(slot, number, **fields):
    said = {"number": str(number), **fields}
    contribute_from_console(slot, "turn", "turn", said, f"turn-{next(keys)}")


def write_plan(slot):
    config = resolve_config(slot)
    return ACTIVITY.report(RoomView(slot.id, "Team", "", slot.state, config, release(slot)))


def hand_out(slot):
    close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()


def test_notes_reach_the_one_in_the_middle_alone_with_names(slot, phones, middle, observers):
    note(slot, phones, observers[0])
    assert "HEMMELIGT" not in repr(deliver(slot, middle))
    close(slot)
    assert "HEMMELIGT" not in repr(deliver(slot, middle))
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()
    (told,) = deliver(slot, middle).gets["middle"].told
    assert (told.text, told.who) == ("HEMMELIGT", slot.resolved["cast"]["observers"][0]["name"])
    others = [deliver(slot, who) for who in phones if who != middle]
    assert "HEMMELIGT" not in repr(others)


def test_room_console_and_plan_see_no_note(slot, phones, observers):
    for who in observers:
        note(slot, phones, who)
    hand_out(slot)
    assert release(slot).whole.count == 4
    assert "HEMMELIGT" not in repr([release(slot), find_guide(slot), write_plan(slot)])


@pytest.mark.parametrize("agrees", [True, False])
def test_the_plan_names_the_one_in_the_middle_only_with_leave(
    slot, phones, middle, observers, agrees
):
    note(slot, phones, observers[0])
    assert send(slot, phones[middle], "leave", "leave", on="1" if agrees else "0").saved
    hand_out(slot)
    assert ("Leder 05" in repr(write_plan(slot))) is agrees


def test_those_who_are_asked_are_counted_and_the_leave_is_no_answer(
    slot, phones, middle, observers
):
    assert send(slot, phones[middle], "leave", "leave", on="1").saved
    note(slot, phones, observers[0])
    close(slot)
    assert (release(slot).answered, release(slot).invited) == (1, 4)


def test_others_have_no_say(slot, phones, middle, observers):
    listener = next(who for who in phones if who != middle and who not in observers)
    for who in (listener, middle):
        assert send(slot, phones[who], prompt="0", text="a").code == "elsewhere"
    for who in (listener, observers[0]):
        assert send(slot, phones[who], "leave", "leave", on="1").code == "elsewhere"
    assert send(slot, phones[observers[0]], "turn", "turn", number="1").code == "unknown"
    close(slot)
    assert send(slot, phones[observers[0]], prompt="0", text="a").code == "closed"
    assert not Contribution.objects.exists()


def test_a_turn_begins_when_the_server_says_so(slot):
    Slot.objects.filter(id=slot.id).update(opened_at=slot.opened_at - timedelta(seconds=95))
    slot.refresh_from_db()
    turn(slot, 1, at="3")
    assert find_guide(slot).number == 1
    assert 95 <= find_guide(slot).at <= 97
    turn(slot, 2)
    assert find_guide(slot).number == 2


def test_a_turn_that_there_is_not_is_refused(slot):
    with pytest.raises(Refused):
        turn(slot, 6)
