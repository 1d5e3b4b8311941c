"""What comes along is fit to be used as it is: each activity's wording, and each whole day."""

import msgspec
import pytest
from django.utils import translation

from pejl.days.advising import advise
from pejl.days.beginning import COPIED, begin_day, list_beginnings
from pejl.days.checklist import check_day
from pejl.days.clock import time_programme
from pejl.days.forms import ScriptForm, SlotForm
from pejl.days.ground import list_focus_areas, list_people
from pejl.days.models import ThemeDay
from pejl.days.outlook import look_ahead
from pejl.days.programme import FORMS, list_forms
from pejl.days.registry import list_activities
from pejl.days.template import (
    find_script,
    find_wording,
    list_day_templates,
    list_wordings,
)
from pejl.days.tests.making import (
    answer_all,
    close,
    make_day,
    make_open_slot,
    make_organisation,
    make_tokens,
)
from pejl.days.views import read_initial
from pejl.people.case_library import list_cases

KEYS = [activity.key for activity in list_activities()]
LANGUAGES = ("da", "en")


def make_agreed_day():
    """Ready but for its programme."""
    day = make_day()
    agreement = day.organisation.agreements.create(title="Aftalen")
    for number, title in enumerate(("Inklusion", "Sprog", "Pejlemærker", "Resurser"), 1):
        agreement.focus_areas.create(number=number, title=title)
    day.agreement, day.date = agreement, "2027-02-04"
    day.save()
    return ThemeDay.objects.get(id=day.id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_activity_has_wording_that_says_all(key, language):
    with translation.override(language):
        wording = find_wording(key)
    assert wording.title
    assert len(wording.title) <= 60
    assert 20 < len(wording.text) <= 160
    assert len(wording.says) > 60
    assert wording.phones
    assert 1 <= wording.minutes <= 60
    assert wording.form in FORMS[language]


def test_both_languages_say_the_same_things_in_their_own_words():
    with translation.override("en"):
        english = list_wordings()
    for key, danish in list_wordings().items():
        other = english[key]
        assert (danish.minutes, len(danish.table)) == (other.minutes, len(other.table)), key
        assert danish.config.keys() == other.config.keys(), key
        assert danish.says != other.says, key


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_wording_is_taken_by_the_forms_that_edit_it(key):
    day = make_agreed_day()
    activity = next(one for one in list_activities() if one.key == key)
    wording = find_wording(key)
    slot = day.slots.create(
        position=1, activity=key, title=wording.title, text=wording.text, minutes=wording.minutes,
        config=wording.config, promise=activity.promise,
    )  # fmt: skip
    settings = activity.form(initial=read_initial(slot, activity))
    settings.offer(list_people(day), list_focus_areas(day))
    settings.offer_cases(list_cases(day.organisation))
    said = {bound.name: bound.value() for bound in settings if bound.value() is not None}
    again = activity.form(said, initial=read_initial(slot, activity))
    again.offer(list_people(day), list_focus_areas(day))
    again.offer_cases(list_cases(day.organisation))
    assert again.is_valid(), again.errors
    kept = msgspec.convert({**slot.config, **again.to_config()}, activity.config)
    after = activity.form.to_initial(msgspec.to_builtins(kept))
    for name, value in read_initial(slot, activity).items():
        assert not value or after[name] == value, name
    form = SlotForm(
        {"title": slot.title, "minutes": slot.minutes, "text": slot.text, "promise": slot.promise},
        instance=slot, activity=activity,
    )  # fmt: skip
    assert form.is_valid(), form.errors


def time_day(day, minutes):
    """With an item that lasts so much longer than planned."""
    slots = list(day.slots.all())
    slots[-3].minutes += minutes
    return time_programme(day, slots)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_item_of_a_day_that_comes_along_has_the_colour_of_its_form(language):
    with translation.override(language):
        day = make_agreed_day()
        begin_day(day, "ready-feedback")
        marks = look_ahead(day, list(day.slots.all())).marks
        assert set(list_forms()) == set(FORMS[language])
    assert {mark.kind for mark in marks} == {1, 2, 3, 4, 5}


def test_both_languages_plan_alike():
    with translation.override("en"):
        english = list_day_templates()
    for key, danish in list_day_templates().items():
        plans = [
            [(one.activity, one.minutes, one.least, one.keeping, one.fixed) for one in day.items]
            for day in (danish, english[key])
        ]
        assert plans[0] == plans[1]


def test_four_whole_days_come_along():
    assert list(list_day_templates()) == ["feedback", "half-day", "two-hours", "online"]


@pytest.mark.django_db
@pytest.mark.parametrize("starts_at", ["08:00", "08:30"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["feedback", "half-day", "two-hours", "online"])
def test_a_day_that_comes_along_is_ready_fits_its_time_and_needs_no_advice(
    key, language, starts_at
):
    day = make_agreed_day()
    ThemeDay.objects.filter(id=day.id).update(starts_at=starts_at)
    day = ThemeDay.objects.get(id=day.id)
    with translation.override(language):
        begin_day(day, f"ready-{key}")
        template = list_day_templates()[key]
    assert [check.text for check in check_day(day) if not check.done] == []
    assert sum(timed.slot.minutes for timed in time_programme(day)) == template.minutes
    assert [hint.text for hint in advise(day).hints] == []
    assert [slot.position for slot in day.slots.all()] == list(range(1, len(template.items) + 1))
    assert look_ahead(day, list(day.slots.all())).notes == ()
    assert day.slots.get(activity="nextsteps").keeping == "uncut"
    fixed = [slot.activity for slot in day.slots.exclude(fixed_at=None)]
    assert fixed == (["pause"] if key == "feedback" else [])
    longer = time_day(day, minutes=15)
    assert (longer[-1].end, longer[-1].minutes > 0) == (day.ends_at, True)
    assert all(one.minutes == one.slot.minutes for one in longer if one.slot.keeping == "uncut")
    for slot in day.slots.all():
        assert slot.title
        assert slot.text
        assert find_script(slot.activity, slot.script).says


@pytest.mark.django_db
def test_an_own_day_is_a_template_with_its_settings_and_nothing_said():
    slot = make_open_slot(promise="anonymous")
    answer_all(slot, make_tokens(slot.day, 5))
    close(slot)
    slot.day.slots.create(
        position=2, activity="pause", title="Kaffe", minutes=20, form="pause",
        script={"says": "Kaffen står i gangen"},
    )  # fmt: skip
    slot.day.slots.update(seating="same", tables=4, least=5, most=90, fixed_at="12:00")
    slot.day.rooms = "https://video.eksempel.dk/1"
    slot.day.save()
    fresh = ThemeDay.objects.create(organisation=slot.day.organisation, title="Ny")
    begin_day(fresh, f"day-{slot.day.id}")
    plan = ("position", "activity", "title", "text", "minutes", "form", "promise", "config")
    own = [*plan, "script", *COPIED[9:]]
    assert fresh.rooms == slot.day.rooms
    assert list(fresh.slots.values(*own)) == list(slot.day.slots.values(*own))
    for item in fresh.slots.all():
        assert (item.state, item.secret, item.resolved) == ("planned", "", None)
        assert item.opened_at is None
        assert item.release_upto is None
        assert not item.contributions.exists()


@pytest.mark.django_db
def test_a_new_day_is_made_from_what_was_chosen(sign_in):
    day = make_day("poll", "pause")
    client = sign_in(day.organisation)
    page = client.get(f"/days/new/?begin=day-{day.id}")
    form = page.context["form"]
    assert form["begin"].value() == f"day-{day.id}"
    assert form["title"].value() == day.title
    said = {"title": "Ny dag", "starts_at": "09:00", "tables": "7", "begin": f"day-{day.id}"}
    client.post("/days/new/", said)
    fresh = ThemeDay.objects.get(title="Ny dag")
    assert [slot.activity for slot in fresh.slots.all()] == ["poll", "pause"]
    assert (fresh.tables, fresh.attendances.count()) == (7, 50)
    client.post("/days/new/", {**said, "title": "Halv", "begin": "ready-half-day"})
    assert ThemeDay.objects.get(title="Halv").slots.count() == 11
    client.post("/days/new/", {**said, "title": "Tom", "begin": ""})
    assert ThemeDay.objects.get(title="Tom").slots.count() == 0


@pytest.mark.django_db
def test_another_organisation_s_day_is_no_template(sign_in):
    ours, theirs = make_day("poll"), make_day("poll", organisation=make_organisation({(0, 0): 3}))
    beginning = f"day-{theirs.id}"
    assert beginning not in dict(list_beginnings(ours.organisation))
    client = sign_in(ours.organisation)
    assert client.get(f"/days/new/?begin={beginning}").context["form"]["title"].value() is None
    said = {"title": "Stjålet", "starts_at": "09:00", "tables": "7", "begin": beginning}
    assert client.post("/days/new/", said).status_code == 200
    assert not ThemeDay.objects.filter(title="Stjålet").exists()


@pytest.mark.django_db
def test_a_script_keeps_what_differs_and_gives_the_rest_back():
    slot = make_day("poll").slots.get()
    usual = find_wording("poll")
    form = ScriptForm(slot=slot)
    assert form["says"].value() == usual.says
    said = {
        "says": "Mine ord\r\nto linjer",
        "phones": usual.phones,
        "table": " Papir \r\n\r\nPenne",
    }
    form = ScriptForm(said, slot=slot)
    assert form.is_valid()
    slot.script = form.read_script()
    assert slot.script == {"says": "Mine ord\nto linjer", "table": ["Papir", "Penne"]}
    script = find_script("poll", slot.script)
    assert (script.says, script.phones) == ("Mine ord\nto linjer", usual.phones)
    form = ScriptForm({"says": "", "phones": "", "table": ""}, slot=slot)
    assert form.is_valid()
    assert form.read_script() == {}
