"""Anonymous for good, and nothing of what was said is lost by it."""

import pytest

from pejl.days.gate import make_release
from pejl.days.log import store
from pejl.days.models import CONSOLE, Contribution, Slot
from pejl.days.tests.making import close, make_answer, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db


def test_votes_and_answers_find_their_question_after_the_numbers_are_new():
    slot = make_open_slot("talk", "anonymous")
    tokens = make_tokens(slot.day)
    asked = [make_answer(one, slot, kind="question", item="q", text="Hvad?") for one in tokens[:3]]
    store(asked)
    questions = list(Contribution.objects.order_by("id"))
    for at, question in enumerate(questions):
        votes = tokens[10 : 13 + at]
        store([make_answer(one, slot, kind="vote", item=str(question.id), on="1") for one in votes])
    Contribution.objects.create(
        slot=slot, giver=CONSOLE, kind="handled", item=str(questions[1].id), key="h",
        payload='{"kind":"handled","on":true}', created_at=slot.opened_at,
    )  # fmt: skip
    before = make_release(Slot.objects.select_related("day").get()).whole
    close(slot)
    after = make_release(Slot.objects.select_related("day").get()).whole
    told = [[(one.votes, one.answered) for one in found.questions] for found in (before, after)]
    assert told[0] == told[1] == [(5, False), (3, False), (4, True)]
    old = {str(question.id) for question in questions}
    assert not old & set(Contribution.objects.values_list("item", flat=True))
