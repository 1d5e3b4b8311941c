"""What is settled when an item closes: the groups, and how coarsely each is shown."""

import pytest

from pejl.days.gate import release, released
from pejl.days.models import SlotShown
from pejl.days.rehearsing import start_rehearsal, wipe_rehearsal
from pejl.days.run import undo
from pejl.days.tests.making import (
    answer_all,
    close,
    make_day,
    make_open_slot,
    make_organisation,
    make_tokens,
)

pytestmark = pytest.mark.django_db


def show(slot):
    released.clear()
    return release(slot)


def make_divided(chain, promise="confidential"):
    """In each level every second one says no."""
    slot = make_open_slot("poll", promise, make_organisation(chain))
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[::2], option=0)
    answer_all(slot, tokens[1::2], option=1)
    close(slot)
    return slot


def test_in_full_only_where_ten_answered():
    shown = show(make_divided({(0, 0): 8, (1, 0): 12, (2, 0): 14}))
    assert shown.whole.counts == (17, 17)
    found = {part.label: (part.n, part.result.counts) for part in shown.levels}
    assert found == {
        "Centerledelse": (8, ()),
        "Områdeledelse": (12, ()),  # in full, those of the first level would follow
        "Institutionsledelse": (14, (7, 7)),
    }


def test_a_small_group_shows_no_counts():
    shown = show(make_divided({(0, 0): 8, (1, 0): 8, (2, 0): 14}))
    assert [(part.n, part.result.counts) for part in shown.levels][:2] == [(8, ()), (8, ())]
    assert [part.result.leading for part in shown.levels][:2] == [(0, 1), (0, 1)]


def test_under_ten_in_the_whole_room_no_counts_either():
    shown = show(make_divided({(0, 0): 9}))
    assert (shown.whole.n, shown.whole.counts, shown.whole.leading) == (9, (), (0,))


def test_who_changes_level_afterwards_moves_no_answer():
    slot = make_divided({(0, 0): 12, (1, 1): 13})
    before = show(slot)
    assert [part.n for part in before.levels] == [12, 13]
    moved = slot.day.attendances.filter(level__rank=1).first()
    moved.level, moved.area = slot.day.attendances.filter(level__rank=2).first().level, None
    moved.save()
    assert show(slot) == before


def test_reopened_without_newcomers_the_same_is_settled():
    slot = make_divided({(0, 0): 12, (1, 1): 13})
    before, settled = show(slot), SlotShown.objects.get(slot=slot).plan
    undo(slot.day)
    slot.refresh_from_db()
    close(slot)
    assert SlotShown.objects.get(slot=slot).plan == settled
    assert show(slot) == before


def test_where_one_level_all_said_the_same_the_counts_are_not_shown():
    """Twelve who all said yes are shown as most saying yes."""
    slot = make_open_slot("poll", "confidential", make_organisation({(0, 0): 12, (1, 0): 12}))
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens[:12], option=0)
    answer_all(slot, tokens[12:], option=1)
    close(slot)
    shown = show(slot)
    assert shown.whole.counts == (12, 12)
    assert [part.result.counts for part in shown.levels] == [(), ()]
    assert [part.result.leading for part in shown.levels] == [(0,), (1,)]


def test_nothing_is_settled_for_what_is_shown_with_names():
    slot = make_divided({(0, 0): 12}, promise="named")
    assert not SlotShown.objects.filter(slot=slot).exists()
    assert show(slot).whole.counts == (6, 6)


def test_the_end_of_a_rehearsal_forgets_it():
    day = make_day("poll")
    start_rehearsal(day)
    slot = day.slots.get()
    SlotShown.objects.create(slot=slot, plan="{}")
    day.refresh_from_db()
    wipe_rehearsal(day)
    assert not SlotShown.objects.exists()
