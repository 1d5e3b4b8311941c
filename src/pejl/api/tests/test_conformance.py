"""All that the API's own description allows, and much that it does not, is asked of the whole
application: it never fails, and says nothing that the description does not. `PEJL_CONFORM` is how
often each address is asked in each way; the long form takes a thousand."""

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from pejl.api import letting_in
from pejl.api.tests.test_tokens import PROBLEM
from pejl.days.tests.making import answer_all, close, make_open_slot, make_tokens
from pejl.followup.models import NextStep

pytestmark = pytest.mark.django_db
OFTEN = int(os.environ.get("PEJL_CONFORM", "5"))
ASKED = settings(
    max_examples=OFTEN,
    deadline=None,
    database=None,
    derandomize=OFTEN < 100,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def own():
    """What each name in an address stands for here."""
    slot = make_open_slot(promise="confidential")
    answer_all(slot, make_tokens(slot.day))
    close(slot)
    owner = slot.day.organisation.participants.first()
    step = NextStep.objects.create(day=slot.day, item="x", what="Vi mødes", owner=owner)
    return {"slot": slot, "day_id": slot.day_id, "item_id": slot.id, "step_id": step.id}


def ask_often(operation, headers, mode, **fixed):
    """The key goes along from the beginning, so that a case that is wrong by having none is not
    made, and then mended by us before it is sent."""
    answers = []

    @ASKED
    @given(case=operation.as_strategy(generation_mode=mode, headers=headers, **fixed))
    def ask(case):
        letting_in.requests.levels.clear()
        answers.append(case.call_and_validate().status_code)

    ask()
    return set(answers)


def test_the_api_does_what_its_description_says(own, give_key):
    headers = {"Authorization": f"Bearer {give_key(own['slot'].day.organisation)}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) > 6
    for operation in operations:
        names = [one.name for one in operation.path_parameters]
        real = {"path_parameters": {name: own[name] for name in names}} if names else {}
        assert ask_often(operation, headers, GenerationMode.POSITIVE, **real) == {200}
        if names:
            ask_often(operation, headers, GenerationMode.POSITIVE)
        if names or operation.query:
            assert ask_often(operation, headers, GenerationMode.NEGATIVE) & {401, 404, 422}


def test_the_description_says_what_a_problem_is(client):
    schema = client.get("/api/v1/openapi.json").json()
    for path, methods in schema["paths"].items():
        for status, said in methods["get"]["responses"].items():
            kinds = set(said["content"])
            assert kinds == ({"application/json"} if status == "200" else {PROBLEM}), path
