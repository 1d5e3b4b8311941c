"""A feedback round through the log and the gate, as phones send it."""

from itertools import count

import pytest

from pejl.activities.feedback.rules import list_given, list_got
from pejl.days.gate import count_answered, deliver, release
from pejl.days.ground import resolve_config
from pejl.days.log import store
from pejl.days.models import Contribution
from pejl.days.run import NotNow, open_slot, release_slot, undo
from pejl.days.standing import read_told
from pejl.days.tests.making import (
    close,
    make_answer,
    make_day,
    make_open_slot,
    make_organisation,
    make_slot,
    make_tokens,
)
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db

TOP, BELOW = range(10), range(10, 50)  # the two upper levels are put together: they are few
UP, DOWN = "l1-l0", "l0-l1"
keys = count(1)


@pytest.fixture
def slot():
    return make_open_slot("feedback")


@pytest.fixture
def phones(slot):
    return make_tokens(slot.day)


@pytest.fixture
def people(slot):
    rows = slot.day.attendances.order_by("participant_id")
    return [row.public_id for row in rows]


def send(slot, token, kind, item, **fields):
    key = f"f-{next(keys)}"
    return store([make_answer(token, slot, item=item, kind=kind, key=key, **fields)])[0]


def say(slot, phones, route, numbers, text="Ros"):
    for at in numbers:
        texts = [f"{text} {at}", "", f"Næste gang {at}"]
        assert send(slot, phones[at], "said", route, route=route, texts=texts).saved


def hand_out(slot):
    close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()


def answer(slot, token, route, prompt="0", **fields):
    said = {"route": route, "prompt": prompt, "stance": "do", "text": "Vi ringer", **fields}
    return send(slot, token, "answer", f"{route}.{prompt}", **said)


def read_texts(slot, who, route):
    tally = deliver(slot, who).gets[route].find(route)
    return [one.text for told in tally.told for one in told]


def test_nothing_reaches_anyone_before_it_is_handed_out(slot, phones, people):
    say(slot, phones, UP, BELOW)
    assert deliver(slot, people[0]).gets == {}
    assert release(slot).whole is None
    close(slot)
    assert deliver(slot, people[0]).gets == {}
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()
    assert len(read_texts(slot, people[0], UP)) == 80


def test_only_the_receivers_get_it(slot, phones, people):
    say(slot, phones, UP, BELOW)
    hand_out(slot)
    below = deliver(slot, people[20])
    assert list(below.gets) == [DOWN]
    assert list(below.gives) == [UP]
    assert below.gives[UP].find(UP).told == ()
    assert deliver(slot, "somebody else").gets == {}


def test_the_room_sees_how_many_and_never_what(slot, phones):
    say(slot, phones, UP, BELOW[:7], "HEMMELIGT")
    close(slot)
    released = release(slot)
    assert released.whole.find(UP).wrote == 7
    assert released.whole.find(UP).times == (0, 7, 7)
    assert "HEMMELIGT" not in repr(released)


@pytest.mark.parametrize(("route", "givers", "receiver"), [(UP, BELOW, 0), (DOWN, TOP, 20)])
def test_too_few_are_not_shown(slot, phones, people, route, givers, receiver):
    say(slot, phones, route, givers[:4])
    hand_out(slot)
    got = deliver(slot, people[receiver])
    assert got.few == {route}
    assert got.gets[route].find(route).told == ()


def test_enough_are_shown_without_names(slot, phones, people):
    say(slot, phones, UP, BELOW[:5])
    hand_out(slot)
    got = deliver(slot, people[0])
    assert not got.few
    assert {one.who for told in got.gets[UP].find(UP).told for one in told} == {""}


def test_a_small_group_needs_more_since_it_is_known_by_its_words(slot, phones, people, settings):
    small = make_slot(slot.day, "feedback", 2)
    small.config = {"paths": ["picked"], "picked": [["area:PPR", "area:Skoler"]]}
    small.save()
    open_slot(slot.day, small, None)
    small.refresh_from_db()
    ppr = [9, 45, 46, 47, 48, 49]  # six people
    refused = send(small, phones[9], "said", "p0", route="p0", texts=["a", "", ""])
    assert refused.code == "wrong"
    for at, way in zip(ppr, ["named"] * 3 + ["dialogue"] * 3, strict=True):
        said = {"route": "p0", "texts": [f"Ros {at}", "", ""], "way": way}
        assert send(small, phones[at], "said", "p0", **said).saved
    hand_out(small)
    skoler = next(one for one in people if "p0" in dict(deliver(small, one).gets))
    tally = deliver(small, skoler).gets["p0"].find("p0")
    assert [(one.text, one.who) for one in tally.told[0]] == [
        (f"Ros {at}", f"Leder {at:02}") for at in (45, 46, 9)
    ]
    assert tally.dialogues == ("Leder 47", "Leder 48", "Leder 49")
    assert "Ros" not in repr(release(small))
    assert "Leder" not in repr(release(small))


def test_those_who_give_with_their_names_hide_nobody(slot, phones, people):
    """Five wrote, but one with a name: the other four are too few."""
    merged = make_slot(slot.day, "feedback", 3)
    merged.config = {"paths": ["areas"]}
    merged.save()
    open_slot(slot.day, merged, None)
    merged.refresh_from_db()
    config = resolve_config(merged)
    route = next(one for one in config.routes if one.merged)
    givers = [at for at in range(50) if route.key in list_given(config, people[at])]
    for at in givers[:5]:
        way = "named" if at == givers[0] else ""
        said = {"route": route.key, "texts": [f"Ros {at}", "", ""], "way": way}
        assert send(merged, phones[at], "said", route.key, **said).saved
    hand_out(merged)
    receiver = next(one for one in people if route.key in list_got(config, one))
    got = deliver(merged, receiver)
    assert got.few == {route.key}
    assert [one.text for one in got.gets[route.key].find(route.key).told[0]] == [f"Ros {givers[0]}"]


def test_wishes_reach_the_phones_at_once_and_guesses_nobody(slot, phones, people):
    assert send(slot, phones[0], "wish", "wish", text="Om vores møder", time="forward").saved
    assert send(slot, phones[0], "guess", f"{UP}.guess", route=UP, most="0").saved
    assert [one.payload.text for one in read_told(slot)] == ["Om vores møder"]
    assert read_told(slot)[0].giver == people[0]
    assert count_answered(slot) == 0
    say(slot, phones, UP, BELOW[:5])
    hand_out(slot)
    assert count_answered(slot) == 5
    assert "guess" not in repr(deliver(slot, people[1])).casefold()
    assert "Guess" not in repr(release(slot))


def test_named_feedback_bears_its_names(people):
    slot = make_open_slot("feedback", "named")
    phones = make_tokens(slot.day)
    say(slot, phones, UP, BELOW[:1])
    hand_out(slot)
    receiver = slot.day.attendances.order_by("participant_id").first().public_id
    told = deliver(slot, receiver).gets[UP].find(UP).told
    assert [one.who for one in told[0]] == ["Leder 10"]


def test_nobody_writes_where_one_is_not_asked(slot, phones):
    verdict = send(slot, phones[0], "said", UP, route=UP, texts=["a", "b", "c"])
    assert verdict.code == "elsewhere"
    assert not Contribution.objects.exists()


def test_each_thing_in_its_time(slot, phones):
    assert answer(slot, phones[0], UP).code == "unknown"
    say(slot, phones, UP, BELOW[:5])
    close(slot)
    assert answer(slot, phones[0], UP).code == "closed"
    release_slot(slot.day, slot, None)
    assert answer(slot, phones[0], UP).saved
    late = send(slot, phones[10], "said", UP, route=UP, texts=["a", "b", "c"])
    assert late.code == "closed"
    assert answer(slot, phones[20], UP).code == "elsewhere"


def test_those_who_gave_see_the_answer_and_say_whether_it_helped(slot, phones, people):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    assert answer(slot, phones[0], UP, text="Vi ringer hver mandag").saved
    back = deliver(slot, people[10]).gives[UP].find(UP)
    assert [one.text for one in back.answers] == ["Vi ringer hver mandag"]
    for at in BELOW[:6]:
        assert send(slot, phones[at], "helped", f"{UP}.helped", route=UP, how="yes").saved
    assert release(slot).whole.find(UP).helped == (5, 0, 0)


def test_any_of_the_receivers_may_write_the_answer_anew(slot, phones, people):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP, text="Først")
    answer(slot, phones[1], UP, text="Så", public="1")
    answers = release(slot).whole.find(UP).answers
    assert [one.text for one in answers] == ["Så"]
    assert Contribution.objects.filter(kind="answer").count() == 2


def test_an_answer_is_for_the_givers_unless_it_is_made_public(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP, text="KUN FOR JER")
    assert "KUN FOR JER" not in repr(release(slot))


def test_answers_make_nobody_a_giver(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP)
    assert release(slot).answered == 6


def test_what_was_handed_out_is_not_taken_back(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    with pytest.raises(NotNow):
        undo(slot.day)
    with pytest.raises(NotNow):
        release_slot(slot.day, slot, None)


def test_an_item_without_routes_has_nothing_to_hand_out():
    poll = make_open_slot("poll")
    close(poll)
    with pytest.raises(NotNow):
        release_slot(poll.day, poll, None)


@pytest.mark.parametrize("people", [20, 300])
def test_it_opens_without_a_query_for_each(people, django_assert_max_num_queries):
    chain = {(0, 0): 1, (1, 0): people // 4, (2, 1): people}
    day = make_day("feedback", organisation=make_organisation(chain))
    boss = Participant.objects.first()
    Participant.objects.exclude(id=boss.id).update(reports_to=boss)
    slot = day.slots.get()
    slot.config = {"paths": ["levels", "areas", "top", "leader", "led", "peers"]}
    slot.save()
    with django_assert_max_num_queries(30):
        open_slot(day, slot, None)
    slot.refresh_from_db()
    assert len(resolve_config(slot).routes) > people
