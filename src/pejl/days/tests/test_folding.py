"""A log read on as it grows stands as one that is read at once."""

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from pejl.days import standing
from pejl.days.folding import Fold, Line
from pejl.days.gate import count_answered
from pejl.days.log import store
from pejl.days.models import CONSOLE, Contribution, Slot
from pejl.days.registry import find_activity
from pejl.days.run import close_slot
from pejl.days.standing import keep_standing, read_log, read_standing
from pejl.days.tests.making import make_answer, make_open_slot, make_tokens
from pejl.people.models import Participant

# What takes an earlier line's place: a giver's own, a group's, anyone's, that of the same phone.
KINDS = {
    "poll": [{"kind": "said", "text": ""}, {"kind": "said", "text": "Ja"}],
    "feedback": [
        {"kind": "heard", "route": "r1"},
        {"kind": "answer", "route": "r1", "prompt": 0, "stance": "heard"},
        {"kind": "helped", "route": "r1", "how": "yes"},
    ],
    "discussion": [
        {"kind": "note", "text": "Ja", "phone": "p1"},
        {"kind": "note", "text": "", "phone": "p2"},
        {"kind": "turned", "page": 2},
    ],
    "joint": [
        {"kind": "proposed", "route": "r1", "prompt": 0, "text": "Ja"},
        {"kind": "yes", "route": "r1", "about": 1, "on": True},
    ],
}


def make_log(key, said):
    activity = find_activity(key)
    log = []
    for at, (giver, group, item, which) in enumerate(said, start=1):
        fields = KINDS[key][which % len(KINDS[key])]
        payload = json.encode(json.decode(json.encode(fields), type=activity.payload)).decode()
        log.append(Line(at, None, giver, group, fields["kind"], item, payload))
    return log


lines = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", CONSOLE]),
        st.integers(0, 2),
        st.sampled_from(["", "1"]),
        st.integers(0, 2),
    ),
    max_size=30,
)


@given(st.sampled_from([*KINDS]), lines, st.lists(st.integers(0, 30)))
def test_a_log_read_on_is_as_one_read_at_once(key, said, cuts):
    log, payload = make_log(key, said), find_activity(key).payload
    whole, parts, at = Fold(payload), Fold(payload), 0
    whole.take(log)
    for cut in sorted(cuts):
        aside = parts.fork()  # as in a transaction that is rolled back
        aside.take(log[:cut])
        parts.take(log[at:cut])
        parts.look()
        at = max(at, cut)
    parts.take(log[at:])
    assert parts.look() == whole.look()
    assert parts.count == whole.count == len(log)


def read_anew(slot):
    return keep_standing(slot, read_log(slot), find_activity(slot.activity))


def show(slot):
    return Slot.objects.select_related("day").get(id=slot.id)


@pytest.mark.django_db(transaction=True)
def test_only_what_is_new_is_read():
    slot = make_open_slot()
    tokens = make_tokens(slot.day, 8)
    folds = set()
    for some in (tokens[:5], tokens[5:], tokens[2:6]):
        store([make_answer(token, slot, len(some) % 2) for token in some])
        assert [*read_standing(show(slot)).pairs] == read_anew(slot)
        folds |= {one.fold for key, one in standing.kept.items() if key[1] == slot.id}
    assert [fold.count for fold in folds] == [5 + 3 + 4]
    assert count_answered(show(slot)) == 8


@pytest.mark.django_db(transaction=True)
def test_what_a_transaction_took_back_is_not_kept():
    slot = make_open_slot()
    tokens = make_tokens(slot.day, 3)
    store([make_answer(tokens[0], slot)])
    read_standing(show(slot))
    with transaction.atomic():
        store([make_answer(tokens[1], slot)])
        assert len(read_standing(show(slot)).pairs) == 2
        transaction.set_rollback(True)
    assert len(read_standing(show(slot)).pairs) == 1
    store([make_answer(tokens[2], slot, 1)])
    assert [*read_standing(show(slot)).pairs] == read_anew(slot)


@pytest.mark.django_db(transaction=True)
def test_what_was_wiped_or_forgotten_is_read_anew():
    slot = make_open_slot(promise="anonymous")
    tokens = make_tokens(slot.day, 12)
    store([make_answer(token, slot, 1) for token in tokens])
    before = read_standing(show(slot))
    close_slot(slot.day, show(slot), None)  # givers are forgotten: all is written anew
    after = read_standing(show(slot))
    assert {pair[0].id for pair in before.pairs}.isdisjoint(pair[0].id for pair in after.pairs)
    assert [*after.pairs] == read_anew(show(slot))
    Contribution.objects.filter(slot=slot).delete()
    assert read_standing(show(slot)).pairs == ()
    assert count_answered(show(slot)) == 0


@pytest.mark.django_db(transaction=True)
def test_what_came_to_light_late_is_seen():
    """On PostgreSQL a line may be committed after one with a later number."""
    slot = make_open_slot()
    tokens = make_tokens(slot.day, 3)
    store([make_answer(token, slot) for token in tokens])
    row = Contribution.objects.filter(slot=slot).order_by("id")[1]
    Contribution.objects.filter(id=row.id).update(rehearsal=True)
    read_standing(show(slot))
    Contribution.objects.filter(id=row.id).update(rehearsal=False)
    if connection.vendor == "postgresql":  # SQLite has one writer
        assert [*read_standing(show(slot)).pairs] == read_anew(slot)


@pytest.mark.django_db(transaction=True)
def test_names_are_those_of_now():
    slot = make_open_slot(promise="named")
    token = make_tokens(slot.day, 1)[0]
    store([make_answer(token, slot)])
    assert [row.who for row, _payload in read_standing(show(slot)).pairs] == ["Leder 00"]
    Participant.objects.filter(name="Leder 00").update(name="Ny leder")
    assert [row.who for row, _payload in read_standing(show(slot)).pairs] == ["Ny leder"]
