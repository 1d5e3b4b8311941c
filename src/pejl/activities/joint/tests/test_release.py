"""Feedback written together through the log and the gate, as phones send it."""

from itertools import count

import pytest

from pejl.days.gate import deliver, release
from pejl.days.log import store
from pejl.days.models import Contribution
from pejl.days.run import open_slot, release_slot
from pejl.days.standing import read_entries
from pejl.days.tests.making import close, make_answer, make_open_slot, make_slot, make_tokens

pytestmark = pytest.mark.django_db

UP = "l1-l0"  # 40 write to the ten above them: the two upper levels are put together
TOP, BELOW = range(10), range(10, 50)
keys = count(1)


@pytest.fixture
def slot():
    return make_open_slot("joint")


@pytest.fixture
def phones(slot):
    return make_tokens(slot.day)


@pytest.fixture
def people(slot):
    rows = slot.day.attendances.order_by("participant_id")
    return [row.public_id for row in rows]


def send(slot, token, kind, item, route=UP, **fields):
    key = f"j-{next(keys)}"
    said = {"route": route, **fields}
    return store([make_answer(token, slot, item=item, kind=kind, key=key, **said)])[0]


def propose(slot, token, text, prompt="0", n=1):
    verdict = send(slot, token, "proposed", f"{UP}.{prompt}.{n}", prompt=prompt, text=text)
    assert verdict.saved, verdict
    return Contribution.objects.latest("id").id


def agree(slot, token, about, on="1"):
    assert send(slot, token, "yes", f"{UP}.{about}", about=str(about), on=on).saved


def decide(slot, phones, text, prompt="0"):
    about = propose(slot, phones[10], text, prompt)
    for at in range(11, 16):
        agree(slot, phones[at], about)
    return about


def hand_out(slot):
    close(slot)
    release_slot(slot.day, slot, None)
    slot.refresh_from_db()


def read_ours(slot, who):
    return [(one.text, one.yes) for one in deliver(slot, who).ours[UP].find(UP).texts]


def test_the_group_sees_what_comes_as_it_comes_and_nobody_else_does(slot, phones, people):
    about = propose(slot, phones[10], "KUN FOR OS")
    agree(slot, phones[11], about)
    assert read_ours(slot, people[12]) == [("KUN FOR OS", 2)]
    assert deliver(slot, people[0]).ours == {}
    assert "KUN FOR OS" not in repr([deliver(slot, people[0]), release(slot)])
    assert "KUN FOR OS" not in repr(deliver(slot, "somebody else"))


def test_not_even_the_group_sees_who_proposed_it(slot, phones, people):
    propose(slot, phones[10], "Ring")
    seen = repr(deliver(slot, people[12]).ours)
    assert people[10] not in seen
    assert "Leder" not in seen


def test_tables_are_no_way_around_it(slot, phones, people):
    propose(slot, phones[10], "KUN FOR OS")
    numbers = range(1, slot.groups.count() + 1)
    assert not [entry for number in numbers for entry in read_entries(slot, [people[0]], number)]


def test_receivers_get_the_words_of_the_group_and_no_more(slot, phones, people):
    decide(slot, phones, "Ring til os")
    propose(slot, phones[12], "UENIGE", n=2)
    hand_out(slot)
    got = deliver(slot, people[0]).gets[UP].find(UP)
    assert [one.text for one in got.sent] == ["Ring til os"]
    assert (got.texts, got.took, got.known) == ((), 0, 0)
    assert "UENIGE" not in repr(deliver(slot, people[0]))
    assert not any(one in repr(deliver(slot, people[0])) for one in people)


def test_nothing_reaches_the_receivers_before_it_is_handed_out(slot, phones, people):
    decide(slot, phones, "Ring til os")
    assert deliver(slot, people[0]).gets == {}
    close(slot)
    assert deliver(slot, people[0]).gets == {}


@pytest.mark.parametrize(("others", "known"), [(2, 0), (3, 0), (4, 5), (8, 9)])
def test_the_room_sees_no_count_of_under_five_and_no_words(slot, phones, others, known):
    about = propose(slot, phones[10], "HEMMELIGT")
    for at in range(11, 11 + others):
        agree(slot, phones[at], about)
    close(slot)
    tally = release(slot).whole.find(UP)
    assert tally.known == known
    assert (tally.took, tally.texts) == (0, ())
    assert len(tally.sent) == 1
    assert "HEMMELIGT" not in repr(release(slot))


def test_a_merge_by_one_is_mended_by_another_and_the_log_keeps_both(slot, phones, people):
    one, other = propose(slot, phones[10], "Ring"), propose(slot, phones[11], "Skriv")
    for at, text in ((12, "Ring, skriv"), (13, "Ring eller skriv")):
        said = {"one": str(one), "other": str(other), "text": text}
        assert send(slot, phones[at], "merged", f"{UP}.m{one}", **said).saved
    assert read_ours(slot, people[10]) == [("Ring eller skriv", 1)]
    assert Contribution.objects.filter(kind="merged").count() == 2
    parted = {"one": str(one), "other": str(other), "text": ""}
    assert send(slot, phones[14], "merged", f"{UP}.m{one}", **parted).saved
    assert read_ours(slot, people[10]) == [("Ring", 1), ("Skriv", 1)]


def test_a_mended_text_has_to_be_agreed_on_anew(slot, phones, people):
    about = propose(slot, phones[10], "Ring")
    agree(slot, phones[11], about)
    propose(slot, phones[10], "Ring altid")
    assert read_ours(slot, people[10]) == [("Ring altid", 1)]


@pytest.mark.parametrize(
    ("kind", "item", "fields", "code"),
    [
        ("proposed", f"{UP}.0.1", {"prompt": "0", "text": "a"}, "elsewhere"),
        ("yes", f"{UP}.1", {"about": "1", "on": "1"}, "elsewhere"),
        ("merged", f"{UP}.m1", {"one": "1", "other": "2", "text": "a"}, "elsewhere"),
        ("sent", f"{UP}.0", {"prompt": "0", "text": "a"}, "wrong"),
        ("took", f"{UP}.0", {}, "wrong"),
    ],
)
def test_those_of_another_group_have_no_say(slot, phones, kind, item, fields, code):
    assert send(slot, phones[0], kind, item, **fields).code in {code, "unknown"}
    assert not Contribution.objects.exists()


def test_each_thing_in_its_time(slot, phones):
    said = {"prompt": "0", "stance": "do", "text": "Vi ringer"}
    decide(slot, phones, "Ring til os")
    assert send(slot, phones[0], "answer", f"{UP}.0", **said).code == "unknown"
    close(slot)
    late = send(slot, phones[10], "proposed", f"{UP}.0.2", prompt="0", text="For sent")
    assert late.code == "closed"
    release_slot(slot.day, slot, None)
    assert send(slot, phones[0], "answer", f"{UP}.0", **said).saved
    assert send(slot, phones[10], "yes", f"{UP}.1", about="1", on="1").code == "closed"


def test_the_group_sees_the_answer_and_says_whether_it_helped(slot, phones, people):
    decide(slot, phones, "Ring til os")
    hand_out(slot)
    said = {"prompt": "0", "stance": "do", "text": "Vi ringer"}
    assert send(slot, phones[0], "answer", f"{UP}.0", **said).saved
    back = deliver(slot, people[20]).gives[UP].find(UP)
    assert [one.text for one in back.answers] == ["Vi ringer"]
    assert back.sent == ()
    for at in range(10, 15):
        assert send(slot, phones[at], "helped", f"{UP}.helped", how="yes").saved
    assert release(slot).whole.find(UP).helped == (5, 0, 0)
    assert "Vi ringer" not in repr(release(slot))


def test_tables_write_together_too(slot, settings):
    tables = make_slot(slot.day, "joint", 2)
    tables.config = {"between": "tables"}
    tables.save()
    open_slot(slot.day, tables, None)
    tables.refresh_from_db()
    assert tables.resolved["places"]
    assert all(one["people"] >= 5 for one in tables.resolved["places"])
    assert len(tables.resolved["homes"]) == 50
