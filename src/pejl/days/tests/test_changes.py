"""The now-picture of two days, through the gate."""

import re

import pytest
from django.utils import translation

from pejl.analysis.change import Verdict
from pejl.days.changes import compare, find_scaled
from pejl.days.entries import Since
from pejl.days.gate import release
from pejl.days.inviting import invite_everyone
from pejl.days.log import store
from pejl.days.models import ThemeDay
from pejl.days.run import open_slot
from pejl.days.since import draw_since, say_moved
from pejl.days.tests.making import close, make_answer, make_organisation, make_phone, make_slot
from pejl.people.models import Participant

pytestmark = pytest.mark.django_db
CHAIN = {(0, 0): 2, (1, 0): 12, (2, 0): 14, (2, 1): 12}


@pytest.fixture
def organisation():
    organisation = make_organisation(CHAIN)
    agreement = organisation.agreements.create(title="Aftale")
    agreement.focus_areas.create(number=1, title="Sprog")
    agreement.focus_areas.create(number=2, title="Overgange")
    return organisation


def hold_day(organisation, place, promise="confidential", agreement=None):
    """A day whose now-picture is answered: `place(number, focus)` is a step, None for none."""
    day = ThemeDay.objects.create(
        organisation=organisation,
        title="Dag",
        agreement=agreement or organisation.agreements.first(),
    )
    make_slot(day, "nowpicture", 1)
    invite_everyone(day)
    slot = day.slots.get()
    slot.promise = promise
    slot.save()
    open_slot(day, slot, None)
    slot.refresh_from_db()
    answers = [
        make_answer(
            token, slot, item=str(area.id), kind="placed", focus=str(area.id), value=str(value)
        )
        for row in day.attendances.order_by("participant_id")
        for token in [make_phone(row)]
        for area in day.agreement.focus_areas.all()
        if (value := place(row.participant_id, area.number)) is not None
    ]
    assert all(verdict.saved for verdict in store(answers))
    close(slot)
    return slot


def place_alike(number, focus):
    return 2 + number % 4


def place_language_up(number, focus):
    return place_alike(number, focus) + (focus == 1)


def table(compared):
    return [
        (one.focus.title, one.group, round(one.before, 1), round(one.now, 1), one.verdict)
        for one in compared.moved
    ]


def test_the_same_people_who_all_moved_a_step_have_really_moved(organisation):
    compared = compare(
        hold_day(organisation, place_alike), hold_day(organisation, place_language_up)
    )
    rows = table(compared)
    assert [row[:2] for row in rows[:3]] == [
        ("Sprog", ""),
        ("Sprog", "Centerledelse og Områdeledelse"),
        ("Sprog", "Institutionsledelse"),
    ]
    assert {row[4] for row in rows[:3]} == {Verdict.RISEN}
    assert all(row[3] == pytest.approx(row[2] + 1) for row in rows[:3])
    assert {row[4] for row in rows[3:]} == {Verdict.NOISE}
    assert compared.both == 40


def test_as_large_a_difference_between_others_may_be_chance(organisation):
    """Each day half of a level answers, so nobody answers twice."""
    compared = compare(
        hold_day(organisation, lambda n, focus: place_alike(n // 2, focus) if n % 2 else None),
        hold_day(
            organisation, lambda n, focus: None if n % 2 else place_alike(n // 2, 2) + (n % 5 == 0)
        ),
    )
    assert compared.both == 0
    assert {one.verdict for one in compared.moved if not one.group} == {Verdict.NOISE}


def test_levels_that_one_day_merges_are_not_compared(organisation):
    middle = Participant.objects.filter(level__name="Områdeledelse").values_list("id", flat=True)
    absent = set(middle[2:])
    second = hold_day(organisation, lambda n, focus: None if n in absent else place_alike(n, focus))
    compared = compare(hold_day(organisation, place_alike), second)
    assert {one.group for one in compared.moved} == {""}
    (said,) = compared.left_out
    assert "Områdeledelse" in said
    assert "Institutionsledelse" in said


def test_nothing_is_compared_that_one_day_may_not_show(organisation):
    few = hold_day(organisation, lambda n, focus: 3 if n % 10 == 0 else None)
    compared = compare(few, hold_day(organisation, place_alike))
    assert compared.moved == ()


def test_too_few_to_be_certain_is_said(organisation):
    nine = set(Participant.objects.values_list("id", flat=True)[:9])

    def some(number, focus):
        return place_alike(number, focus) if number in nine else None

    compared = compare(hold_day(organisation, some), hold_day(organisation, place_alike))
    assert {one.verdict for one in compared.moved} <= {Verdict.TOO_FEW}


def test_anonymous_days_show_the_whole_room_alone(organisation):
    compared = compare(
        hold_day(organisation, place_alike, "anonymous"),
        hold_day(organisation, place_language_up, "anonymous"),
    )
    assert {one.group for one in compared.moved} == {""}
    assert compared.both == 0
    assert compared.moved[0].verdict is Verdict.RISEN


def test_another_years_agreement_is_matched_by_its_titles(organisation):
    first = hold_day(organisation, place_alike)
    fresh = organisation.agreements.create(title="Næste aftale")
    fresh.focus_areas.create(number=1, title="Trivsel")
    fresh.focus_areas.create(number=2, title=" sprog ")
    compared = compare(first, hold_day(organisation, place_alike, agreement=fresh))
    assert {one.focus.title for one in compared.moved} == {" sprog "}


def test_only_a_closed_item_is_found(organisation):
    slot = hold_day(organisation, place_alike)
    assert find_scaled(slot.day) == slot
    slot.state = "open"
    slot.save()
    assert find_scaled(slot.day) is None


def test_means_are_those_that_the_gate_shows_of_each_day(organisation):
    """Not of those who came both times: held against these, that would tell of the others."""
    gone = set(Participant.objects.values_list("id", flat=True)[20:22])
    first = hold_day(organisation, lambda n, focus: 7 if n in gone else place_alike(n, focus))
    second = hold_day(organisation, lambda n, focus: None if n in gone else place_alike(n, focus))
    whole = compare(first, second).moved[0]
    assert whole.before == release(first).whole.placements[0].mean
    assert whole.now == release(second).whole.placements[0].mean
    assert whole.before > whole.now


def test_the_picture_says_what_is_certain_and_has_its_table(organisation):
    compared = compare(
        hold_day(organisation, place_alike), hold_day(organisation, place_language_up)
    )
    since = Since("Dag", (), compared.moved, compared.both)
    with translation.override("da"):
        picture = draw_since(since, "phone")
        assert say_moved(since).startswith(
            "Sikkert steget: Sprog (hele salen og 2 niveauer hver for sig)"
        )
    assert len(picture.rows) == len(compared.moved)
    assert "40 har svaret begge gange" in picture.note
    assert re.search(r"Sprog, Hele salen: \d,\d dengang, \d,\d nu, sikkert steget", picture.alt)
