"""Feedback on request through the log and the gate, as phones send it."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pejl.activities.asking.activity import ACTIVITY
from pejl.activities.asking.rules import Ask, Reply, name_item, open_routes
from pejl.days.contract import RoomView
from pejl.days.entries import Entry
from pejl.days.gate import deliver, release
from pejl.days.ground import resolve_config
from pejl.days.log import store
from pejl.days.run import release_slot
from pejl.days.tests.making import close, make_answer, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db
keys = count(1)
ABOUT = "HVAD SAGDE JEG?"


@pytest.fixture
def slot():
    return make_open_slot("asking")


@pytest.fixture
def phones(slot):
    return make_tokens(slot.day, 12)


@pytest.fixture
def people(slot):
    rows = slot.day.attendances.order_by("participant_id")
    return [row.public_id for row in rows]


def send(slot, token, kind, item, **fields):
    key = f"a-{next(keys)}"
    return store([make_answer(token, slot, item=item, kind=kind, key=key, **fields)])[0]


def ask(slot, phones, people, at, to, about=ABOUT):
    """The routes that the request opens."""
    said = {"about": about, "to": [people[one] for one in to]}
    assert send(slot, phones[at], "ask", "one", **said).saved
    payload = Ask(tuple(said["to"]), about)
    return list(open_routes(Entry(0, people[at], "ask", "one", payload)))


def give(slot, token, route, way="give", text="HEMMELIGT"):
    asker, item, _mark, _giver = route.split(".")
    return send(slot, token, "given", f"{asker}.{item}", route=route, way=way, text=text)


def hand_out(slot):
    close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()


def test_who_is_asked_learns_of_it_at_once_and_nobody_else(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert deliver(slot, people[1]).asked[route].payload.about == ABOUT
    others = [deliver(slot, who) for who in people if who != people[1]]
    assert ABOUT not in repr(others)


def test_answers_reach_who_asked_when_they_are_handed_out(slot, phones, people):
    first, second = ask(slot, phones, people, 0, [1, 2])
    assert give(slot, phones[1], first).saved
    assert give(slot, phones[2], second, "decline", "").saved
    for _before in range(2):
        assert "HEMMELIGT" not in repr([deliver(slot, who) for who in people])
        if slot.state == "open":
            close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()
    got = deliver(slot, people[0]).gets
    assert got[first].given.text == "HEMMELIGT"
    assert got[second].given.way == "decline"
    assert "HEMMELIGT" not in repr([deliver(slot, who) for who in people[1:]])


def test_a_stranger_cannot_answer(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert give(slot, phones[2], route).code == "elsewhere"
    assert give(slot, phones[0], route).code == "elsewhere"
    own = route.rpartition(".")[0] + f".{people[2]}"
    assert give(slot, phones[2], own).code == "withdrawn"
    assert give(slot, phones[1], f"{people[3]}.one.{route.split('.')[2]}.{people[1]}").code
    hand_out(slot)
    assert deliver(slot, people[0]).gets[route].given is None


def test_one_may_change_ones_mind_either_way_until_it_closes(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert give(slot, phones[1], route, "decline", "Jeg kender det ikke").saved
    assert give(slot, phones[1], route).saved
    assert give(slot, phones[1], route, "decline", "").saved
    close(slot)
    assert give(slot, phones[1], route).code == "closed"
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()
    given = deliver(slot, people[0]).gets[route].given
    assert (given.way, given.text) == ("decline", "")


def test_a_request_can_be_withdrawn_and_what_was_answered_reaches_nobody(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert give(slot, phones[1], route).saved
    assert send(slot, phones[0], "ask", "one", about="").saved
    assert deliver(slot, people[1]).asked == {}
    assert give(slot, phones[1], route).code == "withdrawn"
    hand_out(slot)
    assert "HEMMELIGT" not in repr([deliver(slot, who) for who in people])
    assert release(slot).whole.answered == 0


def test_nobody_can_withdraw_anothers_request(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert send(slot, phones[2], "ask", "one", about="").saved
    assert list(deliver(slot, people[1]).asked) == [route]


def test_an_answer_does_not_move_to_another_question(slot, phones, people):
    (route,) = ask(slot, phones, people, 0, [1])
    assert give(slot, phones[1], route).saved
    (changed,) = ask(slot, phones, people, 0, [1], "Er jeg den bedste?")
    assert give(slot, phones[1], route).code == "withdrawn"
    hand_out(slot)
    got = deliver(slot, people[0]).gets
    assert list(got) == [changed]
    assert got[changed].given is None


def test_the_reply_reaches_who_gave_and_whether_it_helped_comes_back(slot, phones, people):
    first, second = ask(slot, phones, people, 0, [1, 2])
    assert give(slot, phones[1], first).saved
    assert give(slot, phones[2], second).saved
    item = name_item(Reply(first, "do"))
    said = {"route": first, "stance": "do", "text": "SVARET"}
    assert send(slot, phones[0], "reply", item, **said).code == "unknown"
    hand_out(slot)
    assert send(slot, phones[0], "reply", item, **said).saved
    assert send(slot, phones[2], "reply", item, **said).code == "elsewhere"
    assert deliver(slot, people[1]).gives[first].reply.text == "SVARET"
    assert "SVARET" not in repr(deliver(slot, people[2]))
    back = first.rpartition(".")[0].rpartition(".")[0]
    assert send(slot, phones[1], "helped", back, route=first, how="yes").saved
    assert deliver(slot, people[0]).gets[first].helped == "yes"


def test_room_and_plan_see_counts_and_those_from_five(slot, phones, people):
    routes = [ask(slot, phones, people, at, [at + 1])[0] for at in range(4)]
    for at, route in enumerate(routes):
        assert give(slot, phones[at + 1], route).saved
    close(slot)
    whole = release(slot).whole
    assert (whole.asked, whole.answered, whole.declined) == (0, 0, 0)
    assert "For få" in repr(write_plan(slot))


def test_from_five_they_are_told_without_names_or_words(slot, phones, people):
    routes = [ask(slot, phones, people, at, [at + 1])[0] for at in range(6)]
    for at, route in enumerate(routes):
        assert give(slot, phones[at + 1], route, "decline" if at == 5 else "give").saved
    hand_out(slot)
    whole = release(slot).whole
    assert (whole.asked, whole.answered, whole.declined) == (6, 5, 0)
    told = repr([release(slot), write_plan(slot)])
    assert not any(secret in told for secret in ("HEMMELIGT", ABOUT, "Leder", *people))


def write_plan(slot):
    config = resolve_config(slot)
    return ACTIVITY.report(RoomView(slot.id, "Punkt", "", slot.state, config, release(slot)))


def test_an_answer_is_judged_without_reading_the_log(slot, phones, people):
    routes = ask(slot, phones, people, 0, [1, 2])
    with CaptureQueriesContext(connection) as few:
        assert give(slot, phones[1], routes[0]).saved
    for at in range(3, 12):
        ask(slot, phones, people, at, [2])
    with CaptureQueriesContext(connection) as many:
        assert give(slot, phones[2], routes[1]).saved
    assert len(many) == len(few)
