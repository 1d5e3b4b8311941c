import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.evaluation.activity import ACTIVITY
from pejl.activities.evaluation.rules import Config, Quoted, Scaled, TakeHome
from pejl.activities.evaluation.views import EvaluationForm
from pejl.days.contract import Entry, Person, PhoneView, Released, RoomView

CONFIG = Config(("Dagen var <b>god</b>", "Jeg ved, hvad jeg gør nu"))
ME = Person("me", "Tina Iversen", "Skolechef", "Områdeledelse", "Skoler")
WAITING = Released(None, answered=3, invited=50, reason="Vises, når punktet er lukket.")


def give(payload, item, giver="me"):
    return Entry(1, giver, "any", item, payload)


def summarise(*values, home=(), quotes=()):
    entries = [
        give(Scaled(scale, value), f"s{scale}", str(n))
        for n, given in enumerate(values)
        for scale, value in enumerate(given)
    ]
    entries += [give(TakeHome(text), "home", text) for text in home]
    entries += [give(Quoted(text, leave), "quote", text) for text, leave in quotes]
    return ACTIVITY.summarise(CONFIG, entries)


SHOWN = Released(
    summarise((5, 2), (4, 1), home=["<i>Ro</i>"], quotes=[("Godt brugt", "yes"), ("Skjult", "")]),
    left_out=("Ét spørgsmål mangler.",),
)


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(*mine, state="open", text=""):
    view = PhoneView(3, "Evaluering", text, state, CONFIG, ME, mine, (), None, None)
    return draw(ACTIVITY.phone(view), answer_url="/a/3", new_key="fresh")


def draw_room(surface, released, **extra):
    view = RoomView(3, "Evaluering", "", "closed", CONFIG, released)
    return draw(getattr(ACTIVITY, surface)(view), **extra)


def forms_of(html):
    return re.findall(r"<form.*?</form>", html, re.DOTALL)


def values_of(form):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_the_phone_has_a_plain_form_for_each_statement_and_each_sentence():
    forms = forms_of(draw_phone())
    sent = [values_of(form) for form in forms]
    assert [(one["kind"], one["item"]) for one in sent] == [
        ("scaled", "s0"), ("scaled", "s1"), ("take_home", "home"), ("quote", "quote"),
    ]  # fmt: skip
    assert [one.get("scale") for one in sent] == ["0", "1", None, None]
    assert len({one["key"] for one in sent}) == 4
    for form in forms:
        assert 'method="post" action="/a/3"' in form
        assert "<button" in form
        assert "data-saved hidden" in form


def test_statements_go_from_disagree_to_agree_in_five_steps():
    first = forms_of(draw_phone())[0]
    assert "Dagen var &lt;b&gt;god&lt;/b&gt;</legend>" in first
    assert re.findall(r'name="value" value="(\d)"', first) == ["1", "2", "3", "4", "5"]
    assert re.search(r"uenig.*\benig", first, re.DOTALL)


def test_leave_to_quote_is_asked_and_never_given_beforehand():
    quote = forms_of(draw_phone())[3]
    assert re.search(r'<input type="checkbox" name="leave" value="yes">', quote)
    assert "Den må stå i planen uden mit navn" in quote


def test_what_one_sent_stands_there_with_a_tick():
    first, second, home, quote = forms_of(
        draw_phone(
            give(Scaled(1, 4), "s1"),
            give(TakeHome("<i>Ro</i>"), "home"),
            give(Quoted("Godt", "yes"), "quote"),
        )
    )
    assert "checked" not in first
    assert 'value="4" checked' in second
    assert "&lt;i&gt;Ro&lt;/i&gt;</textarea>" in home
    assert "Godt</textarea>" in quote
    assert 'value="yes" checked' in quote
    assert all("data-saved hidden" not in form for form in (second, home, quote))


def test_leave_taken_back_is_not_ticked():
    quote = forms_of(draw_phone(give(Quoted("Godt"), "quote")))[3]
    assert "checked" not in quote


def test_each_field_has_a_label_and_its_room():
    html = draw_phone()
    for name in ("home", "quote"):
        assert f'<label for="{name}">' in html
        assert f'<textarea id="{name}"' in html
    assert html.count('maxlength="280"') == 2


def test_what_the_facilitator_wrote_stands_first():
    assert "<p>Tak for i dag</p>" in draw_phone(text="Tak for i dag")
    assert "<p></p>" not in draw_phone()


@pytest.mark.parametrize("state", ["planned", "paused"])
def test_nothing_can_be_sent_while_it_is_not_open(state):
    assert all("<fieldset disabled>" in form for form in forms_of(draw_phone(state=state)))


def test_a_closed_evaluation_says_thank_you():
    html = draw_phone(state="closed")
    assert "<form" not in html
    assert "Tak." in html


def test_the_screen_asks_and_promises_nothing_that_the_phone_does_not():
    html = draw_room("screen", SHOWN, shown=False)
    assert "Hvad tager du med hjem?" in html
    assert "Et par korte spørgsmål på din telefon." in html
    assert "Ingen kan se" not in html
    assert "data:image" not in html


def test_the_screen_shows_the_statements_but_not_the_words():
    html = draw_room("screen", SHOWN, shown=True)
    assert html.count("<img") == 1
    assert "Højest: ”Dagen var &lt;b&gt;god&lt;/b&gt;” 4,5 ud af 5" in html
    assert "&lt;i&gt;" not in html
    assert "Godt brugt" not in html


def test_the_screen_and_the_console_say_why_nothing_is_shown():
    for html in (draw_room("screen", WAITING, shown=True), draw_room("console", WAITING)):
        assert "Vises, når punktet er lukket." in html
        assert "data:image" not in html


def test_a_day_that_nobody_liked_is_not_said_to_be_agreed_on():
    html = draw_room("console", Released(summarise((1, 2), (2, 1), (1, 1))))
    assert "Højest:" in html
    assert "enige" not in html


@pytest.mark.parametrize(
    ("result", "finding"),
    [
        (summarise(), "Ingen svar endnu."),
        (summarise(home=["Ro"]), "1 har skrevet noget."),
        (summarise(home=["Ro", "Mod"]), "2 har skrevet noget."),
    ],
)
def test_an_evaluation_without_answers_to_the_statements(result, finding):
    assert f'<p class="finding">{finding}</p>' in draw_room("console", Released(result))


def test_the_console_shows_the_words_that_may_be_shown():
    html = draw_room("console", SHOWN)
    assert "&lt;i&gt;Ro&lt;/i&gt;" in html
    assert "Godt brugt" in html
    assert "Skjult" not in html
    assert "Ét spørgsmål mangler." in html


def test_the_pages_speak_english_too():
    with translation.override("en"):
        assert "What do you take home?" in draw_phone()


def test_no_script_or_style_stands_in_the_page():
    for html in (draw_phone(), draw_room("screen", SHOWN, shown=True), draw_room("console", SHOWN)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_the_form_reads_the_statements_and_gives_them_back():
    form = EvaluationForm({"scales": " God dag \r\n\r\nGod mad\nGod dag"})
    assert form.is_valid()
    assert form.to_config() == {"scales": ["God dag", "God mad"]}
    assert EvaluationForm.to_initial(form.to_config()) == {"scales": "God dag\nGod mad"}
    assert EvaluationForm.to_initial({}) == {"scales": ""}


def test_an_empty_form_means_the_usual_statements():
    form = EvaluationForm({"scales": ""})
    assert form.is_valid()
    assert form.to_config() == {"scales": []}


@pytest.mark.parametrize(
    ("scales", "fault"),
    [
        ("\n".join("123456"), "Skriv højst 5 udsagn, ét på hver linje."),
        ("a" * 161, "Et udsagn har plads til 160 tegn. Gør det kortere."),
    ],
)
def test_the_form_says_what_there_is_no_room_for(scales, fault):
    assert EvaluationForm({"scales": scales}).errors == {"scales": [fault]}
