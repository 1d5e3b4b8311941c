import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from msgspec import structs

from pejl.activities.feedback.activity import ACTIVITY
from pejl.activities.feedback.forms import FeedbackForm
from pejl.activities.feedback.rules import Config, Given, Guess, Said
from pejl.activities.feedback.tallies import summarise
from pejl.activities.feedback.tests.test_rules import CONFIG
from pejl.days.contract import Delivered, Entry, Person, PhoneView, Released, RoomView
from pejl.days.replies import Answer, Helped

ME = Person("p1", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def sum_up(*payloads):
    entries = [Entry(at, f"g{at}", "k", "i", one) for at, one in enumerate(payloads)]
    return summarise(CONFIG, entries)


def draw_phone(*mine, state="open", config=CONFIG, promise="confidential", delivered=None):
    view = PhoneView(
        7, "Feedback", "", state, config, ME, list(mine), (), None, None, promise=promise,
        handed_out=delivered is not None, delivered=delivered or Delivered(),
    )  # fmt: skip
    return draw(ACTIVITY.phone(view), answer_url="/a/7", new_key="fresh")


def view_room(*payloads, state="closed", handed_out=True, reason=""):
    whole = sum_up(*payloads) if not reason else None
    released = Released(whole, answered=5, invited=30, reason=reason)
    return RoomView(7, "Feedback", "", state, CONFIG, released, handed_out=handed_out)


WROTE = [Given("l1-l0", (0, 2))] * 6


def test_a_form_for_each_group_that_one_is_asked_about():
    html = draw_phone()
    items = re.findall(r'name="item" value="([^"]*)"', html)
    assert items == ["l1-l0", "l1-l2", "wish", "l0-l1.guess", "l2-l1.guess"]
    assert html.count("<textarea") == 7
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert all(f'id="{name}"' in html for name in labels)


def test_the_group_in_which_it_appears_stands_where_one_writes():
    assert "Vises kun samlet for mindst 5: Institutionsledelse, 10 personer." in draw_phone()
    assert "Vises med dit navn." in draw_phone(config=structs.replace(CONFIG, promise="named"))


def test_what_one_wrote_stands_there_escaped():
    said = Entry(1, "p1", "said", "l1-l0", Said("l1-l0", ("<i>Ros</i>", "", "")))
    html = draw_phone(said)
    assert "&lt;i&gt;Ros&lt;/i&gt;</textarea>" in html
    assert html.count('data-state="saved"') == 1


def test_one_whom_nobody_asks_is_told():
    assert "Ingen bliver spurgt her" in draw_phone(config=Config())


def test_the_receiver_reads_and_may_answer_each_prompt():
    said = [Said("l0-l1", (f"<b>Ros</b> {at}", "", "Spørg os")) for at in range(5)]
    html = draw_phone(state="closed", delivered=Delivered(gets={"l0-l1": sum_up(*said)}))
    assert "Fra Centerledelse til jer i Institutionsledelse" in html
    assert "&lt;b&gt;Ros&lt;/b&gt; 3" in html
    items = re.findall(r'name="item" value="([^"]*)"', html)
    assert items == ["l0-l1.0", "l0-l1.2", "l0-l1.heard"]


def test_the_receiver_sees_marks_guesses_and_who_would_rather_talk():
    config = structs.replace(CONFIG, prompts=("scale", "next"), scale="Vi bliver hørt.")
    said = [Said("l0-l1", ("Fint", ""), 4) for _at in range(6)]
    entries = [Entry(at, f"g{at}", "said", "i", one) for at, one in enumerate(said)]
    talk = Said("l0-l1", way="dialogue")
    entries.append(Entry(9, "g9", "said", "i", talk, who="Ida Lund"))
    mine = Entry(10, "p1", "guess", "l0-l1.guess", Guess("l0-l1", 5, "1"))
    got = Delivered(gets={"l0-l1": summarise(config, entries)})
    html = draw_phone(mine, state="closed", config=config, delivered=got)
    assert "Vi bliver hørt. 4,0 af 5 i gennemsnit, 6 svar." in html
    assert "Du gættede på 5: 1,0 over det, der kom." in html
    assert "Du gættede på noget andet." in html
    assert "Ida Lund" in html


def test_only_who_guessed_sees_the_guess():
    said = summarise(CONFIG, [Entry(1, "g", "said", "i", Said("l0-l1", ("a", "", "")))])
    html = draw_phone(state="closed", delivered=Delivered(gets={"l0-l1": said}))
    assert "gættede" not in html


def test_too_few_are_said_to_be():
    html = draw_phone(
        state="closed",
        delivered=Delivered(gets={"l0-l1": sum_up()}, few=frozenset(["l0-l1"])),
    )
    assert "For få har skrevet" in html
    assert "<form" not in html


def test_the_giver_sees_the_answer_and_says_whether_it_helped():
    back = sum_up(Answer("l1-l0", 0, "wont", "Fristen er politisk"))
    mine = Entry(9, "p1", "helped", "l1-l0.helped", Helped("l1-l0", "partly"))
    html = draw_phone(mine, state="closed", delivered=Delivered(gives={"l1-l0": back}))
    assert "Vi gør det ikke, fordi: Fristen er politisk" in html
    assert re.search(r'value="partly" checked', html)


def test_the_console_shows_who_is_asked_before_anyone_has_answered():
    html = draw(ACTIVITY.console(view_room(state="open", reason="Venter", handed_out=False)))
    assert html.count('scope="row"') == 8  # in the picture's table too
    assert "ned i kæden" in html
    assert ">–<" in html


def test_the_console_says_what_became_of_it():
    html = draw(ACTIVITY.console(view_room(*WROTE, Answer("l1-l0", 0, "do", "Ringer", "1"))))
    assert "6 feedback af 40, der er bedt om" in html
    assert "1 af 3 besvaret" in html
    assert "Vi gør noget: Ringer" in html


@pytest.mark.parametrize("shown", [True, False])
def test_the_screen(shown):
    html = draw(
        ACTIVITY.screen(view_room(*WROTE, Answer("l1-l0", 0, "do", "Ringer", "1"))), shown=shown
    )
    assert ("Vi gør noget: Ringer" in html) is shown
    assert ("Hvad skal I blive ved med?" in html) is not shown


def test_the_plan_tells_who_gave_and_what_was_answered():
    blocks = ACTIVITY.report(view_room(*WROTE, Answer("l1-l0", 0, "do", "Ringer", "1")))
    said = repr(blocks)
    assert "Vi gør noget: Ringer" in said
    assert "6 / 10" in said


def test_the_plan_holds_it_against_the_last_time():
    before = view_room(*WROTE[:5])
    view = replace(view_room(*WROTE), before=before)
    said = repr(ACTIVITY.report(view))
    assert "Sidste gang: 5 feedback af 40, der er bedt om. 0 af 1 grupper" in said
    assert "Sidste gang" not in repr(ACTIVITY.report(view_room(*WROTE)))


def test_the_form_takes_two_to_four_prompts():
    plain = FeedbackForm.to_initial({})
    assert FeedbackForm(plain).is_valid()
    assert not FeedbackForm({**plain, "prompts": ["keep"]}).is_valid()
    five = ["goal", "keep", "more", "less", "next"]
    assert not FeedbackForm({**plain, "prompts": five}).is_valid()
