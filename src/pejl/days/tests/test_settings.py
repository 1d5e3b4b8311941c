"""An item's settings and promise are locked from the moment someone may have relied on them."""

import pytest
from django.urls import reverse

from pejl.days import run
from pejl.days.checklist import check_day
from pejl.days.tests.making import answer_all, make_day, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db
CHANGES = {
    "title": "Ny titel",
    "minutes": "20",
    "text": "",
    "promise": "named",
    "c-question": "En anden?",
    "c-ask": "words",
    "c-steps": "5",
}


def change(sign_in, slot, **others):
    client = sign_in(slot.day.organisation)
    url = reverse("slot", args=[slot.day_id, slot.id])
    page = client.get(url).content.decode()
    answer = client.post(url, {**CHANGES, **others})
    slot.refresh_from_db()
    return page, answer


def test_a_planned_item_takes_all(sign_in):
    slot = make_day("poll").slots.get()
    page, answer = change(sign_in, slot)
    assert answer.status_code == 302
    assert 'name="promise"' in page
    assert 'name="c-question"' in page
    assert (slot.title, slot.promise, slot.config["question"]) == ("Ny titel", "named", "En anden?")


def keeps_its_promise(sign_in, slot):
    page, answer = change(sign_in, slot)
    assert answer.status_code == 302
    assert 'name="promise"' not in page
    assert 'name="c-question"' not in page
    assert (slot.title, slot.minutes) == ("Ny titel", 20)
    return (slot.promise, slot.config["question"]) == ("confidential", "Ja?")


def test_an_opened_item_takes_a_title_and_a_length_only(sign_in):
    assert keeps_its_promise(sign_in, make_open_slot())


def test_nor_does_one_with_answers_whose_opening_was_undone(sign_in):
    """Else answers given in confidence would be shown with names by the next opening."""
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 2))
    run.undo(slot.day)
    slot.refresh_from_db()
    assert slot.state == "planned"
    assert keeps_its_promise(sign_in, slot)


def test_settings_that_are_wrong_are_not_kept_and_are_said(sign_in):
    slot = make_day("poll").slots.get()
    _page, answer = change(sign_in, slot, **{"c-ask": "one", "c-options": "Kun denne"})
    assert answer.status_code == 200
    assert "mindst to" in answer.content.decode()
    assert slot.title == "Punkt 1"


def test_another_organisation_s_item_is_not_there(sign_in):
    slot = make_day("poll").slots.get()
    client = sign_in(make_day("poll").organisation)
    url = reverse("slot", args=[slot.day_id, slot.id])
    assert client.get(url).status_code == 404
    assert client.post(url, CHANGES).status_code == 404


def test_changing_a_day_leaves_its_run_alone(sign_in):
    slot = make_open_slot()
    day = slot.day
    data = {"title": "Nyt navn", "date": "2026-03-04", "starts_at": "09:00", "tables": "7"}
    client = sign_in(day.organisation)
    assert client.post(reverse("edit_day", args=[day.id]), data).status_code == 302
    day.refresh_from_db()
    assert (day.title, day.tables, day.current, day.showing) == ("Nyt navn", 7, slot, "item")


def test_whom_an_item_is_for_is_asked_while_it_runs_beside_another(sign_in):
    day = make_day("poll", "poll")
    client = sign_in(day.organisation)
    slot, sign_in = day.slots.get(position=2), lambda _organisation: client
    page, _answer = change(sign_in, slot)
    assert "for_levels" not in page
    slot.beside = True
    slot.save()
    level, area = day.organisation.levels.first().id, day.organisation.areas.last().id
    page, _answer = change(sign_in, slot, for_levels=[str(level)], for_areas=[str(area)])
    assert "Punkt 1" in page
    assert (slot.for_levels, slot.for_areas) == ([level], [area])
    change(sign_in, slot)
    assert (slot.for_levels, slot.for_areas) == ([], [])


def test_the_checklist_names_a_track_without_people_and_two_for_the_same(sign_in):
    day = make_day("poll", "poll")
    day.slots.filter(position=2).update(beside=True)
    undone = lambda: [check.text for check in check_day(day) if not check.done]  # noqa: E731
    before = undone()
    nobody = day.organisation.levels.create(name="Bestyrelse", rank=9).id
    first = day.organisation.levels.first().id
    day.slots.filter(position=1).update(for_levels=[nobody])
    assert [text for text in undone() if text not in before] == [
        "Ingen er med i “Punkt 1”, som kører samtidig med andre"
    ]
    day.slots.update(for_levels=[first])
    assert any("“Punkt 1” og “Punkt 2”" in text for text in undone())
