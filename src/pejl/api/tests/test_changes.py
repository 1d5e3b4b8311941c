"""What is told of two looks."""

import pytest

from pejl.api.changes import list_happened
from pejl.api.models import Event


def tell(before, now):
    return [(one.event, one.day_id, one.item_id, one.step_id) for one in list_happened(before, now)]


@pytest.mark.parametrize(
    ("then", "after", "told"),
    [
        (None, "open", [Event.DAY_OPENED]),
        ("open", "over", [Event.DAY_CLOSED]),
        (None, "over", [Event.DAY_OPENED, Event.DAY_CLOSED]),
        ("over", "open", [Event.DAY_OPENED]),
        ("open", "open", []),
        ("open", None, []),
    ],
)
def test_days(then, after, told):
    before = {"day:7": then} if then else {}
    now = {"day:7": after} if after else {}
    assert tell(before, now) == [(event, 7, None, None) for event in told]


def test_a_result_is_told_of_again_when_it_is_another():
    told = [(Event.RESULT_RELEASED, 7, 12, None)]
    assert tell({}, {"item:7:12": "a"}) == told
    assert tell({"item:7:12": "a"}, {"item:7:12": "b"}) == told
    assert tell({"item:7:12": "a"}, {}) == []


@pytest.mark.parametrize(
    ("then", "after", "told"),
    [
        (None, "proposed a", None),
        ("proposed a", "proposed b", None),
        ("proposed a", None, None),
        (None, "agreed a", Event.STEP_AGREED),
        ("proposed a", "agreed a", Event.STEP_AGREED),
        ("proposed a", "closed a", Event.STEP_UPDATED),
        ("agreed a", "agreed b", Event.STEP_UPDATED),
        ("agreed a", "stuck a", Event.STEP_UPDATED),
        ("stuck a", "done a", Event.STEP_DONE),
        ("done a", "done b", Event.STEP_UPDATED),
        ("agreed a", "proposed a", Event.STEP_UPDATED),
        ("agreed a", None, Event.STEP_REMOVED),
    ],
)
def test_next_steps(then, after, told):
    before = {"step:7:31": then} if then else {}
    now = {"step:7:31": after} if after else {}
    assert tell(before, now) == ([(told, 7, None, 31)] if told else [])


def test_a_day_begins_first_and_ends_last():
    now = {"step:7:31": "agreed a", "day:7": "over", "item:7:12": "a"}
    assert [event for event, *_ids in tell({}, now)] == [
        Event.DAY_OPENED, Event.RESULT_RELEASED, Event.STEP_AGREED, Event.DAY_CLOSED,
    ]  # fmt: skip
