import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.discussion.activity import ACTIVITY
from pejl.activities.discussion.forms import DiscussionForm
from pejl.activities.discussion.rules import Config, Note, Result, Written
from pejl.activities.discussion.views import draw_console, draw_phone, draw_screen
from pejl.days.contract import Entry, Focus, GroupView, Person, PhoneView, Released, RoomView
from pejl.days.notes import Pen

ME = Person("me", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
HANS = Person("hans", "Hans Dam", "Leder", "Afdelingsledelse", "PPR")
TABLE = GroupView(4, (ME, HANS))
TWO = Config(("Hvad er vi enige om?", "Hvor ser vi forskelligt?"), most_notes=3)


def draw(fragment, **extra):
    with translation.override("da"):
        return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_my_phone(*ours, config=TWO, group=TABLE, state="open", text=""):
    view = PhoneView(7, "På tværs", text, state, config, ME, [], list(ours), group, None)
    return draw(draw_phone(view), answer_url="/a/7", new_key="fresh")


def claim(giver, who):
    return Entry(1, giver, "pen", "pen", Pen(), 4, who)


def note(id_, item, text, focus=0, giver="hans", seen=0):
    who = {"hans": "Hans Dam", "me": "Grete Holm"}[giver]
    return Entry(id_, giver, "note", item, Note(text, seen, focus=focus), 4, who)


def list_items(html):
    return re.findall(r'name="item" value="([^"]*)"', html)


def test_a_table_where_nobody_writes_yet():
    html = draw_my_phone()
    assert "Bord 4" in html
    assert "Hans Dam" in html
    assert list_items(html) == ["pen"]
    assert "Jeg skriver for bordet" in html
    assert 'data-rehearse="skip"' not in html
    assert re.search(r'id="notes-7"[^>]* data-follow', html)


def test_the_others_see_who_writes_and_what_and_may_write_along():
    html = draw_my_phone(claim("hans", "Hans Dam"), note(5, "q1-1", "<i>Mødes</i>"))
    assert "Hans Dam skriver for bordet" in html
    assert "&lt;i&gt;Mødes" in html
    assert list_items(html) == ["pen"]
    assert 'data-rehearse="skip"' in html
    assert "textarea" not in html


def test_the_one_who_writes_has_a_place_for_each_note():
    html = draw_my_phone(claim("me", "Grete Holm"), note(5, "q1-1", "<i>Mødes</i>"))
    assert list_items(html) == ["q1-1", "q1-2", "q1-3", "q2-1", "q2-2", "q2-3"]
    assert "&lt;i&gt;Mødes&lt;/i&gt;</textarea>" in html
    assert 'id="place-7-q1-1" class="ask" data-follow' in html
    assert 'name="seen" value="5" data-kept' in html
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert len(set(labels)) == 6
    assert all(f'id="{name}"' in html for name in labels)


def test_the_next_free_place_stands_open_and_the_rest_behind():
    html = draw_my_phone(claim("me", "Grete"), note(5, "q1-1", "Mødes"))
    behind = "".join(re.findall(r"<details .*?</details>", html, re.S))
    assert list_items(behind) == ["q1-3", "q2-2", "q2-3"]
    full = [note(5 + number, f"q1-{number}", "Mødes") for number in (1, 2, 3)]
    html = draw_my_phone(claim("me", "Grete"), *full)
    assert html.count("<details ") == 1


def test_both_texts_are_shown_to_choose_with_the_focus_area_of_each():
    config = Config(focus_areas=(Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog")))
    both = [note(3, "q1-1", "Tillid", 31, "me"), note(4, "q1-1", "<b>Tid</b>", 32)]
    html = draw_my_phone(claim("me", "Grete"), *both, config=config)
    assert "Hans Dam ved bordet har skrevet imens:" in html
    assert "&lt;b&gt;Tid&lt;/b&gt;</q>" in html
    assert ">Tillid</textarea>" in html
    assert '<input type="hidden" name="focus" value="32">' in html
    assert '<option value="31" selected>' in html


def test_a_focus_area_can_be_chosen_where_the_day_has_some():
    config = Config(focus_areas=(Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog")))
    html = draw_my_phone(claim("me", "Grete"), note(5, "q1-1", "Mødes", 32), config=config)
    assert '<option value="32" selected>Fælles sprog</option>' in html
    assert "<select" not in draw_my_phone(claim("me", "Grete"))


def test_the_closed_item_shows_the_notes_and_takes_nothing():
    html = draw_my_phone(claim("me", "Grete"), note(5, "q1-1", "Mødes"), state="closed")
    assert "Mødes" in html
    assert "<form" not in html


def test_a_paused_item_takes_nothing():
    assert re.search(r"<fieldset[^>]* disabled", draw_my_phone(claim("me", "G"), state="paused"))


def test_without_a_table_one_is_told_so():
    assert "Spørg mødelederen" in draw_my_phone(group=None)
    planned = draw_my_phone(group=None, state="planned", config=Config(), text="Hvad nu?")
    assert "når punktet åbner" in planned
    assert "Hvad nu?" in planned


def make_room(notes, *, page=1, config=TWO, state="open"):
    released = Released(Result(tuple(notes), page))
    return RoomView(7, "På tværs", "", state, config, released, groups=9)


def draw_my_screen(notes, *, showing="item", **kwargs):
    with translation.override("da"):
        fragment = draw_screen(make_room(notes, **kwargs))
    slot = SimpleNamespace(day=SimpleNamespace(showing=showing))
    return draw(fragment, slot=slot, shown=True)


def make_notes(tables, each=1, question=1, length=40):
    return [
        Written(t * 10 + n, question, t, n, f"Note {t}-{n} ".ljust(length, chr(96 + 2 * t + n)))
        for t in range(1, tables + 1)
        for n in range(1, each + 1)
    ]


def test_while_the_tables_write_the_screen_asks_and_counts():
    html = draw_my_screen(make_notes(4, 2))
    assert "Hvor ser vi forskelligt?" in html
    assert "8 noter fra 4 af 9 borde." in html
    assert "Note 1-1" not in html, "what others write must not lead those who have not written"


def test_the_harvest_shows_a_page_says_the_rest_and_marks_the_newest():
    html = draw_my_screen(make_notes(9), showing="result", page=2)
    assert html.count("<li") == 4
    assert "Bord 6" in html
    assert html.count('class="new"') == 1
    assert 'id="note-91" class="new"' in html
    assert "Side 2 af 2" in html
    assert "5 noter mere på de andre sider" in html


def test_a_page_beyond_the_last_shows_the_last():
    assert "Bord 9" in draw_my_screen(make_notes(9), showing="result", page=99)


def test_a_harvest_of_nothing_shows_the_questions():
    assert "Hvad er vi enige om?" in draw_my_screen([], showing="result")


def test_the_console_shows_who_has_not_written_and_turns_the_pages():
    with translation.override("da"):
        fragment = draw_console(make_room(make_notes(5, 2), page=1))
    html = draw(fragment, contribute_url="/c", new_key="fresh")
    assert "Har ikke skrevet endnu: bord 6, bord 7, bord 8, bord 9" in html
    assert re.findall(r'name="page" value="(\d)"', html) == ["2"]
    assert 'name="kind" value="turned"' in html


def test_the_console_tells_what_repeats_apart_and_takes_it_up_again():
    notes = [Written(at, 1, at, 1, "Hold et møde nu") for at in (1, 2)]
    with translation.override("da"):
        fragment = draw_console(make_room(notes))
    html = draw(fragment, contribute_url="/c", new_key="fresh")
    told, aside = html.split("Lagt til side")
    assert "<h3>Bord 2" not in told, "no heading over nothing"
    assert 'value="t1-q1-1"' in told
    assert 'value="t2-q1-1"' in aside
    assert "Tag det med igen" in aside


def test_the_form_reads_the_questions_and_gives_them_back():
    form = DiscussionForm({"questions": "En?\n\n To? ", "harvest_as": "need", "most_notes": "4"})
    assert form.is_valid()
    config = form.to_config()
    assert config == {"questions": ["En?", "To?"], "harvest_as": "need", "most_notes": 4}
    assert DiscussionForm.to_initial({**config, "focus_areas": []})["questions"] == "En?\nTo?"
    assert DiscussionForm.to_initial({})["most_notes"] == 5


@pytest.mark.parametrize("text", ["x" * 900, "\n".join("1234567")])
def test_the_form_says_what_the_screen_has_room_for(text):
    form = DiscussionForm({"questions": text, "harvest_as": "", "most_notes": "5"})
    assert list(form.errors) == ["questions"]


def test_what_a_discussion_fits():
    assert ACTIVITY.fits("Grupper", "Dilemmaer") > 50
    assert ACTIVITY.fits("plenum", "Velkomst") == 0
