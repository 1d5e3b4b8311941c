"""A prioritising through the log and the gate, as phones send it."""

import pytest

from pejl.days import run
from pejl.days.gate import release
from pejl.days.ground import resolve_config
from pejl.days.judging import Submission, judge_batch
from pejl.days.models import Attendance, Slot, ThemeDay
from pejl.days.tokens import hash_token, make_phone
from pejl.people.models import Level, Organisation, Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    """An item that follows one which left two actions and a need."""
    organisation = Organisation.objects.create(name="Centeret")
    day = ThemeDay.objects.create(organisation=organisation, title="Temadag")
    before = Slot.objects.create(day=day, position=1, activity="poll", title="Handlinger")
    for position, (kind, text) in enumerate(
        [("need", "Tid"), ("action", "Møder"), ("action", "Besøg")]
    ):
        before.outcomes.create(kind=kind, text=text, position=position)
    return Slot.objects.create(
        day=day, position=2, activity="prioritising", title="Prioritering", promise="confidential"
    )


@pytest.fixture
def phones(slot):
    level = Level.objects.create(organisation=slot.day.organisation, name="Ledere", rank=1)
    found = []
    for at in range(12):
        person = Participant.objects.create(
            organisation=level.organisation, name=f"N{at}", email=f"n{at}@x.invalid", level=level
        )
        found.append(
            make_phone(Attendance.objects.create(day=slot.day, participant=person, level=level))
        )
    return found


def send(slot, phone, *given):
    key = "-".join(given) + "!"
    submission = Submission(hash_token(phone), slot.id, "points", "all", key, {"given": [*given]})
    (verdict,), _fresh = judge_batch([submission])
    return verdict


def test_points_come_from_each_ones_last_word_and_make_priorities(slot, phones):
    run.open_slot(slot.day, slot, None)
    slot.refresh_from_db()
    assert [item.text for item in resolve_config(slot).items] == ["Møder", "Besøg"]
    for phone in phones:
        assert send(slot, phone, "5", "5").saved
        assert send(slot, phone, "1", "4").saved
    over = send(slot, phones[0], "6", "")
    assert (over.code, over.field) == ("wrong", "given")
    assert over.message == "Du kan højst give 5 point til ét forslag."
    assert release(slot).whole is None
    run.close_slot(slot.day, slot, None)
    closed = Slot.objects.select_related("day").get(id=slot.id)
    totals = [(total.item.text, total.points) for total in release(closed).whole.totals]
    assert totals == [("Besøg", 48), ("Møder", 12)]
    left = [(one.kind, one.text, one.data) for one in closed.outcomes.all()]
    assert left == [
        ("priority", "Besøg", {"points": 48, "rank": 1}),
        ("priority", "Møder", {"points": 12, "rank": 2}),
    ]


def test_few_who_answer_are_told_what_came_first_and_no_numbers(slot, phones):
    run.open_slot(slot.day, slot, None)
    for phone in phones[:6]:
        assert send(slot, phone, "1", "4").saved
    run.close_slot(slot.day, slot, None)
    closed = Slot.objects.select_related("day").get(id=slot.id)
    whole = release(closed).whole
    assert [(one.item.text, one.rank, one.points) for one in whole.totals] == [
        ("Besøg", 1, 0), ("Møder", 0, 0),
    ]  # fmt: skip
    assert [(one.text, one.data) for one in closed.outcomes.all()] == [("Besøg", {"rank": 1})]
