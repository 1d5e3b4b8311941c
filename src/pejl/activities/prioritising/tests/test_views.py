import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.prioritising.activity import ACTIVITY
from pejl.activities.prioritising.forms import PrioritisingForm
from pejl.activities.prioritising.rules import Config, Item, Points, Preferred, Ranked, Rated
from pejl.days.contract import Entry, Part, Person, PhoneView, Released, RoomView

CONFIG = Config((Item(1, "<b>Møder</b>", 7, 1), Item(2, "Tid"), Item(3, "Besøg")))
LONG = Config(tuple(Item(at, f"Forslag {at}") for at in range(1, 13)))
ME = Person("me", "Tina Iversen", "Skolechef", "Områdeledelse", "Skoler")
WAITING = Released(None, answered=3, invited=50, reason="Vises, når punktet er lukket.")


def vote(*given):
    return Entry(0, "me", "points", "all", Points(given))


def release(config, *ballots, levels=(), areas=()):
    result = ACTIVITY.summarise(config, [vote(*ballot) for ballot in ballots])
    return Released(result, levels, areas, len(ballots), 50, left_out=("Uden PPR.",))


SHOWN = release(CONFIG, (5, 3, 0), (4, 0, 0))


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(*mine, state="open", config=CONFIG, shown=None):
    view = PhoneView(3, "Prioritering", "", state, config, ME, mine, (), None, shown)
    return draw(ACTIVITY.phone(view), answer_url="/a/3", new_key="fresh")


def draw_room(surface, released, *, config=CONFIG, **extra):
    view = RoomView(3, "Prioritering", "", "closed", config, released)
    return draw(getattr(ACTIVITY, surface)(view), **extra)


def inputs_of(html):
    return re.findall(r'name="given\[\]" type="number"[^>]* value="(-?\d*)"', html)


def test_the_phone_has_one_form_with_a_number_for_each_in_the_lists_order():
    html = draw_phone()
    assert html.count("<form") == 1
    assert inputs_of(html) == ["0", "0", "0"]
    assert 'data-budget="10"' in html
    assert "<output data-left>10</output>" in html
    assert "&lt;b&gt;Møder&lt;/b&gt;" in html
    assert "data-saved hidden" in html


def test_each_number_and_each_button_says_what_it_is_for():
    html = draw_phone()
    for item in CONFIG.items:
        assert f'<label for="points-{item.id}"' in html
        assert f'id="points-{item.id}"' in html
    assert 'aria-label="Et point mere til: Tid"' in html


def test_what_one_gave_stands_there_with_a_tick():
    html = draw_phone(vote(5, "", 2))
    assert inputs_of(html) == ["5", "0", "2"]
    assert "<output data-left>3</output>" in html
    assert "data-saved hidden" not in html


@pytest.mark.parametrize("state", ["planned", "paused"])
def test_nothing_can_be_sent_while_it_is_not_open(state):
    html = draw_phone(state=state)
    assert re.search(r"<fieldset[^>]* disabled>", html)
    assert re.search(r"<button[^>]* disabled>", html)


def test_a_closed_item_shows_ones_points_and_the_result_only_where_it_is_shown():
    html = draw_phone(vote(5, 0, 2), state="closed")
    assert "<form" not in html
    assert "Besøg: <b>2</b>" in html
    assert "Tid: <b>" not in html
    assert "data:image" not in html
    assert "data:image" in draw_phone(vote(5, 0, 2), state="closed", shown=SHOWN)


def test_an_empty_list_is_said_on_every_surface():
    assert "Ikke noget at prioritere endnu" in draw_phone(config=Config())
    assert "skriv jeres egen liste" in draw_room("console", WAITING, config=Config())
    assert "Listen er på vej." in draw_room("screen", WAITING, config=Config(), shown=False)


def test_the_screen_has_the_list_until_the_result_is_shown():
    html = draw_room("screen", WAITING, config=LONG, shown=False)
    assert "Forslag 5<" in html
    assert "Forslag 6<" not in html
    assert "og 7 flere på telefonen" in html
    assert "data:image" not in draw_room("screen", SHOWN, shown=False)


def test_the_screen_says_the_finding_and_draws_the_bars():
    html = draw_room("screen", SHOWN, shown=True)
    assert "Flest point: &lt;b&gt;Møder&lt;/b&gt;, 9 af 12" in html
    assert html.count("<img") == 1
    assert "1 fik ingen." in html


def test_the_screen_has_seven_bars_and_says_the_rest():
    released = release(LONG, (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0))
    html = draw_room("screen", released, config=LONG, shown=True)
    assert "3 flere fik point. 2 fik ingen." in html
    assert "Forslag 7" in html
    assert "Forslag 8" not in html
    assert "10 forslag deler førstepladsen" in html


def test_two_who_share_the_first_place_are_both_named():
    html = draw_room("screen", release(CONFIG, (0, 4, 4)), shown=True)
    assert "Øverst: Tid og Besøg, 4 til hver af 8" in html


def test_a_result_without_points_is_said():
    assert "Der er ikke givet point endnu" in draw_room("screen", release(CONFIG), shown=True)


def test_the_console_has_what_each_released_group_put_first():
    part = Part("Ledere", 5, ACTIVITY.summarise(CONFIG, [vote(0, 5, 3)]))
    silent = Part("Chefer", 5, ACTIVITY.summarise(CONFIG, []))
    html = draw_room("console", release(CONFIG, (1, 5, 3), levels=(silent, part), areas=(part,)))
    assert html.count("Tid (5); Besøg (3)") == 2
    assert "Chefer" not in html
    assert "Uden PPR." in html


def test_the_console_shows_the_list_while_the_result_is_held_back():
    html = draw_room("console", WAITING)
    assert "Vises, når punktet er lukket." in html
    assert "Besøg" in html


def test_the_pages_speak_english_too():
    with translation.override("en"):
        assert "Points left" in draw_phone()


def test_no_script_or_style_stands_in_the_page():
    for html in (draw_phone(), draw_room("screen", SHOWN, shown=True), draw_room("console", SHOWN)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_the_form_reads_a_list_of_ones_own():
    form = PrioritisingForm(
        {
            "way": "points",
            "source": "own",
            "items": " Tid \n\nBesøg\nTid",
            "points": "6",
            "most_on_one": "3",
        }
    )
    assert form.is_valid()
    config = form.to_config()
    assert config["items"] == [{"id": 1, "text": "Tid"}, {"id": 2, "text": "Besøg"}]
    assert PrioritisingForm.to_initial(config)["items"] == "Tid\nBesøg"


@pytest.mark.parametrize(
    ("source", "lines", "valid"),
    [("own", 1, False), ("own", 20, True), ("own", 21, False), ("earlier", 0, True)],
)
def test_the_form_says_when_a_list_is_too_short_or_too_long(source, lines, valid):
    items = "\n".join(str(at) for at in range(lines))
    form = PrioritisingForm({"way": "points", "source": source, "items": items})
    assert form.is_valid() == valid


def test_under_a_capacity_the_costs_stand_last_on_the_lines():
    data = {"way": "shares", "source": "own", "capacity": "60", "unit": "days"}
    form = PrioritisingForm({**data, "items": "Fælles møder; 12\nBesøg;1.000\nTid\n"})
    assert form.is_valid()
    config = form.to_config()
    assert [item.get("cost") for item in config["items"]] == [12, 1000, None]
    assert PrioritisingForm.to_initial(config)["items"] == "Fælles møder; 12\nBesøg; 1000\nTid"
    wrong = PrioritisingForm({**data, "capacity": "", "items": "Fælles møder; tolv\nTid"})
    assert not wrong.is_valid()
    assert "Linje 1" in wrong.errors["items"][0]
    assert wrong.errors["capacity"] == ["Skriv, hvor meget I har at gøre det med i alt."]


def test_the_ranking_has_a_list_of_places_for_each_and_a_button():
    config = Config(CONFIG.items, way="ranking", ranked=2)
    html = draw_phone(Entry(0, "me", "ranked", "all", Ranked((2, "", 1))), config=config)
    assert html.count('name="places[]"') == 3
    assert '<option selected value="2">' in html
    assert html.count("data-rank ") == 3
    assert 'data-ranks="2"' in html


def test_pairs_and_ratings_are_a_form_each_that_sends_itself():
    config = Config(CONFIG.items, way="pairs", pairs=2)
    one = Entry(0, "me", "preferred", "pair-1-2", Preferred(1, 2, 2))
    html = draw_phone(one, config=config)
    assert html.count('data-answer="change"') == 2
    config = Config(CONFIG.items, way="effect")
    html = draw_phone(Entry(0, "me", "rated", "rated-1", Rated(1, 4, "")), config=config)
    assert html.count('data-answer="change"') == 3
    assert html.count(" checked") == 1


def rate(config, who):
    return [
        Entry(0, who, "rated", f"rated-{one.id}", Rated(one.id, 5 - one.id % 4, 1 + one.id % 5))
        for one in config.items
    ]


def test_the_numbers_of_effect_against_effort_are_named_beside_the_picture():
    config = Config(LONG.items[:6], way="effect")
    entries = [one for at in range(12) for one in rate(config, f"p{at}")]
    shown = Released(ACTIVITY.summarise(config, entries), answered=12, invited=50)
    for page in (
        draw_phone(state="closed", config=config, shown=shown),
        draw_room("console", shown, config=config),
    ):
        assert [f"<b>{at}.</b> Forslag {at}<" in page for at in range(1, 7)] == [True] * 6
    screen = draw_room("screen", shown, config=config, shown=True)
    named = screen.count("</b> Forslag")
    assert 3 <= named < 6
    assert f"og {6 - named} " in screen


def test_the_phone_says_what_won_in_words_and_not_as_a_unit():
    config = Config(CONFIG.items, way="pairs")
    entries = [Entry(0, f"p{at}", "preferred", "pair-1-2", Preferred(1, 2, 2)) for at in range(12)]
    shown = Released(ACTIVITY.summarise(config, entries), answered=12, invited=50)
    page = draw_phone(state="closed", config=config, shown=shown)
    assert "Øverst: Tid" in page
    assert "vundet, %" not in page.partition("<svg")[0].partition("<img")[0]
