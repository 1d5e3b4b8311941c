"""Who is let in, and who is not."""

from datetime import timedelta

import pytest

from pejl.api import letting_in
from pejl.api.models import Scope, Token
from pejl.audit.models import Entry
from pejl.days.tests.making import make_day

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def say(response):
    assert response["Content-Type"] == PROBLEM
    said = response.json()
    assert said["status"] == response.status_code
    assert set(said) == {"type", "title", "status", "detail"}
    return response.status_code


def test_only_the_hash_is_kept(give_key):
    day = make_day("poll")
    key = give_key(day.organisation)
    row = Token.objects.get()
    assert key.startswith("pejl_")
    assert row.ending == key[-4:]
    assert all(key not in str(value) for value in vars(row).values())


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer ", "Bearer pejl_x", "Basic {key}", "{key}", "Bearer {key}x",
             "Bearer  {key}", "Bearer \udcff"],
)  # fmt: skip
def test_without_a_good_key_nothing_is_read(client, give_key, said):
    day = make_day("poll")
    header = said.replace("{key}", give_key(day.organisation))
    response = client.get("/api/v1/days", headers={"Authorization": header} if said else {})
    assert say(response) == 401
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_signed_in_owner_needs_a_key_as_well(client, django_user_model):
    day = make_day("poll")
    user = django_user_model.objects.create(username="ejer")
    day.organisation.memberships.create(user=user, role="owner")
    client.force_login(user)
    assert say(client.get(f"/api/v1/days/{day.id}")) == 401


def test_a_key_that_has_run_out_or_was_taken_back_opens_nothing(client, give_key, ask):
    day = make_day("poll")
    old = give_key(day.organisation, lasts=timedelta(seconds=-1))
    assert say(client.get("/api/v1/days", headers={"Authorization": f"Bearer {old}"})) == 401
    assert ask(day.organisation, "days").status_code == 200
    Token.objects.all().delete()
    assert say(ask(day.organisation, "days")) == 401


@pytest.mark.parametrize("scope", Scope)
def test_a_key_reads_what_its_scopes_say_and_no_more(ask, scope):
    day = make_day("poll")
    slot = day.slots.get()
    paths = {
        "days": Scope.DAYS, f"days/{day.id}": Scope.DAYS, f"days/{day.id}/items": Scope.DAYS,
        f"days/{day.id}/items/{slot.id}/result": Scope.RESULTS,
        "steps": Scope.STEPS,
    }  # fmt: skip
    for path, needed in paths.items():
        response = ask(day.organisation, path, scope)
        if needed is scope:
            assert response.status_code == 200, path
        else:
            assert say(response) == 403
    assert ask(day.organisation, "organisation", scope).status_code == 200


def test_it_is_seen_when_a_key_was_last_used(ask):
    day = make_day("poll")
    ask(day.organisation, "days")
    first = Token.objects.get().used_at
    assert first is not None
    ask(day.organisation, "days")
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=first - timedelta(minutes=2))
    ask(day.organisation, "days")
    assert Token.objects.get().used_at >= first


def test_too_many_at_once_are_told_to_wait(ask, monkeypatch):
    monkeypatch.setattr(letting_in.requests, "rate", 0.0)
    day = make_day("poll")
    answers = [ask(day.organisation, "organisation", Scope.DAYS) for _ in range(64)]
    refused = [one for one in answers if one.status_code != 200]
    assert len(refused) == 4
    assert {say(one) for one in refused} == {429}
    assert refused[0]["Retry-After"] == "1"
    assert ask(day.organisation, "organisation", Scope.STEPS).status_code == 200


def test_what_named_data_went_out_is_in_the_audit_trail_once_an_hour(ask):
    day = make_day("poll")
    slot = day.slots.get()
    for _ in range(2):
        ask(day.organisation, f"days/{day.id}/items/{slot.id}/result")
        ask(day.organisation, "steps")
        ask(day.organisation, "days")
    ending = Token.objects.get().ending
    found = list(Entry.objects.order_by("id").values_list("account", "act", "about", "subject"))
    assert found == [
        (f"API: Intranet (…{ending})", "exported", "api_results", "Temadag"),
        (f"API: Intranet (…{ending})", "exported", "api_steps", ""),
    ]


def test_all_else_under_the_api_is_said_to_be_missing(client, ask):
    day = make_day("poll")
    assert say(client.get("/api/v1/nothing")) == 404
    assert say(ask(day.organisation, f"days/{day.id + 1}")) == 404
    assert say(ask(day.organisation, "days/7x")) == 422
    assert say(ask(day.organisation, "days?limit=0")) == 422
    refused = ask(day.organisation, "days?first=20270201").json()
    assert refused["detail"] == "query.first: Write a date as 2027-02-01"
    for no_date in ("0.0", "20270201", "2027-2-1", "2027-02-30", "null", "2027-02-01T00:00"):
        assert say(ask(day.organisation, f"days?first={no_date}")) == 422, no_date
    assert say(ask(day.organisation, f"days/{10**30}")) == 422
    assert client.post("/api/v1/days").status_code == 405
