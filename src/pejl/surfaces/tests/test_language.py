"""Pages behind personal links speak the organisation's language, until one chose another."""

from datetime import timedelta

import pytest

from pejl.days.judging import Submission, judge_batch
from pejl.days.lasting import let_last
from pejl.days.models import Attendance
from pejl.days.tests.making import make_day, make_tokens
from pejl.days.tokens import hash_token, make_round_path
from pejl.mail.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    day = make_day("feedback")
    day.organisation.language = "en"
    day.organisation.save()
    return day


def test_the_round_behind_a_mails_link_is_in_english_until_danish_is_chosen(day, client):
    slot = day.slots.get()
    let_last(day, slot, None, now() + timedelta(days=9))
    path = make_round_path(Attendance.objects.filter(day=day).first(), slot)
    answer = client.get(path, follow=True)
    assert answer["Content-Language"] == "en"
    assert 'lang="en"' in answer.content.decode()
    assert client.get("/p/")["Content-Language"] == "en"
    client.post("/language/", {"language": "da", "next": "/p/"})
    assert client.get(path, follow=True)["Content-Language"] == "da"


def test_the_list_of_names_is_in_english(day, client):
    assert 'lang="en"' in client.get(f"/j/{day.code}/").content.decode()


@pytest.mark.parametrize(
    ("chosen", "said"), [("", "is closed"), ("en", "is closed"), ("da", "er lukket")]
)
def test_what_is_refused_is_said_in_the_same_language(day, chosen, said):
    (token,) = make_tokens(day, 1)
    slot = day.slots.get()
    (verdict,), _fresh = judge_batch(
        [Submission(hash_token(token), slot.id, "said", "x", "k", {}, chosen)]
    )
    assert said in verdict.message
