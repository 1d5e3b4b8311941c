"""What the API gives is what the pages show."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pejl.api import schemas
from pejl.api.tests.test_tokens import say
from pejl.days.models import ThemeDay
from pejl.days.number import Bound, Measure
from pejl.days.registry import find_activity
from pejl.days.run import end_day, open_slot
from pejl.days.tests.making import (
    answer_all,
    close,
    make_day,
    make_open_slot,
    make_organisation,
    make_tokens,
)
from pejl.documents.plan import report_item
from pejl.followup.models import NextStep
from pejl.surfaces.screen import view_room
from pejl.ui.blocks import Figure

pytestmark = pytest.mark.django_db


def test_the_organisation(ask):
    organisation = make_organisation()
    agreement = organisation.agreements.create(title="Aftale")
    focus = agreement.focus_areas.create(number=1, title="Fællesskab", goal="Alle med")
    said = ask(organisation, "organisation").json()
    assert (said["name"], said["language"]) == ("Center for Børn", "da")
    assert [one["name"] for one in said["levels"]] == [
        "Centerledelse", "Områdeledelse", "Institutionsledelse",
    ]  # fmt: skip
    assert said["agreements"][0]["focus_areas"] == [
        {"id": focus.id, "number": 1, "title": "Fællesskab", "goal": "Alle med"}
    ]


def test_days_by_page_and_date(ask):
    organisation = make_organisation({(0, 0): 3})
    for month in (1, 3, 5):
        day = make_day("poll", organisation=organisation)
        ThemeDay.objects.filter(id=day.id).update(date=date(2026, month, 1))
    said = ask(organisation, "days?limit=2").json()
    assert (said["count"], len(said["items"])) == (3, 2)
    assert [one["date"] for one in said["items"]] == ["2026-05-01", "2026-03-01"]
    assert (said["items"][0]["invited"], said["items"][0]["joined"]) == (3, 0)
    said = ask(organisation, "days?limit=2&offset=2").json()
    assert [one["date"] for one in said["items"]] == ["2026-01-01"]
    said = ask(organisation, "days?first=2026-02-01&last=2026-03-01").json()
    assert [one["date"] for one in said["items"]] == ["2026-03-01"]


def test_a_day_and_its_programme_as_it_runs(ask):
    day = make_day("poll", "talk")
    org, path = day.organisation, f"days/{day.id}"
    assert ask(org, path).json()["state"] == "planned"
    first = day.slots.first()
    open_slot(day, first, None)
    assert ask(org, path).json()["state"] == "open"
    one, two = ask(org, f"{path}/items").json()["items"]
    assert (one["id"], one["state"], one["promise"]) == (first.id, "open", first.promise)
    assert (one["starts_at"], two["starts_at"]) == ("08:30", "08:45")
    assert (two["activity"], two["minutes"]) == ("talk", 15)
    end_day(day, None, None)
    assert ask(org, path).json()["state"] == "over"


def test_no_secret_of_a_day_is_given(ask):
    day = make_day("poll")
    text = "".join(ask(day.organisation, f"days/{day.id}{end}").content.decode()
                   for end in ("", "/items"))  # fmt: skip
    assert day.code not in text
    assert day.screen_key not in text
    assert "eksempel.dk" not in text


def test_a_day_that_is_rehearsed_is_not_there(ask):
    day = make_day("poll")
    ThemeDay.objects.filter(id=day.id).update(rehearsing=True)
    assert say(ask(day.organisation, f"days/{day.id}")) == 404
    assert ask(day.organisation, "days").json()["count"] == 0


def make_result(people=50, promise="confidential"):
    slot = make_open_slot(promise=promise)
    answer_all(slot, make_tokens(slot.day, people))
    return slot


def read(ask, slot):
    response = ask(slot.day.organisation, f"days/{slot.day_id}/items/{slot.id}/result")
    assert response.status_code == 200
    return response.json()


def test_before_an_item_has_closed_only_the_number_of_answers_is_given(ask):
    said = read(ask, make_result())
    assert (said["released"], said["answered"], said["invited"]) == (False, 50, 50)
    assert said["blocks"] == said["figures"] == said["outcomes"] == []
    assert "lukket" in said["reason"]


def test_too_few_are_not_shown_and_it_is_said_why(ask):
    slot = make_result(people=4)
    close(slot)
    said = read(ask, slot)
    assert (said["released"], said["answered"], said["blocks"]) == (False, 4, [])
    assert "mindst 5" in said["reason"]


def test_a_result_is_the_item_s_section_of_the_plan(ask):
    slot = make_result()
    close(slot)
    said = read(ask, slot)
    assert said["released"] is True
    figures = [one for one in report_item(slot) if isinstance(one, Figure)]
    given = [one for one in said["blocks"] if one["kind"] == "figure"]
    assert [one["title"] for one in given] == [one.title for one in figures] != []
    assert given[0]["table"]["rows"] == [list(row) for row in figures[0].table.rows]
    assert len(said["blocks"]) == len(report_item(slot))


def test_a_result_s_figures_are_those_of_the_spreadsheet(ask):
    slot = make_result()
    close(slot)
    given = read(ask, slot)["figures"]
    shown = list(find_activity(slot.activity).numbers(view_room(slot)))
    kept = ("question", "option", "value", "n", "word")
    assert [[one[name] for name in kept] for one in given] == [
        [getattr(one, name) for name in kept] for one in shown
    ]
    assert {one["measure"] for one in given} >= {"answers"}
    assert {one["axis"] for one in given} >= {"room", "level"}
    assert all((one["axis"] == "room") is (one["group"] == "") for one in given)
    assert given[0]["n"] == 50


def test_every_measure_and_bound_can_be_given():
    said = schemas.Figure.model_json_schema()["properties"]
    assert said["measure"]["enum"] == list(Measure)
    assert said["bound"]["anyOf"][0]["enum"] == list(Bound)


def test_next_steps_as_the_chief_sees_them(ask):
    day = make_day("nextsteps")
    people = list(day.organisation.participants.order_by("id"))
    made = [
        NextStep.objects.create(
            day=day, item=f"x{n}", what=f"Skridt {n}", owner=people[n], supporter=people[0],
            supported=True, due=date(2026, 12, 1) + timedelta(days=n), state=state,
        )
        for n, state in enumerate(["agreed", "stuck", "done"])
    ]  # fmt: skip
    said = ask(day.organisation, "steps").json()
    assert [one["what"] for one in said["items"]] == ["Skridt 0", "Skridt 1", "Skridt 2"]
    first = said["items"][0]
    assert first["owner"] == {
        "id": people[0].id, "name": "Leder 00", "level": "Centerledelse", "area": "Dagtilbud",
    }  # fmt: skip
    assert (first["state"], first["state_name"], first["due"]) == ("agreed", "aftalt", "2026-12-01")
    stuck = ask(day.organisation, "steps?state=stuck").json()
    assert (stuck["count"], stuck["items"][0]["id"]) == (1, made[1].id)
    assert ask(day.organisation, f"steps?day_id={day.id + 1}").json()["count"] == 0
    assert ask(day.organisation, f"steps/{made[2].id}").json()["what"] == "Skridt 2"
    assert "@" not in ask(day.organisation, "steps").content.decode()


def test_what_has_not_changed_is_not_sent_again(ask):
    day = make_day("poll")
    first = ask(day.organisation, f"days/{day.id}")
    tag = {"If-None-Match": first["ETag"]}
    again = ask(day.organisation, f"days/{day.id}", **tag)
    assert (again.status_code, again.content) == (304, b"")
    ThemeDay.objects.filter(id=day.id).update(title="En anden dag")
    assert ask(day.organisation, f"days/{day.id}", **tag).json()["title"] == "En anden dag"
    assert first["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["days", "steps"])
def test_lists_ask_the_database_as_often_for_many_as_for_one(ask, path):
    organisation = make_organisation({(0, 0): 2})
    ask(organisation, path)
    counts = []
    for _ in range(2):
        day = make_day("poll", organisation=organisation)
        owner = organisation.participants.first()
        NextStep.objects.create(day=day, item="x", what="Skridt", owner=owner)
        with CaptureQueriesContext(connection) as asked:
            ask(organisation, path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
