"""What leaves the gate, for answers that came in through the log."""

import pytest

from pejl.days import run
from pejl.days.gate import release
from pejl.days.log import store
from pejl.days.models import Contribution, ThemeDay
from pejl.days.tests.making import (
    answer_all,
    close,
    make_answer,
    make_open_slot,
    make_organisation,
    make_tokens,
)

pytestmark = pytest.mark.django_db


def reread(slot):
    slot.refresh_from_db()
    slot.day = ThemeDay.objects.get(id=slot.day_id)
    return slot


def show(slot):
    return release(reread(slot))


def reopen(slot):
    run.undo(slot.day)
    assert reread(slot).state == "open"


def make_closed(people, promise="confidential", chain=None):
    slot = make_open_slot(promise=promise, organisation=make_organisation(chain) if chain else None)
    answer_all(slot, make_tokens(slot.day, people))
    close(slot)
    return slot


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
def test_nothing_is_shown_before_the_item_has_closed(promise):
    slot = make_open_slot(promise=promise)
    answer_all(slot, make_tokens(slot.day))
    run.pause_slot(slot.day, slot, None)
    for shown in (release(slot), show(slot)):
        assert (shown.whole, shown.levels, shown.areas) == (None, (), ())
        assert shown.reason
        assert (shown.answered, shown.invited) == (50, 50)


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
@pytest.mark.parametrize(("people", "visible"), [(0, False), (4, False), (5, True)])
def test_fewer_than_five_answers_are_not_shown_but_why_is_said(promise, people, visible):
    shown = show(make_closed(people, promise))
    assert bool(shown.reason) is not visible
    assert (shown.whole is not None) is visible
    assert shown.answered == people


def test_named_shows_at_once_with_names():
    slot = make_open_slot(promise="named")
    slot.resolved = {"ask": "words"}
    slot.save()
    token = make_tokens(slot.day, 1)[0]
    store([make_answer(token, slot, kind="said", text="Vi begynder i dag")])
    assert show(slot).whole.texts == (("Vi begynder i dag", "Leder 00"),)


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
def test_words_carry_no_names_unless_that_was_promised(promise):
    slot = make_open_slot(promise=promise)
    slot.resolved = {"ask": "words"}
    slot.save()
    tokens = make_tokens(slot.day, 6)
    store([make_answer(t, slot, kind="said", text=f"Ord {n}") for n, t in enumerate(tokens)])
    close(slot)
    texts = show(slot).whole.texts
    assert {who for _text, who in texts} == {""}
    assert sorted(text for text, _who in texts) == [f"Ord {n}" for n in range(6)]


def test_by_level_and_area_only_cells_of_five_the_rest_is_named():
    shown = show(make_closed(50))
    assert shown.whole.counts == (50, 0)
    parts = {part.label: part.n for part in (*shown.levels, *shown.areas)}
    assert parts == {
        "Centerledelse og Områdeledelse": 10,
        "Institutionsledelse": 40,
        "Dagtilbud": 23,
        "Skoler": 21,
        "PPR": 6,
    }
    assert shown.left_out


@pytest.mark.parametrize(
    "chain",
    [
        {(0, 0): 2, (1, 0): 2, (2, 0): 2},
        {(0, 0): 1, (1, 0): 5, (2, 0): 3},
        {(0, 0): 6, (0, 1): 1, (1, 1): 4, (2, 2): 30},
        {(0, None): 1, (1, None): 3, (2, 1): 20},
    ],
)
def test_no_group_under_five_is_ever_shown(chain):
    shown = show(make_closed(None, chain=chain))
    parts = (*shown.levels, *shown.areas)
    assert all(part.n >= 5 and part.result.n == part.n for part in parts)
    assert shown.whole.n == sum(chain.values())
    assert sum(part.n for part in shown.levels) in (0, shown.whole.n)
    hidden = shown.whole.n - sum(part.n for part in shown.areas)
    assert hidden == 0 or hidden >= 5


def test_an_anonymous_item_has_no_levels_and_no_areas():
    shown = show(make_closed(50, "anonymous"))
    assert shown.whole.n == 50
    assert (shown.levels, shown.areas) == ((), ())


def make_worded(writers):
    """Two levels of twelve in one area each; all answer a scale, and `writers` of each also in
    words."""
    slot = make_open_slot("evaluation", "confidential", make_organisation({(0, 0): 12, (1, 1): 12}))
    tokens = make_tokens(slot.day)
    said = [
        make_answer(t, slot, kind="scaled", item="s0", scale="0", value="4") for t in tokens
    ] + [
        make_answer(t, slot, kind="take_home", item="home", text=f"Ord {n}")
        for n, t in enumerate([*tokens[:writers], *tokens[12 : 12 + writers]])
    ]
    assert all(verdict.saved for verdict in store(said))
    close(slot)
    return show(slot)


@pytest.mark.parametrize(("writers", "visible"), [(9, False), (10, True)])
def test_words_are_shown_by_level_and_area_only_from_ten(writers, visible):
    shown = make_worded(writers)
    assert len(shown.whole.take_home) == 2 * writers
    for parts in (shown.levels, shown.areas):
        assert [part.n for part in parts] == [12, 12]
        assert [len(part.result.take_home) for part in parts] == [writers * visible] * 2


def test_the_answers_order_tells_nothing_of_who_came_first():
    slot = make_open_slot(promise="confidential")
    slot.resolved = {"ask": "words"}
    slot.save()
    tokens = make_tokens(slot.day, 12)
    for number, token in enumerate(tokens):
        store([make_answer(token, slot, kind="said", text=f"Ord {number:02}")])
    close(slot)
    texts = [text for text, _who in show(slot).whole.texts]
    assert sorted(texts) != texts


def test_reopened_with_fewer_than_five_new_givers_it_shows_the_same_as_before():
    slot = make_closed(40)
    before = show(slot)
    reopen(slot)
    answer_all(slot, make_tokens(slot.day)[40:44], option=1)
    close(slot)
    after = show(slot)
    assert (after.whole, after.levels, after.areas) == (before.whole, before.levels, before.areas)
    reopen(slot)
    answer_all(slot, make_tokens(slot.day)[44:45], option=1)
    close(slot)
    assert show(slot).whole.counts == (40, 5)


def test_shown_again_it_has_no_levels_or_areas_to_hold_against_the_first_time():
    """Among five newcomers one level may have just one."""
    slot = make_closed(40)
    assert show(slot).levels
    reopen(slot)
    answer_all(slot, make_tokens(slot.day)[40:46], option=1)
    close(slot)
    again = show(slot)
    assert again.whole.counts == (40, 6)
    assert (again.levels, again.areas) == ((), ())
    assert again.left_out


def test_reopened_after_too_few_had_answered_it_shows_all_when_they_are_enough():
    """Nothing was shown the first time, so nothing can be subtracted."""
    slot = make_closed(3)
    assert show(slot).reason
    reopen(slot)
    answer_all(slot, make_tokens(slot.day)[3:13])
    close(slot)
    assert show(slot).whole.counts == (13, 0)


def test_words_of_a_few_do_not_slip_out_by_reopening():
    slot = make_open_slot(promise="confidential")
    slot.resolved = {"ask": "words"}
    slot.save()
    tokens = make_tokens(slot.day, 6)
    answers = [make_answer(t, slot, kind="said", text="Ord") for t in tokens]
    store(answers[:3])
    close(slot)
    reopen(slot)
    store(answers[3:])
    close(slot)
    assert len(show(slot).whole.texts) == 6


def test_those_who_say_the_same_again_are_not_new_givers():
    """Else the difference would show what the one newcomer among them said."""
    slot = make_closed(40)
    before = show(slot)
    reopen(slot)
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[:4])
    answer_all(slot, tokens[40:41], option=1)
    close(slot)
    assert show(slot).whole == before.whole


class TestAnonymous:
    @pytest.fixture
    def slots(self):
        """Two anonymous items that the same six people answer."""
        slot = make_open_slot(promise="anonymous")
        tokens = make_tokens(slot.day, 6)
        answer_all(slot, tokens)
        following = slot.day.slots.create(
            position=2, activity="poll", title="Nr. 2", config=slot.config, promise="anonymous"
        )
        run.open_slot(slot.day, following, None)
        following.refresh_from_db()
        answer_all(following, tokens)
        return slot, following

    def test_a_contribution_leads_to_no_one(self, slots):
        known = set(slots[0].day.attendances.values_list("public_id", flat=True))
        for row in Contribution.objects.all():
            assert row.attendance_id is None
            assert row.group == 0
            assert row.giver not in known
            assert (row.created_at.minute, row.created_at.second) == (0, 0)
            assert row.created_at.microsecond == 0

    def test_a_giver_is_one_within_an_item_and_another_in_the_next(self, slots):
        givers = [
            set(Contribution.objects.filter(slot=slot).values_list("giver", flat=True))
            for slot in slots
        ]
        assert [len(found) for found in givers] == [6, 6]
        assert not givers[0] & givers[1]

    def test_a_later_answer_replaces_there_too(self, slots):
        _, slot = slots
        tokens = make_tokens(slot.day, 12)
        answer_all(slot, tokens, option=1)
        close(slot)
        assert show(slot).whole.counts == (0, 12)

    def test_the_secret_goes_when_the_item_closes_however_it_closes(self, slots):
        first, second = (reread(slot) for slot in slots)
        assert not first.secret
        assert second.secret
        run.end_day(second.day, None, None)
        assert not reread(second).secret

    def test_no_step_s_memory_keeps_the_secret(self, slots):
        secret = slots[1].secret
        run.close_slot(slots[1].day, slots[1], None)
        kept = slots[1].day.steps.values_list("before", flat=True)
        assert secret not in str(list(kept))


def test_what_another_process_stores_late_under_lower_numbers_is_counted():
    slot = make_open_slot()
    first, later = make_tokens(slot.day)[:2]
    store([make_answer(first, slot), make_answer(later, slot)])
    late = Contribution.objects.order_by("id").first()
    Contribution.objects.filter(id=late.id).delete()
    assert show(slot).answered == 1
    late.save(force_insert=True)
    assert show(slot).answered == 2
