"""Who counts as a giver: not who took back what they said, nor who gave no points."""

import pytest

from pejl.days.gate import count_answered, release
from pejl.days.log import store
from pejl.days.models import ThemeDay
from pejl.days.run import undo
from pejl.days.tests.making import (
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)

pytestmark = pytest.mark.django_db

TWO_LEVELS = {(0, 0): 12, (1, 1): 12}


def show(slot):
    slot.refresh_from_db()
    slot.day = ThemeDay.objects.get(id=slot.day_id)
    return release(slot)


def reopen(slot):
    undo(slot.day)
    slot.refresh_from_db()


def make_words(chain=TWO_LEVELS, promise="confidential"):
    slot = make_open_slot(promise=promise, organisation=make_organisation(chain))
    slot.resolved = {"ask": "words"}
    slot.save()
    return slot, make_tokens(slot.day)


def say(slot, tokens, text="Ord"):
    found = [make_answer(t, slot, kind="said", text=text and f"{text} {t[:6]}") for t in tokens]
    assert all(verdict.saved for verdict in store(found))


def rate(slot, tokens, scale=0, value=4):
    fields = {"scale": str(scale), "value": str(value)}
    found = [make_answer(t, slot, kind="scaled", item=f"s{scale}", **fields) for t in tokens]
    assert all(verdict.saved for verdict in store(found))


def make_evaluation(scales, promise="confidential"):
    slot = make_open_slot("evaluation", promise, make_organisation(TWO_LEVELS))
    slot.resolved = {"scales": scales}
    slot.save()
    return slot, make_tokens(slot.day)


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
def test_who_took_the_words_back_is_no_giver(promise):
    slot, tokens = make_words(promise=promise)
    say(slot, tokens[:5])
    say(slot, tokens[4:5], text="")
    assert count_answered(slot) == 4
    close(slot)
    shown = show(slot)
    assert (shown.whole, shown.answered) == (None, 4)
    assert shown.reason


def test_who_says_it_again_after_taking_it_back_is_one():
    slot, tokens = make_words()
    say(slot, tokens[:5])
    say(slot, tokens[:1], text="")
    say(slot, tokens[:1], text="Igen")
    close(slot)
    assert len(show(slot).whole.texts) == 5


def test_a_ballot_without_points_is_no_giver():
    slot = make_open_slot("prioritising", organisation=make_organisation(TWO_LEVELS))
    tokens = make_tokens(slot.day, 6)
    ballots = [("3", "2")] * 4 + [("0", "0"), ("", "")]
    given = [
        make_answer(t, slot, kind="points", item="all", given=list(points))
        for t, points in zip(tokens, ballots, strict=True)
    ]
    assert all(verdict.saved for verdict in store(given))
    close(slot)
    shown = show(slot)
    assert (shown.whole, shown.answered) == (None, 4)


def test_a_choice_of_nothing_is_no_giver():
    slot = make_open_slot("poll", "anonymous")
    slot.resolved = {"ask": "several", "options": ["A", "B"]}
    slot.save()
    tokens = make_tokens(slot.day, 11)
    answers = [make_answer(t, slot, options=["1"]) for t in tokens]
    answers += [make_answer(tokens[0], slot, options=[])]
    assert all(verdict.saved for verdict in store(answers))
    close(slot)
    shown = show(slot)
    assert (shown.whole.n, shown.whole.counts, shown.answered) == (10, (0, 10), 10)


def test_a_quotation_without_leave_is_no_giver_of_words():
    """Nine wrote a quotation that stays with them: the tenth's words would stand alone."""
    slot, tokens = make_evaluation(["Dagen var god"])
    rate(slot, tokens)
    for at, token in enumerate(tokens):
        leave = "yes" if at in (0, 12) else ""
        said = {"kind": "quote", "item": "quote", "text": f"Citat {at}", "leave": leave}
        assert store([make_answer(token, slot, **said)])[0].saved
    close(slot)
    shown = show(slot)
    assert sorted(shown.whole.quotes) == ["Citat 0", "Citat 12"]
    assert [part.n for part in shown.levels] == [12, 12]
    assert [part.result.quotes for part in (*shown.levels, *shown.areas)] == [()] * 4


@pytest.mark.parametrize(("writers", "visible"), [(9, False), (10, True)])
def test_words_alone_are_shown_by_level_and_area_from_ten(writers, visible):
    slot, tokens = make_words()
    say(slot, [*tokens[:writers], *tokens[12 : 12 + writers]])
    close(slot)
    shown = show(slot)
    assert len(shown.whole.texts) == 2 * writers
    for parts in (shown.levels, shown.areas):
        assert [part.n for part in parts] == [writers] * 2 * visible
        assert all(len(part.result.texts) == part.n for part in parts)
    assert not any("spørgsmål" in line for line in shown.left_out)


def test_who_took_the_words_back_does_not_fill_a_level():
    slot, tokens = make_words()
    say(slot, [*tokens[:10], *tokens[12:22]])
    say(slot, tokens[:1], text="")
    close(slot)
    assert show(slot).levels == ()


def test_words_alone_of_so_few_that_no_part_can_be_shown():
    slot, tokens = make_words()
    say(slot, tokens[:6])
    close(slot)
    shown = show(slot)
    assert (len(shown.whole.texts), shown.levels, shown.areas) == (6, (), ())
    assert not any("spørgsmål" in line for line in shown.left_out)


def test_newcomers_who_say_nothing_do_not_let_the_one_who_does_through():
    slot, tokens = make_words()
    say(slot, tokens[:12])
    close(slot)
    before = show(slot).whole
    reopen(slot)
    say(slot, tokens[12:13])
    say(slot, tokens[13:20], text="")
    close(slot)
    assert show(slot).whole == before


def test_what_was_shown_stays_when_people_take_it_back_after_a_reopening():
    slot, tokens = make_words()
    say(slot, tokens[:6])
    close(slot)
    before = show(slot).whole
    reopen(slot)
    say(slot, tokens[:2], text="")
    close(slot)
    assert show(slot).whole == before


def test_a_question_that_one_newcomer_answered_keeps_the_item_as_it_was():
    """Six new ones in all, but the second statement's difference would be about one of them."""
    slot, tokens = make_evaluation(["Dagen var god", "Jeg ved, hvad jeg gør nu"])
    for scale in (0, 1):
        rate(slot, tokens[:12], scale)
    close(slot)
    before = show(slot).whole
    reopen(slot)
    rate(slot, tokens[12:18], 0)
    rate(slot, tokens[12:13], 1, value=1)
    close(slot)
    assert show(slot).whole == before


def test_nor_may_one_change_of_mind_show_in_a_question_without_newcomers():
    slot, tokens = make_evaluation(["Dagen var god", "Jeg ved, hvad jeg gør nu"])
    for scale in (0, 1):
        rate(slot, tokens[:12], scale)
    close(slot)
    before = show(slot).whole
    reopen(slot)
    rate(slot, tokens[12:18], 0)
    rate(slot, tokens[:1], 1, value=1)
    close(slot)
    assert show(slot).whole == before


def test_a_question_too_small_to_show_before_does_not_hold_the_rest_back():
    slot, tokens = make_evaluation(["Dagen var god", "Jeg ved, hvad jeg gør nu"])
    rate(slot, tokens[:12], 0)
    rate(slot, tokens[:4], 1)
    close(slot)
    assert [scale.n for scale in show(slot).whole.scales] == [12, 0]
    reopen(slot)
    rate(slot, tokens[12:18], 0)
    rate(slot, tokens[12:13], 1)
    close(slot)
    assert [scale.n for scale in show(slot).whole.scales] == [18, 5]


def test_counting_takes_as_many_queries_for_one_as_for_all(django_assert_num_queries):
    for some in (1, 24):
        slot, tokens = make_words()
        say(slot, tokens[:some])
        slot.day  # noqa: B018
        with django_assert_num_queries(3):
            assert count_answered(slot) == some
