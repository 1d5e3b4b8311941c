"""Needs through the log and the gate, and what the prioritising finds of them."""

import pytest

from pejl.days.gate import release
from pejl.days.ground import resolve_config
from pejl.days.log import store
from pejl.days.models import Outcome
from pejl.days.run import open_slot
from pejl.days.tests.making import close, make_answer, make_day, make_slot, make_tokens

pytestmark = pytest.mark.django_db


def write(token, slot, item, text, **actions):
    (verdict,) = store([make_answer(token, slot, item=item, kind="need", text=text, **actions)])
    return verdict


def test_any_at_the_table_may_mend_what_it_wrote_and_actions_go_on():
    day = make_day("needs")
    slot = day.slots.get()
    later = make_slot(day, "prioritising", 2)
    later.config = {}
    later.save()
    open_slot(day, slot, None)
    slot.refresh_from_db()
    tokens = dict(zip(day.attendances.order_by("participant_id"), make_tokens(day), strict=True))
    table = [seat.attendance for seat in slot.groups.first().seats.all()]
    first, second = (tokens[one] for one in table[:2])
    assert write(first, slot, "n1", "Tid", action_1="Mødes").saved
    assert write(second, slot, "n1", "Mere tid", action_1="Mødes", action_2="Ring").saved
    assert not write(first, slot, "n9", "Tid").saved
    shown = release(slot)
    (need,) = shown.whole.needs
    assert (need.text, need.actions, need.table) == ("Mere tid", ("Mødes", "Ring"), 1)
    assert (shown.levels, shown.areas) == ((), ())
    close(slot)
    rows = Outcome.objects.filter(slot=slot).values_list("kind", "text", "data")
    assert list(rows) == [
        ("need", "Mere tid", {}),
        ("action", "Mødes", {"need": "Mere tid"}),
        ("action", "Ring", {"need": "Mere tid"}),
    ]
    assert [item.text for item in resolve_config(later).items] == ["Mødes", "Ring"]
