import re

import pytest
from django.template.loader import render_to_string

from pejl.activities.reflecting.activity import ACTIVITY
from pejl.activities.reflecting.forms import ReflectingForm
from pejl.activities.reflecting.rules import Config, Leave, Note, Noted, Turn, summarise
from pejl.activities.reflecting.tests.making import CONFIG, MIDDLE, PEOPLE
from pejl.days.contract import Delivered, Entry, PhoneView, Released, RoomView

FIRST, SECOND = CONFIG.observers[:2]
LISTENER = next(one for one in PEOPLE if one != MIDDLE and one not in CONFIG.observers)


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(
    me, *mine, state="open", turn=None, ran=0, got=None, config=CONFIG, handed_out=False
):
    entries = [Entry(at, me.id, "k", "i", one) for at, one in enumerate(mine)]
    view = PhoneView(
        7, "Team", "", state, config, me, entries, (), None, None, guide=turn or Turn(0),
        promise="named", ran=ran, handed_out=handed_out or got is not None,
        delivered=Delivered(gets={"middle": got} if got else {}),
    )  # fmt: skip
    return draw(ACTIVITY.phone(view), answer_url="/a/7", new_key="fresh")


def read(*told):
    notes = [Entry(at, one.id, "k", "i", Note(0, text), who=one.name) for at, (one, text) in told]
    return summarise(CONFIG, notes)


def view_room(*payloads, state="closed", config=CONFIG, turn=None, ran=0):
    entries = [Entry(at, f"g{at}", "k", "i", one) for at, one in enumerate(payloads)]
    whole = summarise(config, entries) if payloads else None
    return RoomView(7, "Team", "", state, config, Released(whole), guide=turn, ran=ran)


def test_an_observer_notes_under_each_prompt():
    html = draw_phone(FIRST, Note(0, "<i>Ro</i>"))
    assert html.count("<textarea") == 3
    assert "&lt;i&gt;Ro&lt;/i&gt;</textarea>" in html
    assert "Hvad kan blive muligt?" in html
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert all(f'id="{name}"' in html for name in labels)


def test_phones_show_whose_turn_it_is_and_what_is_left_of_it():
    turn = Turn(1, 100)
    assert "Det er din tur" in draw_phone(FIRST, turn=turn, ran=110)
    for me in (SECOND, MIDDLE, LISTENER):
        html = draw_phone(me, turn=turn, ran=110)
        assert f"{FIRST.name} har ordet." in html
        assert 'data-clock="170"' in html
    assert "data-paused" in draw_phone(SECOND, turn=turn, ran=110, state="paused")


def test_the_rest_listen_and_have_nothing_to_fill_in():
    html = draw_phone(LISTENER)
    assert "Du lytter" in html
    assert "Lyt efter" in html
    assert "<form" not in html
    assert MIDDLE.name not in html


def test_the_one_in_the_middle_is_asked_for_leave():
    html = draw_phone(MIDDLE, Leave(on=False))
    assert "Du er i midten" in html
    assert re.search(r'value="0" checked', html)
    assert "<textarea" not in html


def test_the_one_in_the_middle_reads_the_notes_by_observer():
    got = read(*enumerate([(SECOND, "<b>Stille</b>"), (FIRST, "Modig")]))
    html = draw_phone(MIDDLE, state="closed", got=got)
    assert html.index(f"Fra {FIRST.name}") < html.index(f"Fra {SECOND.name}")
    assert "&lt;b&gt;Stille&lt;/b&gt;" in html
    assert "ikke skrevet noter" in draw_phone(MIDDLE, state="closed", handed_out=True)


@pytest.mark.parametrize("me", [FIRST, LISTENER])
def test_others_are_thanked(me):
    html = draw_phone(me, Note(0, "mit"), state="closed", handed_out=True)
    assert "Tak" in html
    assert "<form" not in html


@pytest.mark.parametrize(
    ("turn", "said", "number"),
    [
        (0, f"Næste tur: {FIRST.name}", 1),
        (1, f"Næste tur: {SECOND.name}", 2),
        (4, "Næste tur: den i midten", 5),
    ],
)
def test_the_console_goes_on_by_one_button(turn, said, number):
    html = draw(ACTIVITY.console(view_room(state="open", turn=Turn(turn))), contribute_url="/c")
    assert re.search(rf'button--main" name="number" value="{number}">{said}<', html)
    assert ("En tur tilbage" in html) is bool(turn)


def test_the_console_says_when_nobody_is_in_the_middle():
    html = draw(ACTIVITY.console(view_room(state="open", config=Config())))
    assert "ingen i midten" in html


def test_the_room_sees_that_it_was_held_and_the_name_only_with_leave():
    notes = [Noted()] * 5
    for draw_it in (ACTIVITY.console, ACTIVITY.screen):
        html = draw(draw_it(view_room(*notes, Leave(on=True))), shown=True)
        assert "4 observatører gav 5 noter" in html
        assert f"{MIDDLE.name} var i midten." in html
    html = draw(ACTIVITY.screen(view_room(*notes, Leave(on=False))), shown=True)
    assert MIDDLE.name not in html
    assert MIDDLE.name not in repr(ACTIVITY.report(view_room(*notes)))
    assert ACTIVITY.report(view_room()) == []


def test_the_screen_shows_the_turn_with_its_time():
    view = view_room(state="open", turn=Turn(2, 100), ran=130)
    html = draw(ACTIVITY.screen(view), shown=False)
    assert f"{SECOND.name} har ordet." in html
    assert 'data-clock="150"' in html
    begin = draw(ACTIVITY.screen(view_room(state="open")), shown=False)
    assert "Hvad lagde du mærke til?" in begin


def fill(chosen=(), **said):
    form = ReflectingForm({**ReflectingForm.to_initial({"chosen": chosen}), **said})
    form.offer(PEOPLE, ())
    return form


def test_people_are_chosen_among_those_invited():
    form = fill(middle="p05", chosen=["p01", "p02", "p03"], prompts="Et\n\nTo")
    assert form.is_valid(), form.errors
    assert form.to_config()["prompts"] == ["Et", "To"]
    assert form.to_config()["chosen"] == ["p01", "p02", "p03"]
    assert fill().is_valid()


@pytest.mark.parametrize(
    "said",
    [
        {"middle": "stranger"},
        {"chosen": ["p01", "p02"]},
        {"chosen": ["p01", "p02", "p03", "p02"]},
        {"chosen": ["p01", "p02", "stranger"]},
        {"middle": "p01", "chosen": ["p01", "p02", "p03"]},
        {"count": 2},
        {"minutes": 0},
        {"prompts": "a\nb\nc\nd\ne"},
        {"prompts": "a" * 161},
    ],
)
def test_settings_that_make_no_team_are_refused(said):
    assert not fill(**said).is_valid()


@pytest.mark.parametrize(("title", "fit"), [("Reflekterende team om feedback", 95), ("Par", 0)])
def test_it_fits_items_of_its_name(title, fit):
    assert ACTIVITY.fits("plenum", title) == fit
