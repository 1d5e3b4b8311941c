import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.poll.activity import ACTIVITY
from pejl.activities.poll.rules import Chosen, Config, Said, Scaled
from pejl.activities.poll.views import PollForm
from pejl.days.contract import Entry, Part, Person, PhoneView, Released, RoomView

ONE = Config("Er vi på vej?", "one", ("<b>Ja</b>", "Nej"))
SEVERAL = Config("Hvad mangler?", "several", ("Tid", "Ro", "Mod"))
SCALE = Config("Hvor står vi?", "scale", low="langt fra", high="nået", steps=4)
WORDS = Config("Hvad nu?")
ALL = (ONE, SEVERAL, SCALE, WORDS)
ME = Person("me", "Tina Iversen", "Skolechef", "Områdeledelse", "Skoler")
WAITING = Released(None, answered=3, invited=50, reason="Vises, når punktet er lukket.")


def give(payload, giver="me", who=""):
    return Entry(1, giver, "any", "poll", payload, who=who)


def count(config, *payloads, who=""):
    entries = [give(payload, str(n), who) for n, payload in enumerate(payloads)]
    return ACTIVITY.summarise(config, entries)


def say(*texts, who=""):
    return count(WORDS, *[Said(text) for text in texts], who=who)


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(*mine, config=ONE, state="open", shown=None, text=""):
    view = PhoneView(3, "Afstemning", text, state, config, ME, mine, (), None, shown)
    return draw(ACTIVITY.phone(view), answer_url="/a/3", new_key="fresh")


def draw_room(surface, released, *, config=ONE, **extra):
    view = RoomView(3, "Afstemning", "", "closed", config, released)
    return draw(getattr(ACTIVITY, surface)(view), **extra)


def values_of(html):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))


@pytest.mark.parametrize(
    ("config", "kind"), [(ONE, "chosen"), (SEVERAL, "chosen"), (SCALE, "scaled"), (WORDS, "said")]
)
def test_the_phone_has_one_plain_form_that_can_be_sent_without_scripts(config, kind):
    html = draw_phone(config=config)
    assert html.count("<form") == 1
    assert 'method="post" action="/a/3"' in html
    assert values_of(html) == {"kind": kind, "item": "poll", "key": "fresh-poll"}
    assert f"<legend>{config.question}</legend>" in html
    assert "data-saved hidden" in html


def test_one_choice_is_asked_by_radio_buttons_and_several_by_boxes():
    one, several = draw_phone(config=ONE), draw_phone(config=SEVERAL)
    assert re.findall(r'type="radio" name="options\[\]" value="(\d)" required', one) == ["0", "1"]
    assert "&lt;b&gt;Ja&lt;/b&gt;" in one
    found = re.findall(r'type="checkbox" name="options\[\]" value="(\d)">', several)
    assert found == ["0", "1", "2"]


def test_a_scale_has_its_steps_and_its_ends_in_words():
    html = draw_phone(config=SCALE)
    assert re.findall(r'type="radio" name="value" value="(\d)"', html) == ["1", "2", "3", "4"]
    assert "langt fra" in html
    assert "nået" in html


def test_words_have_a_field_with_a_label_and_its_room():
    html = draw_phone(config=WORDS)
    assert '<label for="poll-text">Med dine egne ord</label>' in html
    assert 'id="poll-text"' in html
    assert 'maxlength="140"' in html


def test_what_one_sent_stands_there_with_a_tick():
    for mine, config, stands in (
        (Chosen((1,)), ONE, 'value="1" checked'),
        (Chosen((0, 2)), SEVERAL, 'value="2" checked'),
        (Scaled(3), SCALE, 'value="3" checked'),
        (Said("<i>Ro</i>"), WORDS, "&lt;i&gt;Ro&lt;/i&gt;</textarea>"),
    ):
        html = draw_phone(give(mine), config=config)
        assert stands in html
        assert "data-saved hidden" not in html
        assert "Send igen" in html


def test_what_the_facilitator_wrote_stands_above_the_question():
    assert "<p>Tænk på din egen enhed</p>" in draw_phone(text="Tænk på din egen enhed")
    assert "<p></p>" not in draw_phone()


@pytest.mark.parametrize("state", ["planned", "paused"])
@pytest.mark.parametrize("config", ALL)
def test_nothing_can_be_sent_while_it_is_not_open(config, state):
    html = draw_phone(config=config, state=state)
    assert "<fieldset disabled>" in html
    assert re.search(r"<button[^>]* disabled>", html)
    assert "disabled" not in draw_phone(config=config)


def test_a_closed_poll_shows_its_result_only_where_it_is_shown():
    html = draw_phone(state="closed")
    assert "<form" not in html
    assert "Tak. Afstemningen er lukket." in html
    assert "Tak." in draw_phone(state="closed", shown=WAITING)
    shown = Released(count(ONE, Chosen((0,)), Chosen((0,))))
    assert "data:image/svg+xml" in draw_phone(state="closed", shown=shown)


def test_the_screen_asks_until_the_result_is_shown():
    html = draw_room("screen", Released(count(ONE, Chosen((0,)))), shown=False)
    assert "Er vi på vej?" in html
    assert "&lt;b&gt;Ja&lt;/b&gt;" in html
    assert "data:image" not in html
    assert "Flest valgte" not in html


def test_the_screen_lists_seven_options_and_says_the_rest():
    config = Config("Hvad?", "one", tuple(f"Forslag {n}" for n in range(1, 13)))
    html = draw_room("screen", WAITING, config=config, shown=False)
    assert "Forslag 7<" in html
    assert "Forslag 8<" not in html
    assert "og 5 flere på telefonen" in html


@pytest.mark.parametrize("ask", ["scale", "words"])
def test_options_left_over_from_another_kind_are_not_on_the_screen(ask):
    config = Config("Hvad?", ask, ("Ja", "Nej"))
    assert "<li>" not in draw_room("screen", WAITING, config=config, shown=False)


def test_the_screen_says_why_nothing_is_shown():
    html = draw_room("screen", WAITING, shown=True)
    assert "Vises, når punktet er lukket." in html
    assert "data:image" not in html


@pytest.mark.parametrize(
    ("config", "payloads", "finding"),
    [
        (ONE, [Chosen((1,)), Chosen((1,)), Chosen((0,))], "Flest valgte ”Nej”: 2 af 3."),
        (ONE, [Chosen((1,)), Chosen((0,))], "Ingen af mulighederne fører alene."),
        (SEVERAL, [Chosen((1, 2)), Chosen((2,))], "Flest valgte ”Mod”: 2 af 2."),
        (SCALE, [Scaled(1), Scaled(4), Scaled(2)], "Salen ligger i snit på 2,3 ud af 4."),
        (WORDS, [Said("Ro"), Said("Mod")], "2 svar"),
        (ONE, [], "Ingen svar endnu."),
        (SEVERAL, [Chosen(())], "Ingen svar endnu."),
    ],
)
def test_screen_and_console_say_the_finding(config, payloads, finding):
    released = Released(count(config, *payloads))
    for html in (
        draw_room("screen", released, config=config, shown=True),
        draw_room("console", released, config=config),
    ):
        assert f'<p class="finding">{finding}</p>' in html
        assert html.count("<img") == (config.ask != "words" and released.whole.n > 0)


def test_the_screen_has_six_of_the_words_and_says_how_many_more():
    html = draw_room("screen", Released(say(*map(str, range(10)))), config=WORDS, shown=True)
    assert html.count("<li") == 6
    assert "10 svar, 6 af dem her" in html
    few = draw_room("screen", Released(say("<script>")), config=WORDS, shown=True)
    assert "&lt;script&gt;" in few
    assert '<p class="finding">1 svar</p>' in few
    assert draw_room("console", Released(say(*"1234567890")), config=WORDS).count("<li") == 10


def test_names_stand_by_the_words_only_where_there_are_any():
    named = draw_room("console", Released(say("Ro", who="Ida Krog")), config=WORDS)
    assert '<p class="from note__who"><span>Ida Krog</span></p>' in named
    assert "note__who" not in draw_room("console", Released(say("Ro")), config=WORDS)


def test_the_console_has_what_each_released_group_chose():
    part = Part("Ledere", 3, count(SEVERAL, Chosen((1, 2)), Chosen((2,)), Chosen((2,))))
    released = Released(part.result, (part,), (part,), left_out=("Uden PPR.",))
    html = draw_room("console", released, config=SEVERAL)
    assert html.count("Mod (3); Ro (1)") == 2
    assert "Efter niveau" in html
    assert "Efter område" in html
    assert "Uden PPR." in html
    assert "Efter niveau" not in draw_room("console", WAITING, config=SEVERAL)


def test_the_console_has_each_groups_mean_and_each_groups_words():
    scale = Part("Chefer", 2, count(SCALE, Scaled(2), Scaled(3)))
    html = draw_room("console", Released(scale.result, (scale,)), config=SCALE)
    assert "<td>2</td><td>2,5</td>" in html
    words = Part("Chefer", 2, say("Ro", "Mod"))
    html = draw_room("console", Released(words.result, (words,)), config=WORDS)
    assert "<summary>Chefer (2)</summary>" in html
    assert html.count("Mod") == 2


def test_words_stand_by_level_or_by_area_never_by_both():
    """Else who is alone in a level and an area is known by words that stand in both lists."""
    whole = say("Ro", "Mod", "Tid")
    levels = (Part("Chefer", 2, say("Ro", "Mod")), Part("Ledere", 1, say("Tid")))
    areas = (Part("Skoler", 2, say("Mod", "Tid")), Part("PPR", 1, say("Ro")))
    html = draw_room("console", Released(whole, levels, areas), config=WORDS)
    assert "Efter niveau" in html
    assert "Efter område" not in html
    html = draw_room("console", Released(whole, levels[:1], areas), config=WORDS)
    assert "Efter niveau" not in html
    assert "Efter område" in html
    html = draw_room("console", Released(whole, levels[:1], areas[:1]), config=WORDS)
    assert "Efter " not in html
    assert html.count("Tid") == 1


def test_the_pages_speak_english_too():
    with translation.override("en"):
        assert "In your own words" in draw_phone(config=WORDS)


@pytest.mark.parametrize("config", ALL)
def test_no_script_or_style_stands_in_the_page(config):
    part = Part("Ledere", 0, count(config))
    released = Released(part.result, (part,), (part,))
    for html in (
        draw_phone(config=config),
        draw_room("screen", released, config=config, shown=True),
        draw_room("console", released, config=config),
    ):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def fill(**fields):
    return PollForm({"question": "Hvad?", "ask": "one", "steps": "5", "options": "", **fields})


def test_the_form_reads_the_options_and_gives_them_back():
    form = fill(options=" Ja \r\n\r\nNej\r\nJa", low="lavt")
    assert form.is_valid()
    config = form.to_config()
    assert config["options"] == ["Ja", "Nej"]
    assert (config["ask"], config["low"], config["steps"]) == ("one", "lavt", 5)
    assert PollForm.to_initial(config)["options"] == "Ja\nNej"
    assert PollForm.to_initial({})["options"] == ""


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ("Ja\nJa", "Skriv mindst to muligheder, én på hver linje."),
        ("\n".join(map(str, range(21))), "Der er plads til højst 20 på en telefon."),
        ("Ja\n" + "a" * 121, "En mulighed har plads til 120 tegn. Gør den kortere."),
    ],
)
def test_the_form_says_what_is_wrong_with_the_options(options, fault):
    form = fill(options=options)
    assert form.errors == {"options": [fault]}


@pytest.mark.parametrize("ask", ["scale", "words"])
def test_a_scale_and_words_need_no_options(ask):
    assert fill(ask=ask).is_valid()


@pytest.mark.parametrize("steps", ["1", "11", "mange"])
def test_a_scale_has_two_to_ten_steps(steps):
    assert list(fill(ask="scale", steps=steps).errors) == ["steps"]
