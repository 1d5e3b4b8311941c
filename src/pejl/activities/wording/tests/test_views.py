import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.wording.rules import Config, Material, Result, Stand, Wording
from pejl.activities.wording.views import WordingForm, draw_console, draw_phone, draw_screen
from pejl.days.contract import Entry, Focus, Person, PhoneView, Released, RoomView

AREAS = (Focus(31, 1, "Sammenhæng"), Focus(32, 2, "Fælles sprog"))
CONFIG = Config(focus_areas=AREAS, material=(Material("Vi <b>vil</b>", 31), Material("Andet", 32)))
ME = Person("me", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
SIGNED = Wording(AREAS[0], ("Vi <i>er</i>", "Vi er tæt på"), 20, 14, 4, 2, ("Tid",), ("Før",))
FEW = Wording(AREAS[1], ("Vi taler",), 3)


def draw(fragment, **extra):
    with translation.override("da"):
        return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_my_phone(*mine, result=Result((SIGNED, FEW), 31), state="open"):  # noqa: B008
    entries = [
        Entry(at, "me", "stand", item, stand) for at, (item, stand) in enumerate(mine, start=1)
    ]
    shown = Released(result) if result else None
    view = PhoneView(7, "NU", "", state, CONFIG, ME, entries, [], None, shown)
    with translation.override("da"):
        return draw(draw_phone(view), answer_url="/a/7", new_key="fresh")


def find_pressed(html):
    return re.findall(r'value="(\w+)"[^>]*aria-pressed="true"', html)


def test_the_phone_asks_on_the_text_the_room_works_with_first():
    html = draw_my_phone()
    assert html.index("Vi er tæt på") < html.index("De andre fokusområder") < html.index("Vi taler")
    assert re.findall(r'name="version" value="(\d)"', html) == ["2", "1"]
    assert html.count("Kan du skrive under på det her?") == 2
    assert "venter på dig" in html
    assert find_pressed(html) == []
    assert re.search(r'id="wording-7"[^>]* data-follow', html)


def test_ones_own_stand_is_pressed_and_ticked():
    html = draw_my_phone(("31", Stand("cannot", 2, "Vi mangler <tid>")), ("32", Stand("sign", 1)))
    assert find_pressed(html) == ["cannot", "sign"]
    assert "Vi mangler &lt;tid&gt;</textarea>" in html
    assert html.count("data-saved hidden") == 0
    assert "venter på dig" not in html


def test_when_the_text_is_mended_the_phone_asks_again():
    html = draw_my_phone(("31", Stand("sign", 1)))
    assert "Teksten er rettet. Kan du stadig skrive under?" in html
    assert find_pressed(html) == []


def test_the_phone_tells_no_figures_while_others_answer():
    html = draw_my_phone()
    assert "Tid" not in html
    assert "14" not in html


@pytest.mark.parametrize("state", ["planned", "open", "paused", "closed"])
def test_without_a_wording_the_phone_waits_with_nothing_to_press(state):
    for result in (None, Result(), Result((Wording(AREAS[0]),))):
        assert "<form" not in draw_my_phone(result=result, state=state)


def test_a_paused_item_takes_nothing_and_a_closed_one_says_where_one_stood():
    assert len(re.findall(r"<fieldset[^>]* disabled", draw_my_phone(state="paused"))) == 2
    html = draw_my_phone(("31", Stand("live_with", 2)), state="closed")
    assert "<form" not in html
    assert "Du kan leve med det her." in html


def make_room(*wordings, at=31, state="open", config=CONFIG):
    return RoomView(7, "NU", "", state, config, Released(Result(tuple(wordings), at)))


def draw_my_console(*wordings, **kwargs):
    with translation.override("da"):
        fragment = draw_console(make_room(*wordings, **kwargs))
        return draw(fragment, contribute_url="/c", new_key="fresh")


def test_the_console_writes_from_what_was_said_about_the_focus_area():
    html = draw_my_console(SIGNED, FEW)
    assert re.findall(r'name="focus" value="(\d+)" aria-pressed="(\w+)"', html) == [
        ("31", "true"),
        ("32", "false"),
    ]
    assert 'name="item" value="31-fresh"' in html
    assert "Vi er tæt på</textarea>" in html
    assert 'name="add" value="Vi &lt;b&gt;vil&lt;/b&gt;"' in html
    assert "Andet" not in html


def test_the_console_says_how_far_the_room_has_come_and_what_stands_against():
    html = draw_my_console(SIGNED, FEW)
    assert "18 af 20 kan skrive under eller leve med teksten. Det er nok." in html
    assert "Tid" in html
    assert "Før" in html
    assert "Vi &lt;i&gt;er&lt;/i&gt;" in html
    assert "venter på svar" in html
    assert "Målet er 95 procent" in draw_my_console(SIGNED, config=Config(95, AREAS))


def test_few_answers_are_counted_but_not_told():
    html = draw_my_console(FEW, at=32)
    assert "3 har svaret. Tallene kommer, når mindst 5 har svaret." in html
    assert "shares" not in html


def test_a_closed_item_can_be_leafed_through_but_not_written_in():
    html = draw_my_console(SIGNED, FEW, state="closed")
    assert "<textarea" not in html
    assert 'name="focus" value="32"' in html


def draw_my_screen(*wordings, **kwargs):
    with translation.override("da"):
        fragment = draw_screen(make_room(*wordings, **kwargs))
    slot = SimpleNamespace(day=SimpleNamespace(showing="item"))
    return draw(fragment, slot=slot, shown=True)


def test_the_screen_shows_one_focus_area_with_who_can_sign_in_figures():
    html = draw_my_screen(SIGNED, FEW)
    assert "Vi er tæt på" in html
    assert "Vi taler" not in html
    assert "Udgave 2" in html
    assert "Nok kan skrive under" in html
    assert re.findall(r"<b>(\d+)</b> ([\w ]+)<", html) == [
        ("14", "kan skrive under"),
        ("4", "kan leve med det"),
        ("2", "kan ikke"),
    ]
    assert "Tid" not in html, "what one cannot sign is read from the console, not from the wall"


def test_the_screen_before_a_text_is_there():
    assert "Fælles sprog" in draw_my_screen(Wording(AREAS[0]), Wording(AREAS[1]), at=None)
    assert "Teksten er ved at blive skrevet." in draw_my_screen(Wording(AREAS[0]))


def test_the_form_gives_the_share_back():
    form = WordingForm({"enough": "90"})
    assert form.is_valid()
    assert form.to_config() == {"enough": 90}
    assert WordingForm.to_initial({"focus_areas": []}) == {"enough": 80}
    assert not WordingForm({"enough": "40"}).is_valid()
