import msgspec
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.lookback.activity import ACTIVITY
from pejl.activities.lookback.rules import Config, Nothing, Result, count_left, order_left
from pejl.analysis.change import Verdict
from pejl.days.contract import Focus, Person, PhoneView, Refused, Released, RoomView, Since
from pejl.days.entries import Left, Moved
from pejl.ui.blocks import Figure, Table

ME = Person("me", "Grete", "Skoleleder", "Institutionsledelse", "Skoler")
FOCUS = Focus(1, 1, "Sprog")
LEFT = (
    Left("Vi mødes med PPR", "Grete", "me", FOCUS, "done", "er gjort"),
    Left("Prøver <byttedage>", "Bo", "bo", None, "stuck", "sidder fast"),
    Left("Ringer rundt", "Eva", "", FOCUS, "closed", "lukket", "Det løste sig"),
)
MOVED = (
    Moved(FOCUS, 7, "", 3.2, 4.4, Verdict.RISEN),
    Moved(FOCUS, 7, "Institutionsledelse", 3.0, 3.4, Verdict.NOISE),
)
SINCE = Since("Temadag i foråret", LEFT, MOVED, 34, ("En note.",), "/days/2/brief/")
STATES = ("done", "going", "stuck", "waiting", "not_right", "carried", "closed")


def draw_all(since, *, shown=False, state="open"):
    room = RoomView(7, "Siden sidst", "", state, Config(), Released(Result()), since=since)
    mine = PhoneView(7, "Siden sidst", "", state, Config(), ME, [], [], None, None, since=since)
    with translation.override("da"):
        drawn = [ACTIVITY.phone(mine), ACTIVITY.console(room), ACTIVITY.screen(room)]
        return [render_to_string(one.template, {**one.context, "shown": shown}) for one in drawn]


def test_every_surface_says_what_became_of_it_and_escapes_it():
    for html in draw_all(SINCE):
        assert "“Temadag i foråret” gav 3 næste skridt: 1 gjort, 1 åbne. 1 taget med" in html
        assert "Prøver &lt;byttedage&gt;" in html
        assert "lukket: Det løste sig" in html


def test_the_phone_begins_with_ones_own():
    phone = draw_all(SINCE)[0]
    assert phone.index("Dine egne") < phone.index("Vi mødes med PPR") < phone.index("Alle næste")


def test_the_screens_result_is_then_and_now():
    plain, result = draw_all(SINCE)[2], draw_all(SINCE, shown=True)[2]
    assert "Sikkert steget: Sprog (hele salen)." in result
    assert "Sprog, Institutionsledelse: 3,0 dengang, 3,4 nu, kan være tilfældigt" in result
    assert "34 har svaret begge gange" in result
    assert "Sikkert steget" not in plain


def test_the_console_leads_to_where_steps_are_ended():
    assert 'href="/days/2/brief/"' in draw_all(SINCE)[1]


def test_a_first_day_says_so():
    phone, console, screen = draw_all(None)
    assert "første dag" in phone
    assert "første dag" in screen
    assert "Ingen tidligere dag" in console


def test_the_plan_has_the_steps_and_the_picture():
    room = RoomView(7, "", "", "closed", Config(), Released(Result()), since=SINCE)
    with translation.override("da"):
        blocks = ACTIVITY.report(room)
    (table,) = [one for one in blocks if isinstance(one, Table)]
    assert [row[0] for row in table.rows] == [
        "Prøver <byttedage>",
        "Ringer rundt",
        "Vi mødes med PPR",
    ]
    assert any(isinstance(one, Figure) for one in blocks)
    without = RoomView(7, "", "", "closed", Config(), Released(Result()))
    assert list(ACTIVITY.report(without)) == []


@given(st.lists(st.sampled_from(STATES), max_size=20))
def test_each_step_is_counted_once_and_what_is_stuck_comes_first(states):
    left = [Left(str(n), "", "", None, state, "") for n, state in enumerate(states)]
    counts = count_left(left)
    assert counts.done + counts.open + counts.ended == counts.all == len(states)
    assert counts.stuck <= counts.open
    order = [one.state for one in order_left(left)]
    assert order[: counts.stuck] == ["stuck"] * counts.stuck
    assert order[len(order) - counts.done :] == ["done"] * counts.done


def test_it_takes_no_answers():
    with pytest.raises(Refused):
        ACTIVITY.check(Config(), Nothing(), "")
    assert msgspec.convert({"kind": "nothing"}, ACTIVITY.payload) == Nothing()


@pytest.mark.parametrize(
    ("title", "least"), [("Siden sidst", 90), ("Opfølgning", 90), ("Kaffe", 0)]
)
def test_what_it_fits(title, least):
    assert ACTIVITY.fits("plenum", title) == least
