import json

import pytest

from pejl.days.contract import Refused
from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Contribution, Phone
from pejl.days.run import close_slot, pause_slot
from pejl.days.tests.making import (
    answer_all,
    close,
    make_answer,
    make_day,
    make_open_slot,
    make_slot,
    make_tokens,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    return make_open_slot(promise="named")


@pytest.fixture
def token(slot):
    return make_tokens(slot.day, 1)[0]


def send(*args, **kwargs):
    return store([make_answer(*args, **kwargs)])[0]


def test_what_is_sent_twice_is_stored_once(slot, token):
    again = make_answer(token, slot, key="k1")
    assert [verdict.code for verdict in store([again, again])] == ["", ""]
    assert store([again])[0].saved
    row = Contribution.objects.get()
    assert (row.slot_id, row.kind, row.item, row.key) == (slot.id, "chosen", "poll", "k1")
    assert json.loads(row.payload) == {"kind": "chosen", "options": [0]}


def test_the_first_under_a_key_stays_as_it_was(slot, token):
    send(token, slot, 0, key="k1")
    assert send(token, slot, 1, key="k1").saved
    assert json.loads(Contribution.objects.get().payload)["options"] == [0]


def test_two_people_may_use_the_same_key(slot):
    for token in make_tokens(slot.day, 2):
        assert send(token, slot, key="k1").saved
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("unknown", {"kind": "shouted"}),
        ("unknown", {"kind": ""}),
        ("unknown", {"options": ["first"]}),
        ("unknown", {"options": ["0"], "level": "1"}),
        ("unknown", {"key": "k" * 65}),
        ("unknown", {"item": "i" * 65}),
        ("wrong", {"options": ["0", "1"]}),
        ("wrong", {"options": ["7"]}),
    ],
)
def test_what_no_form_of_ours_sends_is_refused_with_a_reason(slot, token, code, fields):
    verdict = send(token, slot, **fields)
    assert verdict.code == code
    assert verdict.message
    assert not Contribution.objects.exists()


def test_an_answer_without_a_key_is_refused(slot, token):
    answer = make_answer(token, slot)
    verdict = store([type(answer)(answer.token_hash, slot.id, "chosen", "poll", "", answer.fields)])
    assert verdict[0].code == "unknown"


def test_a_stranger_s_token_is_refused(slot):
    assert send("not-a-token", slot).code == "stranger"
    assert send("", slot).code == "stranger"


def test_a_phone_that_waits_to_be_let_in_is_refused(slot, token):
    Phone.objects.update(admitted=False)
    assert send(token, slot).code == "waiting"


def test_another_day_s_item_and_one_that_is_not_there_are_refused(slot):
    elsewhere = make_day("poll")
    stranger = make_tokens(elsewhere, 1)[0]
    assert send(stranger, slot).code == "elsewhere"
    gone = make_slot(elsewhere, "poll", 2)
    number = gone.id
    gone.delete()
    gone.id = number
    assert send(stranger, gone).code == "elsewhere"


def test_an_item_that_is_not_open_takes_nothing(slot, token):
    planned = make_slot(slot.day, "poll", 2)
    assert send(token, planned).code == "closed"
    pause_slot(slot.day, slot, None)
    assert send(token, slot).code == "paused"
    close_slot(slot.day, slot, None)
    assert send(token, slot).code == "closed"
    assert not Contribution.objects.exists()


def test_one_that_is_refused_takes_no_other_with_it(slot, token):
    batch = [
        make_answer("stranger", slot),
        make_answer(token, slot),
        make_answer(token, slot, options=["9"]),
    ]
    assert [verdict.code for verdict in store(batch)] == ["stranger", "", "wrong"]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("promise", ["named", "confidential", "anonymous"])
@pytest.mark.parametrize("step", [pause_slot, close_slot])
def test_a_resend_of_what_was_stored_is_acknowledged_after_closing(promise, step):
    slot = make_open_slot(promise=promise)
    one, other = make_tokens(slot.day, 2)
    first = make_answer(one, slot, key="k1")
    assert store([first])[0].saved
    step(slot.day, slot, None)
    assert store([first])[0].saved
    assert not send(one, slot, key="k2").saved
    assert send(other, slot, key="k1").saved is (promise == "anonymous" and step is close_slot)
    assert Contribution.objects.count() == 1


def test_words_may_hold_anything_but_are_never_cut(slot):
    slot.resolved = {"ask": "words"}
    slot.save()
    token = make_tokens(slot.day, 1)[0]
    text = "<script>alert('æøå')</script> \U0001f44d ' ; DROP TABLE days_slot --"
    assert send(token, slot, kind="said", text=text).saved
    assert json.loads(Contribution.objects.get().payload)["text"] == text
    assert send(token, slot, kind="said", text="x" * 141).code == "wrong"
    assert send(token, slot, kind="said", text="x" * 1_000_000).code == "unknown"


def test_the_console_s_word_needs_a_payload_that_is_meant_for_it(slot):
    with pytest.raises(Refused):
        contribute_from_console(slot, "chosen", "poll", {"options": ["0"]}, "k1")
    assert not Contribution.objects.exists()


def test_a_later_answer_replaces_in_the_result_and_both_stay(slot, token):
    from pejl.days.gate import release

    other = make_tokens(slot.day, 2)[1]
    send(token, slot, 0)
    send(other, slot, 0)
    send(token, slot, 1)
    assert release(slot).whole.counts == (1, 1)
    assert Contribution.objects.count() == 3


def test_a_batch_takes_few_queries(slot, django_assert_max_num_queries):
    tokens = make_tokens(slot.day, 40)
    with django_assert_max_num_queries(6):
        answer_all(slot, tokens)
    close(slot)
    assert Contribution.objects.count() == 40
