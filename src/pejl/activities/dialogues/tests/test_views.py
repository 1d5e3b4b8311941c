import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from msgspec import structs

from pejl.activities.dialogues.activity import ACTIVITY
from pejl.activities.dialogues.rules import Config
from pejl.activities.dialogues.tallies import summarise
from pejl.activities.dialogues.tests.making import CONFIG, ME, SHOWN, WAITING, say
from pejl.activities.dialogues.views import DialoguesForm
from pejl.days.contract import PhoneView, Released, RoomView


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(*mine, state="open", shown=None, config=CONFIG):
    view = PhoneView(7, "Dialoger", "", state, config, ME, list(mine), (), None, shown)
    return draw(ACTIVITY.phone(view), answer_url="/a/7", new_key="fresh")


def draw_console(released):
    view = RoomView(7, "Dialoger", "", "closed", CONFIG, released)
    fragment = ACTIVITY.console(view)
    return draw(fragment, contribute_url="/c", new_key="fresh")


def draw_screen(to="network", *, released=SHOWN, shown=True):
    if released.whole:
        released = replace(released, whole=structs.replace(released.whole, turned=to))
    view = RoomView(7, "Dialoger", "", "closed", CONFIG, released)
    return draw(ACTIVITY.screen(view), shown=shown)


def forms_of(html):
    return re.findall(r"<form.*?</form>", html, re.DOTALL)


def text_of(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_phone_has_a_plain_form_for_each_dialogue():
    forms = forms_of(draw_phone())
    items = [re.search(r'name="item" value="(\w+)"', form)[1] for form in forms]
    assert items == ["d1", "d2", "d3"]
    assert len({re.search(r'name="key" value="([^"]+)"', form)[1] for form in forms}) == 3
    assert all('method="post" action="/a/7"' in form for form in forms)
    assert "<button" in forms[0]


def test_every_control_has_its_label():
    html = draw_phone()
    labels = re.findall(r'<label for="([^"]+)"', html)
    controls = re.findall(r'<(?:select|textarea) id="([^"]+)"', html)
    assert sorted(labels) == sorted(controls)
    assert len(set(labels)) == 9


def test_one_chooses_among_levels_areas_and_units_but_no_unit_that_is_its_area():
    (form, *_rest) = forms_of(draw_phone())
    groups = re.findall(r'<optgroup label="([^"]+)">', form)
    assert groups == ["Niveauer", "Områder", "Enheder i Skoler"]
    assert "Rådgivningen" not in form
    assert "&lt;b&gt;PPR" in form


def test_what_one_has_named_stands_in_its_form_and_on_its_button():
    html = draw_phone(say(1, "me", "a0-5", works=2, focus=32, better="<u>Tid</u>"))
    first, second, _third = forms_of(html)
    assert '<option value="a0-5" data-likely="0" selected>Søskolen' in first
    assert '<option value="32" selected>' in first
    assert re.search(r'name="works" value="2" checked', first)
    assert "&lt;u&gt;Tid&lt;/u&gt;</textarea>" in first
    assert "data-filled" in first
    assert "data-filled" not in second
    assert html.count("Søskolen</span>") == 1


def test_a_paused_item_takes_nothing():
    assert draw_phone(state="paused").count("<fieldset disabled") == 3


def test_the_closed_item_tells_what_may_be_told():
    assert "Tak" in draw_phone(state="closed")
    html = draw_phone(state="closed", shown=SHOWN)
    assert "1 dialog er vigtig og virker ikke" in html
    assert "”&lt;b&gt;PPR&lt;/b&gt;” inviterer ”Skoler”" in html
    assert "<form" not in html


def test_the_console_waits_until_the_item_is_closed():
    html = draw_console(WAITING)
    assert WAITING.reason in html
    assert "<form" not in html


def test_the_console_shows_the_network_its_matrix_and_both_ends():
    html = draw_console(SHOWN)
    assert "2 dialoger kan vises, 1 fra begge ender" in html
    assert "Gensidighed: omkring " in html
    assert "For hver to grupper sammenligner vi" in html, "the figure’s definition"
    table = read_table(html)
    assert table[0] == ["Fra, til", "1", "2", "3", "4"]
    assert table[3] == ["3 Skoler", "mindst 4,5 / 4,0", "–", "mindst 4,5 / 3,0", "mindst 4,5 / 2,0"]
    assert table[4][3] == "mindst 4,5 / 4,0"
    assert table[5][0] == "Chefer, Områdechefer og Ledere", "put together more than its place is"
    assert "Skoler: vigtig mindst 4,5, virker 2,0 (nævnt af 14 af 26)" in html
    assert "De ser forskelligt på den" in html
    assert "kan ikke vises herfra" in html
    assert "&lt;u&gt;tider" in html
    assert "<u>tider" not in html
    assert 'name="to" value="ends"' in html


class TableReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self.cell = tag in ("td", "th")
        if self.cell:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.cell:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag):
        self.cell = False


def read_table(html):
    reader = TableReader()
    reader.feed(html)
    return reader.rows


def test_the_screen_asks_while_nothing_is_shown():
    assert "Tag telefonen" in draw_screen(shown=False)
    assert "Tag telefonen" in draw_screen(released=WAITING)


def test_the_screen_shows_the_network_with_what_it_shows_in_words():
    html = draw_screen()
    alt = re.search(r'alt="([^"]*)"', html)[1]
    assert "”Skoler” om ”&lt;b&gt;PPR&lt;/b&gt;”: vigtig mindst 4,5, virker 2,0" in alt
    assert "om ”Skoler”: kan ikke vises; den anden vej: vigtig" in alt
    assert "Inden for ”Skoler”: vigtig mindst 4,5, virker 3,0" in alt
    assert "1 dialog er vigtig og virker ikke" in html


def test_the_screen_shows_both_ends_and_proposals():
    ends = text_of(draw_screen("ends"))
    assert (
        "Skoler – &lt;b&gt;PPR&lt;/b&gt; Skoler: virker 2,0 · &lt;b&gt;PPR&lt;/b&gt;: virker 4,0"
        in ends
    )
    broken = text_of(draw_screen("broken"))
    assert "”Skoler” til en samtale om ”&lt;i&gt;Nærhed&lt;/i&gt;”." in broken


def test_without_anything_to_show_it_says_so():
    empty = Released(summarise(CONFIG, []), answered=6, invited=36)
    assert "For få har nævnt de samme dialoger" in draw_screen(released=empty)
    assert "Ingen dialog, der kan vises" in draw_console(empty)
    assert "<svg" not in draw_console(empty)


@pytest.mark.parametrize(("most", "valid"), [("1", True), ("5", True), ("0", False), ("6", False)])
def test_the_form_gives_the_number_back(most, valid):
    form = DialoguesForm({"most": most})
    assert form.is_valid() is valid
    assert not valid or form.to_config() == {"most": int(most)}
    assert DialoguesForm.to_initial({}) == {"most": 5}


def test_a_day_without_people_can_be_looked_at():
    assert draw_phone(config=Config()).count("<form") == 5
