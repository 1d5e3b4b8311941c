"""A now-picture through the log and the gate, as phones send it."""

import secrets

import pytest

from pejl.days import run
from pejl.days.gate import release
from pejl.days.judging import Submission, judge_batch
from pejl.days.models import Attendance, Slot, SlotState, ThemeDay
from pejl.days.tokens import hash_token, make_phone
from pejl.people.models import Area, DevelopmentAgreement, Level, Organisation, Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    organisation = Organisation.objects.create(name="Centeret")
    agreement = DevelopmentAgreement.objects.create(organisation=organisation, title="Aftale")
    for number, title in enumerate(("Nærhed", "Fællesskaber"), 1):
        agreement.focus_areas.create(number=number, title=title)
    day = ThemeDay.objects.create(organisation=organisation, agreement=agreement, title="Temadag")
    return Slot.objects.create(
        day=day, position=1, activity="nowpicture", title="NU-billedet", promise="confidential"
    )


@pytest.fixture
def phones(slot):
    """Seven leaders at the top and thirteen below, all of one area; a phone each."""
    organisation = slot.day.organisation
    area = Area.objects.create(organisation=organisation, name="Skoler")
    levels = [
        Level.objects.create(organisation=organisation, name=name, rank=rank)
        for rank, name in enumerate(("Chefer", "Ledere"))
    ]
    found = []
    for at in range(20):
        level = levels[at >= 7]
        person = Participant.objects.create(
            organisation=organisation, name=f"N{at}", email=f"n{at}@x.invalid", level=level
        )
        row = Attendance.objects.create(day=slot.day, participant=person, level=level, area=area)
        found.append(make_phone(row))
    return found


def send(slot, phone, kind, item, **fields):
    key = secrets.token_urlsafe(9)
    submission = Submission(hash_token(phone), slot.id, kind, item, key, fields)
    (verdict,), _fresh = judge_batch([submission])
    return verdict


def open_item(slot):
    run.open_slot(slot.day, slot, None)
    slot.refresh_from_db()
    return [str(area["id"]) for area in slot.resolved["focus_areas"]]


def close_item(slot):
    run.close_slot(slot.day, slot, None)
    return Slot.objects.select_related("day").get(id=slot.id)


def test_levels_are_compared_and_needs_are_left_to_later_items(slot, phones):
    near, _strong = open_item(slot)
    for at, phone in enumerate(phones):
        assert send(slot, phone, "placed", near, focus=near, value="1").saved
        assert send(
            slot, phone, "placed", near, focus=near, value="65"[at % 2] if at < 7 else "23"[at % 2]
        ).saved
    assert send(slot, phones[0], "statement", "needed-1", text="Tid", focus=near).saved
    assert send(slot, phones[0], "statement", "works-1", text="Ro", focus="").saved
    assert send(slot, phones[0], "statement", "works-1", text="", focus="").saved
    assert release(slot).whole is None
    closed = close_item(slot)
    assert closed.state == SlotState.CLOSED
    released = release(closed)
    assert released.whole.placements[0].answers == (0, 6, 7, 0, 3, 4, 0)
    assert [(part.label, part.n) for part in released.levels] == [("Chefer", 7), ("Ledere", 13)]
    assert all(not part.result.statements for part in released.levels)
    few, many = (part.result.placements[0].answers for part in released.levels)
    assert (few.n, few.mean, few.spread, many.n) == (7, 5.6, "alike", 13)
    left = [(one.kind, one.text, str(one.focus_area_id)) for one in closed.outcomes.all()]
    gap = "Nærhed: ”Ledere” ligger 3,1 trin lavere end ”Chefer”. Der er for få svar"
    assert left[0] == ("need", "Tid", near)
    assert (left[1][0], left[1][1].startswith(gap)) == ("statement", True)


def test_a_focus_area_that_few_placed_is_left_out(slot, phones):
    near, strong = open_item(slot)
    for phone in phones:
        send(slot, phone, "placed", near, focus=near, value="4")
    for phone in phones[:4]:
        send(slot, phone, "placed", strong, focus=strong, value="7")
    released = release(close_item(slot))
    assert [placement.n for placement in released.whole.placements] == [20, 0]
    assert released.left_out


def test_what_does_not_belong_is_not_stored(slot, phones):
    near, strong = open_item(slot)
    assert send(slot, phones[0], "placed", near, focus=near, value="8").code == "unknown"
    assert send(slot, phones[0], "placed", near, focus=strong, value="3").code == "wrong"
    long = send(slot, phones[0], "statement", "works-1", text="a" * 281, focus="")
    assert (long.code, long.message) == ("wrong", "Det er lidt langt. Brug højst 280 tegn.")
    assert not slot.contributions.exists()
