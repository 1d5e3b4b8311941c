"""The adviser on a real day: what its items are, in words, laid aside and brought back."""

import pytest

from pejl.days.advising import advise
from pejl.days.run import open_slot
from pejl.days.tests.making import make_day, make_slot
from pejl.people.models import DevelopmentAgreement

pytestmark = pytest.mark.django_db


def plan(*items):
    """A day of (activity, minutes, form, config)."""
    day = make_day()
    for position, (activity, minutes, form, config) in enumerate(items, 1):
        slot = make_slot(day, activity, position)
        slot.minutes, slot.form, slot.config = minutes, form, config
        slot.save()
    day.refresh_from_db()
    return day


def keys(day):
    return [hint.key.partition(":")[0] for hint in advise(day).hints]


def agree(day, *titles):
    agreement = DevelopmentAgreement.objects.create(organisation=day.organisation, title="Aftalen")
    for number, title in enumerate(titles, 1):
        agreement.focus_areas.create(number=number, title=title)
    day.agreement = agreement
    day.save()


def test_the_first_example_of_each_rule():
    day = plan(
        ("talk", 15, "plenum", {}),
        ("talk", 20, "oplæg", {}),
        ("feedback", 30, "individuelt", {"paths": ["leader"]}),
        ("nextsteps", 30, "plenum", {}),
    )
    agree(day, "Inklusion")
    assert keys(day) == ["listening", "upward", "answering", "leaving", "focus"]
    hint = advise(day).hints[0]
    assert "35 minutter" in hint.text
    assert "“Punkt 1”" in hint.text
    assert "Freeman" in hint.reason
    assert hint.slot == day.slots.first()


def test_the_same_day_mended_gets_none():
    day = plan(
        ("talk", 15, "plenum", {}),
        ("nowpicture", 15, "individuelt", {}),
        ("talk", 20, "oplæg", {}),
        ("casework", 50, "grupper", {}),
        ("feedback", 30, "individuelt", {"paths": ["leader"]}),
        ("talk", 15, "individuelt", {"questions": False}),
        ("nextsteps", 30, "plenum", {}),
        ("evaluation", 10, "individuelt", {}),
    )
    agree(day, "Inklusion", "Sprog")
    assert keys(day) == []


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ({"paths": ["led"]}, []),
        ({"paths": ["peers"]}, []),
        ({"paths": ["levels"]}, ["upward"]),
        ({"paths": ["leaders_leader", "led"]}, ["upward"]),
    ],
)
def test_feedback_is_upward_by_its_paths(config, found):
    assert keys(plan(("feedback", 30, "", config), ("pause", 15, "pause", {}))) == found


def test_joint_feedback_is_upward_when_each_level_writes_to_the_one_above():
    up = plan(("joint", 30, "", {"between": "up"}), ("pause", 15, "pause", {}))
    assert keys(up) == ["upward"]
    up.slots.filter(activity="joint").update(config={"between": "areas"})
    assert keys(up) == []


def test_a_focus_area_is_taken_up_by_settings_or_by_words():
    day = plan(("feedback", 30, "", {"paths": ["led"]}), ("pause", 15, "pause", {}))
    agree(day, "Inklusion", "Tidlig indsats", "Sprog")
    areas = list(day.agreement.focus_areas.all())
    day.slots.filter(activity="feedback").update(
        config={"paths": ["led"], "about": areas[0].id}, text="Om tidlig indsats hos os"
    )
    (hint,) = advise(day).hints
    assert hint.key == "focus:3"
    assert "“Sprog”" in hint.text
    assert hint.slot is None


def test_tables_that_will_be_the_same_are_foreseen_and_new_ones_are_not():
    day = plan(*[("discussion", 30, "grupper", {})] * 3)
    assert keys(day) == []
    day.tables = 1
    day.save()
    assert keys(day) == ["tables"]


def test_settings_that_cannot_be_understood_stop_nothing():
    assert keys(plan(("feedback", 30, "", {"paths": "?"}))) == []


def test_a_day_that_has_begun_gets_no_advice():
    day = plan(("talk", 45, "oplæg", {}))
    assert keys(day) == ["listening"]
    open_slot(day, day.slots.get(), None)
    assert advise(day).hints == ()


def test_advice_is_laid_aside_and_brought_back(sign_in):
    day = plan(("talk", 45, "oplæg", {}))
    client, address = sign_in(day.organisation), f"/days/{day.id}/advice/"
    (hint,) = advise(day).hints
    assert hint.reason in client.get(f"/days/{day.id}/").content.decode()
    answer = client.post(address, {"key": hint.key})
    assert answer.url == f"/days/{day.id}/#advice"
    day.refresh_from_db()
    assert (advise(day).hints, len(advise(day).hushed)) == ((), 1)
    client.post(address, {"key": hint.key, "back": ""})
    day.refresh_from_db()
    assert len(advise(day).hints) == 1


def test_only_advice_that_is_given_can_be_laid_aside(sign_in):
    day = plan(("talk", 45, "oplæg", {}))
    sign_in(day.organisation).post(f"/days/{day.id}/advice/", {"key": "x" * 400})
    day.refresh_from_db()
    assert day.hushed == []


def test_another_organisations_advice_is_not_changed(sign_in):
    day, other = plan(("talk", 45, "oplæg", {})), make_day()
    client = sign_in(other.organisation)
    assert client.post(f"/days/{day.id}/advice/", {"key": "x"}).status_code == 404


def test_advice_takes_few_queries(django_assert_max_num_queries):
    day = plan(*[("discussion", 30, "grupper", {})] * 12)
    with django_assert_max_num_queries(6):
        advise(day)
