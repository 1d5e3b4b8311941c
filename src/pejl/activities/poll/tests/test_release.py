"""A poll through the log and the gate, as phones send it."""

import pytest

from pejl.days.gate import release
from pejl.days.log import store
from pejl.days.tests.making import (
    answer_all,
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)

pytestmark = pytest.mark.django_db

TWO_LEVELS = {(0, 0): 12, (1, 1): 12}
SCALE = {"question": "Hvor?", "ask": "scale", "steps": 4}
SEVERAL = {"question": "Hvad?", "ask": "several", "options": ["Tid", "Ro"]}
WORDS = {"question": "Hvad nu?", "ask": "words"}


def make_poll(config, promise="confidential"):
    slot = make_open_slot("poll", promise, make_organisation(TWO_LEVELS))
    slot.resolved = config
    slot.save()
    return slot, make_tokens(slot.day)


def send(slot, tokens, kind, **fields):
    verdicts = store([make_answer(token, slot, kind=kind, **fields) for token in tokens])
    assert {verdict.message for verdict in verdicts} == {""}


def show(slot):
    close(slot)
    return release(slot)


def test_one_choice_by_level_and_area():
    slot = make_open_slot("poll", None, make_organisation(TWO_LEVELS))
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[:11], option=0)
    answer_all(slot, tokens[11:13], option=1)
    answer_all(slot, tokens[13:], option=0)
    shown = show(slot)
    assert shown.whole.counts == (22, 2)
    assert [part.result.counts for part in shown.levels] == [(11, 1), (11, 1)]
    assert [part.result.counts for part in shown.areas] == [(11, 1), (11, 1)]


def test_several_choices_and_the_last_word_of_each_counts():
    slot, tokens = make_poll(SEVERAL)
    send(slot, tokens, "chosen", options=["0", "1"])
    send(slot, tokens[:2], "chosen", options=["0"])
    send(slot, tokens[2:3], "chosen", options=[])
    shown = show(slot)
    assert (shown.whole.n, shown.whole.counts, shown.answered) == (23, (23, 21), 23)


def test_a_scale_shows_no_part_of_four():
    slot, tokens = make_poll(SCALE)
    send(slot, tokens[:4], "scaled", value="1")
    send(slot, tokens[12:], "scaled", value="4")
    shown = show(slot)
    assert shown.whole.counts == (4, 0, 0, 12)
    assert (shown.levels, shown.areas) == ((), ())


@pytest.mark.parametrize(("writers", "parts"), [(9, 0), (10, 2)])
def test_words_have_levels_and_areas_from_ten(writers, parts):
    slot, tokens = make_poll(WORDS)
    send(slot, [*tokens[:writers], *tokens[12 : 12 + writers]], "said", text="Ro")
    shown = show(slot)
    assert shown.whole.n == 2 * writers
    assert (len(shown.levels), len(shown.areas)) == (parts, parts)


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
@pytest.mark.parametrize(
    ("config", "kind", "fields"),
    [
        (SEVERAL, "chosen", {"options": ["1"]}),
        (SCALE, "scaled", {"value": "4"}),
        (WORDS, "said", {"text": "Ro"}),
    ],
)
def test_four_answers_are_not_shown_and_five_are(config, kind, fields, promise):
    for givers, visible in ((4, False), (5, True)):
        slot, tokens = make_poll(config, promise)
        send(slot, tokens[:givers], kind, **fields)
        assert release(slot).whole is None
        shown = show(slot)
        assert (shown.whole is not None) is visible
        assert bool(shown.reason) is not visible


def test_what_is_refused_says_why_and_is_not_stored():
    slot, tokens = make_poll(WORDS)
    (long,) = store([make_answer(tokens[0], slot, kind="said", text="a" * 141)])
    (other,) = store([make_answer(tokens[0], slot, 0)])
    assert (long.code, long.message) == ("wrong", "Det er lidt langt. Brug højst 140 tegn.")
    assert other.message == "Spørgsmålet er ændret. Genindlæs siden, og svar igen."
    assert not slot.contributions.exists()
