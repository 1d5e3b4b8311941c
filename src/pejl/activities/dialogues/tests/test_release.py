"""Dialogues through the log and the gate, as phones send them."""

from itertools import count
from random import Random

import pytest

from pejl.activities.dialogues.finding import find_all, list_edges
from pejl.days.gate import count_answered, release
from pejl.days.ground import resolve_config
from pejl.days.log import store
from pejl.days.models import Outcome
from pejl.days.places import SMALLEST
from pejl.days.tests.making import close, make_answer, make_open_slot, make_slot, make_tokens

pytestmark = pytest.mark.django_db

TOP, BELOW = range(10), range(10, 50)  # phones, in the order of the chain
keys = count(1)


@pytest.fixture
def slot():
    return make_open_slot("dialogues")


@pytest.fixture
def phones(slot):
    return make_tokens(slot.day)


def find_key(slot, name):
    return next(one.key for one in resolve_config(slot).choices if one.name == name)


def say(slot, phones, name, *, works=2, important=4, item="d1", **more):
    """Each second one finds that it works, and matters, a step more."""
    whom = find_key(slot, name)
    found = [
        make_answer(
            one, slot, item=item, kind="dialogue", key=f"d-{next(keys)}", whom=whom,
            works=str(min(5, works + at % 2)), important=str(important + at % 2), **more,
        )
        for at, one in enumerate(phones)
    ]  # fmt: skip
    assert all(verdict.saved for verdict in store(found))


def take(phones, numbers):
    return [phones[at] for at in numbers]


def name_each_other(slot, phones):
    """Two levels name each other, and a few of each their own."""
    say(slot, take(phones, TOP), "Institutionsledelse", works=3)
    say(slot, take(phones, BELOW[:12]), "Områdeledelse", works=1)
    say(slot, take(phones, BELOW[:8]), "Institutionsledelse", works=3, item="d2")
    say(slot, take(phones, TOP), "Centerledelse", works=3, item="d2")


def test_both_ends_of_a_dialogue_are_shown_and_leave_a_need(slot, phones):
    later = make_slot(slot.day, "needs", 2)
    name_each_other(slot, phones)
    assert release(slot).whole is None, "not while it is open"
    close(slot)
    config, released = resolve_config(slot), release(slot)
    found = find_all(config, released)
    pair = next(one for one in found.pairs if {one.one.kind, one.other.kind} == {"level"})
    assert pair.one.names == ("Centerledelse", "Områdeledelse")
    assert (pair.there.n, pair.there.works.mean) == (10, 3.5)
    assert (pair.back.n, pair.back.works.mean) == (12, 1.5)
    assert pair.inviter == 0
    assert pair in found.apart
    rows = Outcome.objects.filter(
        slot=slot, text__startswith="Centerledelse og Områdeledelse – Inst"
    )
    (row,) = rows
    assert (row.kind, row.data) == ("statement", {"type": "dialogue"})
    assert "”Centerledelse og Områdeledelse” inviterer ”Institutionsledelse”" in row.text
    assert 0 < released.whole.reciprocity < 1
    assert ("dialogue", row.text) in [
        (one.type, one.text) for one in resolve_config(later).material
    ]


def test_what_too_few_name_is_nowhere(slot, phones):
    name_each_other(slot, phones)
    say(slot, take(phones, BELOW[:4]), "PPR", item="d3", better="Et hemmeligt ønske")
    close(slot)
    config, released = resolve_config(slot), release(slot)
    ppr = next(place for place in config.places if place.names == ("PPR",))
    assert released.whole.find(ppr.key) is None
    assert ppr not in [edge.target for edge in list_edges(config, released.apart)]
    assert "hemmeligt" not in repr(released)


@pytest.mark.parametrize(("writers", "visible"), [(9, False), (10, True)])
def test_wishes_are_by_level_only_from_ten(slot, phones, writers, visible):
    say(slot, take(phones, TOP[:writers]), "Institutionsledelse", better="Tid")
    say(slot, take(phones, BELOW[:12]), "Institutionsledelse", better="Besøg")
    close(slot)
    released = release(slot)
    (question,) = released.apart
    parts = [part.result.ties[0].wishes for part in released.apart[question].levels]
    assert parts == ([("Tid",), ("Besøg",)] if visible else [(), ()])
    assert released.whole.ties[0].wishes == ("Besøg", "Tid")


def test_a_dialogue_is_mended_and_one_taken_back_makes_no_giver(slot, phones):
    one = phones[:1]
    say(slot, one, "PPR")
    say(slot, one, "Skoler", works=5)
    assert count_answered(slot) == 1
    say(slot, one, "Skoler", remove="1")
    assert count_answered(slot) == 0


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_named_no_figure_is_of_or_about_fewer_than_five(slot, phones, seed):
    rng = Random(seed)
    choices = resolve_config(slot).choices
    people = slot.day.attendances.select_related("level", "area").order_by("participant_id")
    named = {}
    for phone, person in zip(phones, people, strict=True):
        for item in range(1, rng.randrange(2, 6)):
            whom = rng.choice(choices)
            say(slot, [phone], whom.name, works=rng.randint(1, 5), item=f"d{item}")
            named.setdefault(whom.place, []).append(person)
    close(slot)
    config, released = resolve_config(slot), release(slot)
    edges = list(list_edges(config, released.apart))
    assert edges
    for edge in edges:
        assert edge.target.people >= SMALLEST
        givers = {
            person.id
            for person in named[edge.target.key]
            if getattr(person, edge.source.kind).name in edge.source.names
        }
        assert edge.tie.n == len(givers) >= SMALLEST
    for tie in released.whole.ties:
        assert tie.n == len({person.id for person in named[tie.place]}) >= SMALLEST
