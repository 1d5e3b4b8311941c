"""The settings, and what the surfaces say."""

import pytest
from django.template.loader import render_to_string

from pejl.activities.dilemma.activity import ACTIVITY
from pejl.activities.dilemma.forms import TEXTS, DilemmaForm
from pejl.activities.dilemma.rules import PHASES, Note, Pen
from pejl.activities.dilemma.tests.making import CONFIG
from pejl.days.contract import Entry, Focus, GroupView, Person, PhoneView, Released, RoomView

ME = Person("p1", "Ida", "", "Ledere", "")


def fill(**said):
    form = DilemmaForm({"decisions": "", "upper": "", **said})
    form.offer([ME], [Focus(7, 1, "Nærhed")])
    return form


def draw(phase, me=ME):
    view = PhoneView(
        1, "Dilemmaer", "", "open", CONFIG, me, (), (), GroupView(3, (ME,)), None, guide=phase
    )
    return render_to_string(*ACTIVITY.phone(view))


def test_a_ready_made_dilemma_is_chosen_and_can_be_edited():
    form = fill(ready_1="2", focus_1="7", decisions="Hvem ansætter?")
    assert form.is_valid(), form.errors
    config = form.to_config()
    assert (config["dilemmas"][0]["title"], config["dilemmas"][0]["focus"]) == (
        "Nærhed og specialisering",
        7,
    )
    initial = DilemmaForm.to_initial(config)
    again = fill(**{**{key: str(value) for key, value in initial.items()}, "a_1": "Tæt på"})
    assert again.is_valid(), again.errors
    assert again.to_config()["dilemmas"] == [{**config["dilemmas"][0], "a": "Tæt på"}]


def test_half_a_dilemma_is_refused():
    form = fill(title_1="Frihed")
    assert not form.is_valid()
    assert list(form.errors) == ["title_1"]
    assert fill(decisions="a\nb\nc\nd").errors["decisions"]


def test_the_settings_have_all_texts_of_both():
    assert {f"{name}_{n}" for name in TEXTS for n in (1, 2)} <= set(DilemmaForm().fields)


@pytest.mark.parametrize(
    ("phase", "said", "not_said"),
    [
        ("place", "before-0", "after-0"),
        ("talk", "Bord 3", "<form"),
        ("again", "after-0", "before-0"),
        ("keep", "Det holder ”Nærhed” i live", "before-0"),
        ("decide", "Spørg bagefter", "before-0"),
    ],
)
def test_the_phone_shows_the_phase_the_facilitator_is_in(phase, said, not_said):
    page = draw(phase)
    assert said in page
    assert not_said not in page


def test_a_closed_phone_shows_what_the_table_wrote_and_nothing_else():
    ours = (
        Entry(1, "p1", "pen", "pen", Pen(), 3),
        Entry(2, "p1", "note", "k0-action-b-1", Note("Fem ting skrevet ned"), 3),
    )
    view = PhoneView(
        1, "D", "", "closed", CONFIG, ME, ours, ours, GroupView(3, (ME,)), None, guide="decide"
    )
    page = render_to_string(*ACTIVITY.phone(view))
    assert "Fem ting skrevet ned" in page
    assert "<form" not in page
    assert "Der er ikke skrevet noget" not in page
    assert "skriver for bordet" not in page


def test_only_the_two_levels_of_the_line_choose():
    other = Person("p2", "Bo", "", "Centerledelse", "")
    assert 'name="kind" value="chosen"' not in draw("decide", other)


@pytest.mark.parametrize("phase", PHASES)
def test_the_console_moves_one_phase_at_a_time(phase):
    view = RoomView(1, "D", "", "open", CONFIG, Released(None), guide=phase)
    page = render_to_string(*ACTIVITY.console(view))
    at = PHASES.index(phase)
    found = [to for to in PHASES if f'name="to" value="{to}"' in page]
    assert found == [*PHASES[max(at - 1, 0) : at], *PHASES[at + 1 : at + 2]]
    assert ("Videre til" in page) is (phase != "decide")


def test_it_fits_an_item_named_so():
    assert ACTIVITY.fits("grupper", "Dilemmaer") > 80
    assert ACTIVITY.fits("grupper", "Casearbejde") == 0
