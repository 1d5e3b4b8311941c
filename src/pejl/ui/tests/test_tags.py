import re
from datetime import UTC, datetime, time
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import override_settings
from django.urls import path
from django.utils import translation

from pejl.ui.templatetags import ui

urlpatterns = [path("days/", lambda request: None, name="home")]


PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def _names_without_hashes(settings):
    settings.STORAGES = {**settings.STORAGES, **PLAIN}


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


class Sample(forms.Form):
    name = forms.CharField(label="Navn", help_text="Som på listen")
    mode = forms.ChoiceField(label="Måde", choices=[("a", "A")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


@pytest.mark.parametrize(("language", "text"), [("da", "08.30"), ("en", "08:30")])
def test_clock_follows_the_language(language, text):
    with translation.override(language):
        assert ui.clock(time(8, 30)) == text


@override_settings(TIME_ZONE="Europe/Copenhagen", USE_TZ=True)
def test_clock_is_the_rooms_own():
    with translation.override("da"):
        assert ui.clock(datetime(2026, 2, 5, 7, 30, tzinfo=UTC)) == "08.30"


def test_clock_of_nothing_is_empty():
    assert ui.clock(None) == ui.minutes(None) == ""


@pytest.mark.parametrize(("seconds", "count"), [(0, 0), (1, 1), (60, 1), (61, 2), (-5, 0)])
def test_minutes_round_up_and_stop_at_nothing(seconds, count):
    assert ui.minutes(seconds).startswith(f"{count} ")


@pytest.mark.parametrize(
    ("value", "maximum", "width"),
    [(1, 4, "25.00"), (9, 4, "100.00"), (-1, 4, "0.00"), (3, 0, "0.00")],
)
def test_bar_never_leaves_its_track(value, maximum, width):
    drawn = draw("{% bar value maximum 'en del' %}", value=value, maximum=maximum)
    assert f'class="bar__fill" width="{width}"' in drawn
    assert 'role="img" aria-label="en del"' in drawn


def test_focus_mark_has_number_and_colour_and_begins_again():
    assert ">7</text>" in draw("{% focus_mark 7 %}")
    assert 'class="focus-mark focus-1"' in draw("{% focus_mark 7 %}")
    assert draw("{{ 8|focus_class }}{{ none|focus_class }}", none=None) == "focus-2"


def test_field_points_at_its_hint_and_its_error():
    drawn = draw("{% field form.name %}", form=Sample({"mode": "a"}))
    assert 'aria-describedby="id_name_hint id_name_error"' in drawn
    assert 'id="id_name_hint"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_field_of_choices_is_a_group_with_a_legend():
    drawn = draw("{% field form.mode %}", form=Sample())
    assert "<legend" in drawn
    assert '<label for="id_mode_0">A</label>' in drawn


def test_field_says_when_it_may_be_left_out():
    with translation.override("en"):
        assert "(optional)" in draw("{% field form.note %}", form=Sample())
        assert "(optional)" not in draw("{% field form.name %}", form=Sample())


def test_field_escapes_what_was_typed():
    form = Sample({"name": "<script>", "mode": "a"})
    assert "<script>" not in draw("{% field form.name %}", form=form)


def test_scale_marks_what_was_chosen():
    drawn = draw("{% scale 'v' 'langt fra' 'nået' chosen %}", chosen=3)
    assert drawn.count("<input") == 7
    assert 'value="3" checked' in drawn


def test_deadline_gives_the_seconds_to_the_clock():
    assert 'data-clock="90"' in draw("{% deadline 90 %}")
    assert "data-paused" in draw("{% deadline 90 paused=True %}")
    assert 'class="over">+2 ' in draw("{% deadline -90 %}")
    assert draw("{% deadline left %}", left=None).strip() == ""


def test_tick_says_saved():
    with translation.override("da"):
        assert "<span>Gemt</span>" in draw("{% tick %}")


@override_settings(ROOT_URLCONF=__name__)
def test_menu_marks_where_one_is_and_skips_unknown_places():
    here = SimpleNamespace(path="/days/3/")
    assert 'aria-current="page"' in draw("{% nav_link 'home' 'Dage' %}", request=here)
    assert "aria-current" not in draw(
        "{% nav_link 'home' 'Dage' %}", request=SimpleNamespace(path="/people/")
    )
    assert draw("{% nav_link 'nowhere' 'Ingen' %}").strip() == ""


def test_breadcrumb_ends_where_one_is():
    drawn = draw("{% breadcrumb 'Dage' '/days/' 'I dag' %}")
    assert 'href="/days/"' in drawn
    assert '<span aria-current="page">I dag</span>' in drawn


def test_shares_fill_the_bar_and_say_each_part():
    html = draw("{% shares parts %}", parts=[("ja", 3), ("<nej>", 1)])
    assert re.findall(r'x="([\d.]+)" width="([\d.]+)"', html) == [
        ("0.00", "75.00"),
        ("75.00", "25.00"),
    ]
    assert "<b>3</b> ja" in html
    assert "<b>1</b> &lt;nej&gt;" in html


def test_shares_of_nothing_are_empty():
    assert 'width="0.00"' in draw("{% shares parts %}", parts=[("ja", 0)])
