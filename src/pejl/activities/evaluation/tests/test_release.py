"""An evaluation through the log and the gate, as phones send it."""

import pytest

from pejl.days.gate import release
from pejl.days.log import store
from pejl.days.tests.making import (
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)

pytestmark = pytest.mark.django_db

TWO_LEVELS = {(0, 0): 12, (1, 1): 12}


@pytest.fixture
def slot():
    return make_open_slot("evaluation", None, make_organisation(TWO_LEVELS))


@pytest.fixture
def tokens(slot):
    return make_tokens(slot.day)


def send(slot, token, kind, item, **fields):
    (verdict,) = store([make_answer(token, slot, kind=kind, item=item, **fields)])
    return verdict


def rate(slot, tokens, value="4"):
    for token in tokens:
        assert send(slot, token, "scaled", "s0", scale="0", value=value).saved


def quote(slot, token, text, leave=""):
    assert send(slot, token, "quote", "quote", text=text, leave=leave).saved


def show(slot):
    close(slot)
    return release(slot)


def test_it_is_anonymous_unless_something_else_was_chosen(slot, tokens):
    rate(slot, tokens)
    shown = show(slot)
    assert slot.promise == "anonymous"
    assert set(slot.contributions.values_list("attendance", flat=True)) == {None}
    assert shown.whole.scales[0].answers == (0, 0, 0, 24, 0)
    assert (shown.levels, shown.areas) == ((), ())


@pytest.mark.parametrize(("givers", "visible"), [(4, False), (5, True)])
def test_nothing_is_shown_of_fewer_than_five(slot, tokens, givers, visible):
    rate(slot, tokens[:givers])
    quote(slot, tokens[0], "Ro", "yes")
    assert (show(slot).whole is not None) is visible


def test_a_quotation_is_out_when_its_leave_is_taken_back(slot, tokens):
    rate(slot, tokens)
    quote(slot, tokens[0], "Godt brugt", "yes")
    quote(slot, tokens[1], "Skjult", "yes")
    quote(slot, tokens[1], "Skjult")
    assert show(slot).whole.quotes == ("Godt brugt",)


def test_five_who_gave_no_leave_do_not_show_the_one_who_did(slot, tokens):
    for token in tokens[:5]:
        quote(slot, token, "Skjult")
    quote(slot, tokens[5], "Godt brugt", "yes")
    assert show(slot).whole is None


def test_a_statement_that_few_answered_is_left_out(slot, tokens):
    slot.resolved = {"scales": ["Dagen var god", "Maden var god"]}
    slot.save()
    rate(slot, tokens)
    for token in tokens[:4]:
        assert send(slot, token, "scaled", "s1", scale="1", value="1").saved
    shown = show(slot)
    assert [scale.n for scale in shown.whole.scales] == [24, 0]
    assert shown.left_out == ("Ét spørgsmål fik for få svar til at blive vist.",)


def test_what_is_refused_says_why_and_is_not_stored(slot, tokens):
    long = send(slot, tokens[0], "take_home", "home", text="a" * 281)
    other = send(slot, tokens[0], "scaled", "s7", scale="7", value="1")
    assert (long.code, long.message) == ("wrong", "Det er lidt langt. Brug højst 280 tegn.")
    assert other.message == "Spørgsmålet er ændret. Genindlæs siden, og svar igen."
    assert not slot.contributions.exists()
