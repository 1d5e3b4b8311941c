"""A round of wordings through the log and the gate, as console and phones send it."""

import pytest

from pejl.days.contract import Refused
from pejl.days.gate import release
from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Outcome
from pejl.days.tests.making import close, make_answer, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db


def write(slot, text, key):
    contribute_from_console(slot, "draft", f"0-{key}", {"text": text}, f"{key}-draft")


def take(slot, tokens, stand, version, **fields):
    said = {"stand": stand, "version": str(version), **fields}
    answers = [make_answer(one, slot, item="0", kind="stand", **said) for one in tokens]
    assert all(verdict.saved for verdict in store(answers))


@pytest.mark.parametrize("promise", ["confidential", "anonymous"])
def test_a_text_is_revised_until_enough_can_sign(promise):
    slot = make_open_slot("wording", promise=promise)
    tokens = make_tokens(slot.day, 10)
    write(slot, "Vi er i mål.", "one")
    take(slot, tokens[:4], "sign", 1)
    assert release(slot).whole.wordings[0].signed == 0, "four are too few to be told"
    take(slot, tokens[4:], "cannot", 1, reason="Vi er ikke i mål")
    shown = release(slot)
    (wording,) = shown.whole.wordings
    assert (wording.signed, wording.cannot, shown.levels, shown.areas) == (4, 6, (), ())
    write(slot, "Vi er på vej.", "two")
    assert release(slot).whole.wordings[0].answered == 0
    take(slot, tokens[:9], "sign", 2)
    take(slot, tokens[9:], "cannot", 2, reason="På vej hvorhen?")
    close(slot)
    rows = list(Outcome.objects.filter(slot=slot).values_list("text", "data"))
    assert rows == [
        ("Vi er på vej.", {"type": "wording", "enough": True, "signed": 9, "of": 10}),
        ("På vej hvorhen?", {"type": "reservation"}),
    ]


def test_no_phone_writes_the_wording_and_no_console_signs_it():
    slot = make_open_slot("wording")
    (token,) = make_tokens(slot.day, 1)
    (verdict,) = store([make_answer(token, slot, item="0-key", kind="draft", text="Vores")])
    assert not verdict.saved
    with pytest.raises(Refused):
        contribute_from_console(slot, "stand", "0", {"stand": "sign", "version": "1"}, "key")
