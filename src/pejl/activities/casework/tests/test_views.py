import re
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import translation

from pejl.activities.casework.activity import ACTIVITY
from pejl.activities.casework.forms import CaseworkForm
from pejl.activities.casework.report import report_casework
from pejl.activities.casework.rules import Called, Config, Moved, Note, Pen, resolve, summarise
from pejl.activities.casework.views import draw_console, draw_phone, draw_screen
from pejl.days.contract import Entry, Ground, GroupView, Person, PhoneView, Released, RoomView
from pejl.people.case import CaseText, PictureText
from pejl.people.case_library import list_coming_along
from pejl.ui.blocks import Bullets, Heading, Photo

ME = Person("me", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
IDA = Person("ida", "Ida Dam", "Leder", "Afdelingsledelse", "PPR")
TABLE = GroupView(4, (ME, IDA))
with translation.override("da"):
    CONFIG = resolve(Config(), Ground(cases=list_coming_along()))


def pen(id_, who):
    return Entry(id_, who, "pen", "pen", Pen(), 4, who)


def note(id_, item, text, giver="me", seen=0, table=4):
    who = {"me": "Grete Holm", "ida": "Ida Dam"}[giver]
    return Entry(id_, giver, "note", item, Note(text, seen), table, who)


def draw_my_phone(*ours, guide=None, state="open", group=TABLE, config=CONFIG, phone=""):
    view = PhoneView(
        7, "Case", "", state, config, ME, [], list(ours), group, None, guide=guide, phone=phone
    )
    with translation.override("da"):
        fragment = draw_phone(view)
        extra = {"answer_url": "/a/7", "new_key": "fresh"}
        return render_to_string(fragment.template, {**fragment.context, **extra})


def make_room(entries, state="open", config=CONFIG, guide=None):
    released = Released(summarise(config, entries))
    return RoomView(7, "Case", "", state, config, released, groups=9, guide=guide)


def draw_room(draw, *entries, showing="item", **kwargs):
    with translation.override("da"):
        fragment = draw(make_room(entries, **kwargs))
        slot = SimpleNamespace(day=SimpleNamespace(showing=showing, screen_key="KEY"))
        extra = {"slot": slot, "contribute_url": "/c", "new_key": "fresh"}
        return render_to_string(fragment.template, {**fragment.context, **extra})


def test_more_than_one_may_write_and_each_sees_who_else_does():
    html = draw_my_phone(pen(1, "ida"))
    assert "Ida Dam skriver for bordet" in html
    assert "Skriv med" in html
    assert "<textarea" not in html
    html = draw_my_phone(pen(1, "ida"), pen(2, "me"))
    assert "Det gør Ida Dam også" in html
    assert len(re.findall("<textarea", html)) == len(CONFIG.case.questions)


def test_both_texts_are_shown_to_choose_or_merge():
    both = [note(3, "f1-1", "Tillid"), note(4, "f1-1", "<b>Tid</b>", "ida")]
    html = draw_my_phone(pen(1, "me"), *both)
    assert "Ida Dam ved bordet har skrevet imens:" in html
    assert "&lt;b&gt;Tid&lt;/b&gt;</q>" in html
    assert ">Tillid</textarea>" in html
    assert html.count('name="seen" value="4"') == 2
    solved = draw_my_phone(pen(1, "me"), both[1], note(5, "f1-1", "Tillid og tid", seen=4))
    assert "imens" not in solved


def test_the_step_that_the_facilitator_chose_is_on_the_phone_with_those_before_behind():
    html = draw_my_phone(pen(1, "me"), guide=Moved(2, 60))
    assert "Trin 2 af 5: Se den fra hver rolle" in html
    assert 'id="before-7-1"' in html
    assert "Malthes mor" in html
    assert 'data-clock="600"' in html, "ten minutes: the clock was a minute ahead when it began"


def test_a_table_that_moves_by_itself_has_a_button_for_it():
    alone = Config(case=CONFIG.case, pace="tables")
    assert "Vi går videre til: Se den fra hver rolle" in draw_my_phone(config=alone)
    assert "Vi går videre" not in draw_my_phone()


def test_closed_it_shows_all_steps_and_takes_nothing():
    html = draw_my_phone(pen(1, "me"), note(2, "f5-1", "Vi venter"), state="closed")
    assert "Vi venter" in html
    assert "<form" not in html


def test_the_console_moves_on_and_calls_one_point_at_a_time():
    html = draw_room(draw_console, note(1, "f4-1", "Ring"), guide=Moved(4))
    assert "Næste trin: Hvad den siger om os" in html
    assert "Næste: bord 4: “Ring”" in html
    assert 'value="t4-4-1"' in html
    assert "bord 9" in html


def test_the_screen_asks_and_then_shows_what_is_new():
    notes = [note(1, "f4-1", "Ring"), note(2, "f4-1", "Skriv", table=5)]
    calls = [
        Entry(at, "console", "called", key, Called("shown"))
        for at, key in ((3, "t4-4-1"), (4, "t5-4-1"))
    ]
    html = draw_room(draw_screen, *notes, guide=Moved(4))
    assert "Trin 4 af 5: Giv råd" in html
    assert "Ring" not in html
    html = draw_room(draw_screen, *notes, *calls, guide=Moved(4), showing="result")
    assert re.findall(r'<li id="([^"]+)" class="new"', html) == ["point-t5-4-1"]
    assert html.index("Skriv") < html.index("Ring")


def test_the_plan_tells_the_case_and_what_each_table_advises():
    with translation.override("da"):
        blocks = report_casework(make_room([note(1, "f4-1", "Ring")]))
    assert blocks[0] == Heading("Barnet mellem to tilbud", theirs=True)
    assert Bullets(("Ring (bord 4)",), theirs=True) in blocks
    assert report_casework(make_room([])) == []


def fill(config=None, cases=None, **changes):
    with translation.override("da"):
        initial = CaseworkForm.to_initial(config or {})
        form = CaseworkForm({**initial, **changes}, initial=initial)
        form.offer_cases(list_coming_along() if cases is None else cases)
        return form, (form.to_config() if form.is_valid() else form.errors)


def test_the_form_takes_a_case_of_the_library():
    form, config = fill(choice="school", minutes_2="14", prompt_5="Og os?")
    assert ("school", "Skolen der vil selv") in form.fields["choice"].choices
    assert config["choice"] == "school"
    assert config["minutes"] == [8, 14, 10, 10, 7]
    assert config["prompts"][4] == "Og os?"
    with translation.override("da"):
        assert CaseworkForm.to_initial(config)["choice"] == "school"
    _form, errors = fill(choice="own-99")
    assert set(errors) == {"choice"}


def test_a_removed_case_is_offered_only_where_it_is_chosen():
    gone = CaseText("Vores", "", key="own-7", removed=True)
    cases = (*list_coming_along(), gone)
    form, errors = fill(cases=cases, choice="own-7")
    assert set(errors) == {"choice"}
    form, config = fill({"choice": "own-7"}, cases)
    assert config["choice"] == "own-7"
    assert ("own-7", "Vores (taget ud af biblioteket)") in form.fields["choice"].choices


PICTURED = Config(case=CaseText("Vores", "Tekst", picture=PictureText("abc", "Et <hus>", 40, 30)))


def test_the_case_has_its_picture_on_phone_screen_and_in_the_plan():
    assert 'src="/pictures/abc/" alt="Et &lt;hus&gt;"' in draw_my_phone(config=PICTURED)
    html = draw_room(draw_screen, config=PICTURED, guide=Moved(1))
    assert 'src="/s/KEY/pictures/abc/" alt="Et &lt;hus&gt;"' in html
    with translation.override("da"):
        blocks = report_casework(make_room([note(1, "f4-1", "Ring")], config=PICTURED))
    assert Photo("abc", "Et <hus>", 40, 30) in blocks


def test_one_with_two_phones_is_told_of_the_other():
    here, there = Note("Tillid", 0, "x"), Note("Tid", 0, "y")
    both = [Entry(at, "me", "note", "f1-1", one, 4) for at, one in ((3, here), (4, there))]
    html = draw_my_phone(pen(1, "me"), *both, phone="x")
    assert "Du har skrevet imens på en anden telefon:" in html
    assert ">Tillid</textarea>" in html
    assert "Tid</q>" in html
    assert ">Tid</textarea>" in draw_my_phone(pen(1, "me"), *both, phone="y")


def test_what_casework_fits():
    assert ACTIVITY.fits("grupper", "Casearbejde: barnet mellem to tilbud") > 80
    assert ACTIVITY.fits("grupper", "Dilemmaer") == 0
