"""A page looks once at what stands of an item, and shows that moment."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.days.log import store
from pejl.days.models import Showing, ThemeDay
from pejl.days.standing import look_once, read_standing
from pejl.days.tests.making import answer_all, close, make_answer, make_open_slot, make_tokens
from pejl.days.tokens import TOKEN_COOKIE

pytestmark = pytest.mark.django_db


def test_within_a_look_it_is_one_moment_and_after_it_another():
    slot = make_open_slot()
    first, second = make_tokens(slot.day, 2)
    answer_all(slot, [first])
    with look_once():
        assert read_standing(slot).count == 1
        answer_all(slot, [second])
        assert read_standing(slot).count == 1
        with look_once():
            assert read_standing(slot).count == 2
        assert read_standing(slot).count == 1
    assert read_standing(slot).count == 2


def test_a_look_at_an_item_that_was_opened_anew_is_another_look():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 1))
    with look_once():
        assert read_standing(slot).count == 1
        slot.promise, slot.secret = "anonymous", "x"
        answer_all(slot, make_tokens(slot.day, 2))
        assert read_standing(slot).count == 3


def test_two_pages_in_a_row_show_what_came_between(client: Client):
    slot = make_open_slot("talk", promise="named")
    (token,) = make_tokens(slot.day, 1)
    client.cookies[TOKEN_COOKIE] = token
    client.get("/p/now")
    asked = make_answer(
        token, slot, kind="question", item="q1", text="Hvem holder dialogen ved lige?"
    )
    assert store([asked])[0].saved
    assert "Hvem holder dialogen ved lige?" in client.get("/p/now").content.decode()


def test_a_phones_page_asks_the_log_once_for_each_item_it_shows(client: Client):
    slot = make_open_slot()
    tokens = make_tokens(slot.day)
    answer_all(slot, tokens)
    close(slot)
    ThemeDay.objects.filter(id=slot.day_id).update(showing=Showing.RESULT)
    client.cookies[TOKEN_COOKIE] = tokens[7]
    client.get("/p/now")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/p/now").status_code == 200
    looks = [one["sql"] for one in asked.captured_queries if "MAX(participant_id)" in one["sql"]]
    assert len(looks) == 1
    assert len(asked) <= 11
