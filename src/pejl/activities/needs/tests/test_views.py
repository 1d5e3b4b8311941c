import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.needs.rules import Config, Material, Need, Result, Scribe, Written
from pejl.activities.needs.views import NeedsForm, draw_console, draw_phone, draw_screen
from pejl.days.contract import Entry, Focus, GroupView, Person, PhoneView, Released, RoomView

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))
CONFIG = Config(3, AREAS, (Material(1, "gap", "Ses <b>", 32), Material(2, "need", "Tid", 0)))
ME = Person("me", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
HANS = Person("hans", "Hans Dam", "Leder", "Afdelingsledelse", "PPR")
TABLE = GroupView(4, (ME, HANS))


def draw(fragment, **extra):
    with translation.override("da"):
        return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_my_phone(*ours, config=CONFIG, group=TABLE, state="open"):
    view = PhoneView(7, "Behov", "", state, config, ME, [], list(ours), group, None)
    with translation.override("da"):
        return draw(draw_phone(view), answer_url="/a/7", new_key="fresh")


def claim(giver, who=""):
    return Entry(1, giver, "scribe", "scribe", Scribe(), 4, who)


def note(id_, item, text, *actions, about="0"):
    fields = {f"action_{at}": action for at, action in enumerate(actions, 1)}
    return Entry(id_, "hans", "need", item, Need(text, about=about, **fields), 4, "Hans Dam")


def list_items(html):
    return re.findall(r'name="item" value="([^"]*)"', html)


def test_a_table_where_nobody_writes_yet_sees_what_to_build_on():
    html = draw_my_phone()
    assert "Bord 4" in html
    assert list_items(html) == ["scribe"]
    assert "Se det, vi bygger på (2)" in html
    assert "Ses &lt;b&gt;" in html
    assert "ses forskelligt" in html
    assert re.search(r'id="table-7"[^>]* data-follow', html)


def test_the_others_see_who_writes_and_what():
    html = draw_my_phone(claim("hans"), note(5, "n1", "<i>Tid</i>", "Mødes"))
    assert "Hans Dam skriver for bordet" in html
    assert "&lt;i&gt;Tid" in html
    assert "Mødes" in html
    assert list_items(html) == ["scribe"]
    assert "textarea" not in html


def test_the_one_who_writes_has_a_place_for_each_need_and_its_actions():
    html = draw_my_phone(claim("me"), note(5, "n1", "<i>Tid</i>", "Mødes", "Ring", about="m1"))
    assert list_items(html) == ["n1", "n2", "n3"]
    assert "&lt;i&gt;Tid&lt;/i&gt;</textarea>" in html
    assert '<option value="m1" selected>Ses &lt;b&gt;</option>' in html
    assert '<optgroup label="Fælles sprog"><option value="f32">' in html
    assert '<optgroup label="For det hele"><option value="m2">' in html
    assert not re.search(r'id="table-7"[^>]* data-follow', html), "what one writes stays"
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert len(set(labels)) == 15
    assert all(f'id="{name}"' in html for name in labels)


def test_without_material_or_focus_areas_nothing_is_chosen():
    html = draw_my_phone(claim("me"), config=Config())
    assert "<select" not in html
    assert "bygger på (" not in html


def test_the_closed_item_shows_the_needs_and_takes_nothing():
    html = draw_my_phone(claim("me"), note(5, "n1", "Tid", "Mødes"), state="closed")
    assert "Mødes" in html
    assert "<form" not in html


def test_a_paused_item_takes_nothing():
    assert re.search(r"<fieldset[^>]* disabled", draw_my_phone(claim("me"), state="paused"))


def test_without_a_table_one_is_told_so():
    assert "Spørg mødelederen" in draw_my_phone(group=None)
    assert "når punktet åbner" in draw_my_phone(group=None, state="planned")


def make_room(*needs, page=1, state="open"):
    return RoomView(7, "Behov", "", state, CONFIG, Released(Result(needs, page)), groups=9)


def make_needs(tables, focus=31):
    return [
        Written(t, t, 1, f"Behov {t}", (f"Gør {t}", f"Og {t}"), focus) for t in range(1, tables + 1)
    ]


def draw_my_screen(*needs, showing="item", **kwargs):
    with translation.override("da"):
        fragment = draw_screen(make_room(*needs, **kwargs))
    slot = SimpleNamespace(day=SimpleNamespace(showing=showing))
    return draw(fragment, slot=slot, shown=True)


def test_while_the_tables_write_the_screen_counts():
    html = draw_my_screen(*make_needs(4))
    assert "8 handlinger" in html
    assert "4 behov og 8 mulige handlinger fra 4 af 9 borde." in html
    assert "Behov 1" not in html, "what others write must not lead those who have not written"


def test_the_harvest_shows_a_page_and_marks_the_newest():
    html = draw_my_screen(*make_needs(4), showing="result", page=2)
    assert re.findall(r"<b>(Behov \d)", html) == ["Behov 3", "Behov 4"]
    assert html.count("→") == 4
    assert html.count('class="new"') == 1
    assert "Side 2 af 2" in html
    assert "Behov 4" in draw_my_screen(*make_needs(4), showing="result", page=99)


def test_a_harvest_of_nothing_shows_the_question():
    assert "Hvad har vi brug for" in draw_my_screen(showing="result")


def test_the_console_gathers_by_focus_area_and_says_who_has_not_written():
    with translation.override("da"):
        fragment = draw_console(make_room(*make_needs(5), Written(9, 0, 1, "Ro", (), 0, "Tid")))
    html = draw(fragment, contribute_url="/c", new_key="fresh")
    assert "Har ikke skrevet endnu: bord 6, bord 7, bord 8, bord 9" in html
    assert html.index("Sammenhæng") < html.index("Behov 1") < html.index("For det hele")
    assert "Ud fra: Tid" in html
    assert re.findall(r'name="page" value="(\d)"', html) == ["2"]


@pytest.mark.parametrize(("most", "valid"), [("1", True), ("8", True), ("0", False), ("9", False)])
def test_the_form_gives_the_number_back(most, valid):
    form = NeedsForm({"most_needs": most})
    assert form.is_valid() is valid
    assert not valid or form.to_config() == {"most_needs": int(most)}
    assert NeedsForm.to_initial({"focus_areas": []}) == {"most_needs": 4}
