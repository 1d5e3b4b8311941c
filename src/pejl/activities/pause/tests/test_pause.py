import msgspec
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.pause.activity import ACTIVITY
from pejl.activities.pause.rules import Config, Nothing, Result
from pejl.days.contract import Person, PhoneView, Refused, Released, RoomView

ME = Person("me", "Grete", "Skoleleder", "Institutionsledelse", "Skoler")


PLAIN = Config()


def draw_all(config=PLAIN, text=""):
    room = RoomView(7, "Kaffe", text, "open", config, Released(Result()))
    mine = PhoneView(7, "Kaffe", text, "open", config, ME, [], [], None, None)
    with translation.override("da"):
        fragments = [ACTIVITY.phone(mine), ACTIVITY.console(room), ACTIVITY.screen(room)]
        return [render_to_string(*fragment) for fragment in fragments]


@pytest.mark.parametrize(
    ("wished", "least"), [(5, 5), (10, 10), (15, 10), (25, 13), (30, 30), (45, 35), (60, 50)]
)
def test_a_break_stays_a_break_and_a_lunch_nearly_whole(wished, least):
    assert ACTIVITY.least(wished) == least


def test_a_pause_takes_no_answers():
    assert not ACTIVITY.answers
    with pytest.raises(Refused) as refusal:
        ACTIVITY.check(Config(), Nothing(), "")
    assert refusal.value.message
    assert msgspec.convert({"kind": "nothing"}, ACTIVITY.payload) == Nothing()


def test_every_surface_shows_the_line_and_escapes_it():
    for html in draw_all(Config("Kaffe i <foyeren>")):
        assert "Kaffe i &lt;foyeren&gt;" in html


def test_without_a_line_the_programme_speaks_and_without_it_we_do():
    assert all("Bagved" in html for html in draw_all(text="Bagved"))
    assert all("Stræk benene" in html for html in draw_all())


def test_a_pause_leaves_nothing_to_the_plan_and_the_later_items():
    result = ACTIVITY.summarise(Config(), [])
    view = RoomView(7, "Kaffe", "", "closed", Config(), Released(result))
    assert list(ACTIVITY.report(view)) == []
    assert list(ACTIVITY.outcomes(Config(), result)) == []


@pytest.mark.parametrize(
    ("form", "title", "least"),
    [("pause", "Frokost", 100), ("Pause", "", 100), ("", "Kaffe", 1), ("grupper", "Kaffe", 0)],
)
def test_what_a_pause_fits(form, title, least):
    assert ACTIVITY.fits(form, title) >= least
    assert least or not ACTIVITY.fits(form, title)


def test_the_form_reads_the_line():
    form = ACTIVITY.form({"text": "Kaffe i foyeren"})
    assert form.is_valid()
    assert msgspec.convert(form.to_config(), Config) == Config("Kaffe i foyeren")
