import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.nowpicture.activity import ACTIVITY
from pejl.activities.nowpicture.rules import Config, FocusArea, Placed, Statement
from pejl.activities.nowpicture.views import NowpictureForm
from pejl.days.contract import Entry, Part, Person, PhoneView, Released, RoomView

CONFIG = Config((FocusArea(7, 1, "Nærhed"), FocusArea(9, 2, "<i>Fællesskaber</i>")))
ME = Person("me", "Tina Iversen", "Skolechef", "Områdeledelse", "Skoler")
MINE = [
    Entry(1, "me", "placed", "9", Placed(9, 5)),
    Entry(2, "me", "statement", "works-2", Statement("Vi <b>mødes</b>", 9)),
]
WAITING = Released(None, answered=3, invited=50, reason="Vises, når punktet er lukket.")


def place_all(giver, near, strong):
    return [
        Entry(0, giver, "placed", "7", Placed(7, near)),
        Entry(0, giver, "placed", "9", Placed(9, strong)),
    ]


def summarise(n, near, strong):
    entries = [entry for at in range(n) for entry in place_all(str(at), near, strong)]
    written = [Entry(0, "0", "statement", "needed-1", Statement("<script>Tid", 7))] if n else []
    return ACTIVITY.summarise(CONFIG, [*entries, *written])


SHOWN = Released(
    summarise(20, 3, 6),
    levels=(Part("Chefer", 8, summarise(8, 5, 6)), Part("Ledere", 12, summarise(12, 3, 6))),
    areas=(Part("Skoler", 12, summarise(12, 3, 6)),),
    answered=20, invited=50, left_out=("Vist samlet: PPR.",),
)  # fmt: skip


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(mine=(), *, state="open", config=CONFIG, shown=None, text=""):
    view = PhoneView(3, "NU-billedet", text, state, config, ME, mine, (), None, shown)
    return draw(ACTIVITY.phone(view), answer_url="/a/3", new_key="fresh")


def draw_screen(released, *, shown, config=CONFIG):
    view = RoomView(3, "NU-billedet", "", "closed", config, released)
    return draw(ACTIVITY.screen(view), shown=shown)


def draw_console(released, config=CONFIG):
    return draw(ACTIVITY.console(RoomView(3, "NU-billedet", "", "closed", config, released)))


def forms_of(html):
    return re.findall(r"<form.*?</form>", html, re.DOTALL)


def values_of(form):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_the_phone_has_a_plain_form_for_each_focus_area_and_statement():
    sent = [values_of(form) for form in forms_of(draw_phone())]
    placed = [one for one in sent if one["kind"] == "placed"]
    assert [(one["item"], one["focus"]) for one in placed] == [("7", "7"), ("9", "9")]
    items = [one["item"] for one in sent if one["kind"] == "statement"]
    assert items == [f"{side}-{n}" for side in ("works", "in_the_way", "needed") for n in (1, 2, 3)]
    assert len({one["key"] for one in sent}) == len(sent)


def test_each_form_can_be_sent_without_scripts():
    for form in forms_of(draw_phone()):
        assert 'method="post" action="/a/3"' in form
        assert "<button" in form


def test_what_was_sent_stands_there_with_a_tick():
    near, strong, first, *_ = forms_of(draw_phone(MINE))
    assert "checked" not in near
    assert "data-saved hidden" in near
    assert 'value="5" checked' in strong
    assert "data-saved hidden" not in strong
    assert values_of(first)["item"] == "works-2"
    assert "Vi &lt;b&gt;mødes&lt;/b&gt;</textarea>" in first
    assert '<option value="9" selected>' in first


@pytest.mark.parametrize("state", ["planned", "paused"])
def test_nothing_can_be_sent_while_it_is_not_open(state):
    assert all(
        "<fieldset" in form and " disabled>" in form for form in forms_of(draw_phone(state=state))
    )


def test_a_closed_item_shows_what_one_sent_and_the_result_only_where_it_is_shown():
    html = draw_phone(MINE, state="closed")
    assert not forms_of(html)
    assert "Tak. NU-billedet er lukket." in html
    assert "Vi &lt;b&gt;mødes" in html
    assert "data:image/svg+xml" in draw_phone(MINE, state="closed", shown=SHOWN)


def test_without_focus_areas_phone_and_console_say_so():
    assert "ingen fokusområder" in draw_phone(config=Config())
    assert len(forms_of(draw_phone(config=Config()))) == 9
    assert "udviklingsaftalen" in draw_console(WAITING, Config())
    draw_screen(WAITING, shown=False, config=Config())


def test_the_screen_tells_what_to_do_until_the_result_is_shown():
    html = draw_screen(SHOWN, shown=False)
    assert "Placér hvert fokusområde" in html
    assert "data:image" not in html
    assert "ligger 2,0 trin under" not in html


def test_the_screen_shows_one_picture_and_says_the_gap_in_words():
    html = draw_screen(SHOWN, shown=True)
    assert html.count("<img") == 1
    assert "Nærhed: ”Ledere” ligger 2,0 trin under ”Chefer”." in html


def test_the_screen_does_not_compare_levels_that_were_not_released():
    html = draw_screen(Released(summarise(6, 3, 6), answered=6, invited=50), shown=True)
    assert "For få svar til at sige noget om niveauerne." in html


def test_nothing_of_a_result_is_drawn_while_it_is_held_back():
    assert "data:image" not in draw_screen(WAITING, shown=True)
    assert "Vises, når punktet er lukket." in draw_console(WAITING)


def test_the_console_has_every_profile_with_its_table_and_the_statements():
    html = draw_console(SHOWN)
    assert html.count("<img") == 5
    assert html.count("<table") == 5
    assert "&lt;script&gt;Tid" in html
    assert "Vist samlet: PPR." in html


def test_the_pages_speak_english_too():
    with translation.override("en"):
        assert "What is in the way?" in draw_phone()
        assert "far from the goal" in draw_phone()


def test_no_script_or_style_stands_in_the_page():
    for html in (draw_phone(MINE), draw_screen(SHOWN, shown=True), draw_console(SHOWN)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_the_form_keeps_what_it_is_given():
    form = NowpictureForm({"low": "dårligt", "high": "", "most_statements": "2"})
    assert form.is_valid()
    assert form.to_config() == {
        "low": "dårligt",
        "high": "",
        "guess": False,
        "most_statements": 2,
    }
    stored = {**form.to_config(), "focus_areas": []}
    assert NowpictureForm.to_initial(stored) == form.to_config()
    assert not NowpictureForm({"most_statements": "6"}).is_valid()
