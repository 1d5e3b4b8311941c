import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.talk.activity import ACTIVITY
from pejl.activities.talk.rules import Asked, Config, Question, Result, Vote
from pejl.activities.talk.views import TalkForm, draw_console, draw_phone, draw_screen
from pejl.days.contract import Entry, Person, PhoneView, Released, RoomView

ME = Person("me", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
ONE_POINT = Config(("Pointe et",))
TWO = Result((Asked(1, "<b>Hvorfor</b> nu?", 3), Asked(2, "Hvem betaler?", 1, answered=True)))


def draw(fragment, **extra):
    with translation.override("da"):
        return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_my_phone(result=TWO, *, config=ONE_POINT, state="open", mine=()):
    view = PhoneView(
        7, "Oplæg", "", state, config, ME, list(mine), [], None, Released(result, invited=50)
    )
    return draw(draw_phone(view), answer_url="/a/7", new_key="fresh")


def draw_my_screen(result, *, showing="item", config=ONE_POINT, state="open"):
    view = RoomView(7, "Oplæg", "Teksten", state, config, Released(result))
    with translation.override("da"):
        fragment = draw_screen(view)
    slot = SimpleNamespace(day=SimpleNamespace(showing=showing))
    return draw(fragment, slot=slot, shown=True)


def list_hidden(html, form):
    found = re.findall(r"<form.*?</form>", html, re.S)[form]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found))


def test_the_phone_asks_with_an_item_of_its_own():
    html = draw_my_phone()
    assert list_hidden(html, 0) == {"kind": "question", "item": "fresh", "key": "fresh-question"}
    assert "data-fresh" in html
    assert "Pointe et" in html


def test_the_phone_shows_what_others_ask_and_lets_one_vote():
    html = draw_my_phone()
    assert "&lt;b&gt;Hvorfor&lt;/b&gt;" in html
    assert list_hidden(html, 1) == {
        "kind": "vote",
        "item": "1",
        "key": "fresh-vote-1",
        "on": "1",
    }
    assert len(re.findall("<form", html)) == 2, "an answered question takes no votes"
    assert "Besvaret" in html


def test_a_vote_of_mine_is_marked_and_can_be_taken_back():
    html = draw_my_phone(mine=[Entry(9, "me", "vote", "1", Vote(True))])
    assert 'aria-pressed="true"' in html
    assert list_hidden(html, 1)["on"] == "0"


def test_my_own_question_is_marked_and_can_be_taken_back():
    html = draw_my_phone(mine=[Entry(1, "me", "question", "made-by-phone", Question("Hvorfor?"))])
    assert "Dit spørgsmål" in html
    assert list_hidden(html, 1) == {
        "kind": "question",
        "item": "made-by-phone",
        "key": "fresh-back-1",
        "text": "",
    }


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_nothing_is_sent_while_the_item_is_not_open(state):
    assert "<form" not in draw_my_phone(state=state)


def test_a_paused_item_keeps_the_form_but_takes_nothing():
    html = draw_my_phone(state="paused")
    assert re.search(r"<fieldset[^>]* disabled", html)
    assert 'class="vote"' not in html


def test_without_questions_the_phone_shows_the_points_only():
    html = draw_my_phone(Result(), config=Config(("Pointe et",), questions=False))
    assert "Pointe et" in html
    assert "<form" not in html
    assert "Spørgsmål fra salen" not in html


def test_the_screen_holds_points_and_the_questions_that_still_wait():
    html = draw_my_screen(TWO)
    assert "Pointe et" in html
    assert "Hvorfor" in html
    assert "Hvem betaler?" not in html
    assert "3 stemmer" in html


def test_the_screen_holds_what_it_has_room_for_and_says_the_rest():
    many = Result(tuple(Asked(n, f"Spørgsmål nummer {n}?") for n in range(12)))
    points = tuple(f"Pointe {n}" for n in range(1, 4))
    html = draw_my_screen(many, config=Config(points))
    assert html.count("<li") == 5
    assert "og 10 flere på telefonerne" in html
    alone = draw_my_screen(many, config=Config(points), showing="result")
    assert alone.count("<li") == 5
    assert "Pointe 1" not in alone
    assert "12 spørgsmål fra salen, 12 venter på svar." in alone


def test_the_screen_before_anyone_has_asked():
    html = draw_my_screen(Result())
    assert "Spørg fra telefonen" in html
    assert "Spørg fra telefonen" not in draw_my_screen(Result(), state="closed")
    assert "Teksten" in draw_my_screen(Result(), config=Config())


def test_the_console_marks_a_question_as_answered_and_back():
    with translation.override("da"):
        fragment = draw_console(RoomView(7, "Oplæg", "", "open", Config(), Released(TWO)))
    html = draw(fragment, contribute_url="/c", new_key="fresh")
    assert list_hidden(html, 0)["kind"] == "handled"
    assert list_hidden(html, 0)["item"] == "1"
    assert re.findall(r'name="on" value="(\d)"', html) == ["1", "0"]


def test_the_form_reads_one_point_a_line_and_gives_it_back():
    form = TalkForm({"key_points": " Først \n\nSå\n", "questions": "on"})
    assert form.is_valid()
    config = form.to_config()
    assert config == {"key_points": ["Først", "Så"], "questions": True}
    assert TalkForm.to_initial(config) == {"key_points": "Først\nSå", "questions": True}
    assert TalkForm.to_initial({})["questions"] is True


@pytest.mark.parametrize("text", ["x" * 81, "\n".join("1234567")])
def test_the_form_says_what_the_screen_has_room_for(text):
    form = TalkForm({"key_points": text})
    assert not form.is_valid()
    with translation.override("da"):
        assert "80 tegn" in str(form.errors["key_points"])


def test_what_a_talk_fits():
    assert ACTIVITY.fits("Oplæg", "Typer af feedback") > ACTIVITY.fits("plenum", "Velkomst") > 0
    assert ACTIVITY.fits("pause", "Frokost") == 0
