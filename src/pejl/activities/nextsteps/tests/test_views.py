import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from msgspec import structs

from pejl.activities.nextsteps.activity import ACTIVITY
from pejl.activities.nextsteps.config import Config
from pejl.activities.nextsteps.payloads import Proposed, Replied
from pejl.activities.nextsteps.tests.making import CONFIG, NEAR
from pejl.days.contract import Entry, Person, PhoneView, Released, RoomView

IDA = Person("ida", "Ida Krog", "Skoleleder", "Institutionsledelse", "Skoler")
LATE = Person("late", "Lis Sen", "Skoleleder", "Institutionsledelse", "Skoler")
STEP = Proposed("<b>Mødes</b>", "ida", "2027-01-31", "32", "eva", ("bo",))


def propose(id_, payload=STEP, giver="bo"):
    return Entry(id_, giver, "step", f"x{id_}", payload, who="Bo Lund")


def reply(id_, answer, reason="", giver="ida"):
    return Entry(id_ + 100, giver, "reply", f"x{id_}", Replied(answer, reason))


def release(*entries):
    return Released(ACTIVITY.summarise(CONFIG, list(entries)))


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def draw_phone(*entries, me=IDA, state="open", config=CONFIG, text=""):
    shown = release(*entries)
    view = PhoneView(3, "Næste skridt", text, state, config, me, (), (), None, shown)
    return draw(ACTIVITY.phone(view), answer_url="/a/3", new_key="fresh")


def draw_room(surface, *entries):
    view = RoomView(3, "Næste skridt", "", "open", CONFIG, release(*entries))
    return draw(getattr(ACTIVITY, surface)(view), shown=True)


def forms_of(html):
    return re.findall(r"<form.*?</form>", html, re.DOTALL)


def values_of(form):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def answers_of(html):
    found = [values_of(form) for form in forms_of(html)]
    return [(one["item"], one["answer"]) for one in found if one["kind"] == "reply"]


def options_of(html, name):
    (select,) = re.findall(rf'<select id="{name}".*?</select>', html, re.DOTALL)
    return re.findall(r'<option value="([^"]*)"', select)


def test_the_phone_has_a_plain_form_to_propose_with():
    (form,) = forms_of(draw_phone())
    assert 'method="post" action="/a/3"' in form
    assert values_of(form) == {"kind": "step", "item": "fresh", "key": "fresh-step"}
    assert 'maxlength="200"' in form
    assert 'type="date" id="by" name="by" required' in form
    for name in ("what", "owner", "by", "focus", "partner", "support"):
        assert f'<label for="{name}">' in form
        assert f'id="{name}"' in form


def test_one_owns_what_one_proposes_unless_another_is_chosen():
    assert '<option value="ida" selected>Ida Krog</option>' in draw_phone()


def test_who_is_not_on_the_list_does_not_give_the_step_to_its_first_name():
    assert options_of(draw_phone(me=LATE), "owner")[0] == ""
    assert "" not in options_of(draw_phone(), "owner")


def test_one_may_be_a_partner_in_what_another_owns():
    html = draw_phone()
    assert sorted(options_of(html, "partner")) == ["bo", "eva", "ida"]
    assert options_of(html, "support") == ["", "eva", "ida", "bo"]
    assert '<optgroup label="Over dig i kæden"><option value="eva"' in html


def test_whom_one_can_choose_comes_first():
    """Of another level or area for a partner, above oneself for a supporter; then the rest."""
    html = draw_phone(config=structs.replace(CONFIG, people=(*CONFIG.people, NEAR)))
    assert options_of(html, "partner") == ["eva", "bo", "ida", "lis"]
    assert "Hvis en anden ejer det" in html


def test_without_focus_areas_none_is_asked_for():
    assert 'id="focus"' not in draw_phone(config=Config((), CONFIG.people))


def test_the_owner_is_asked_on_the_own_phone_with_all_that_was_proposed():
    html = draw_phone(propose(1))
    assert "Vil du stå for det her?" in html
    assert "&lt;b&gt;Mødes&lt;/b&gt;" in html
    assert "31. januar" in html
    assert "Eva Ry er spurgt om støtte." in html
    assert "Foreslået af Bo Lund." in html
    assert answers_of(html) == [("x1", "yes"), ("x1", "no")]
    assert re.search(r'name="reason" maxlength="200" required', html)


def test_what_one_proposed_and_owns_oneself_stands_once_and_can_be_taken_back():
    page = draw_phone(propose(1, giver="ida"), me=IDA)
    assert "Foreslået af dig" not in page
    assert page.count("Træk det tilbage") == 1


def test_nobody_else_is_asked():
    html = draw_phone(propose(1), me=Person("bo", "Bo Lund", "", "", ""))
    assert "Vil du stå for det her?" not in html
    assert answers_of(html) == []
    assert "har ikke svaret endnu" in html


def test_each_form_has_a_key_of_its_own_that_is_short_enough():
    html = draw_phone(propose(1), propose(2), propose(3), propose(4), reply(3, "yes"),
                      reply(4, "no", "Tid"))  # fmt: skip
    keys = [values_of(form)["key"] for form in forms_of(html)]
    assert len(keys) == len(set(keys)) == 9
    assert max(map(len, keys)) < 40
    labels = re.findall(r'<label for="([^"]+)"', html)
    assert len(labels) == len(set(labels))
    assert all(f'id="{name}"' in html for name in labels)


def test_who_said_yes_may_still_say_no_and_the_other_way_round():
    accepted = draw_phone(propose(1), reply(1, "yes"))
    assert "Det står du for." in accepted
    assert answers_of(accepted) == [("x1", "no")]
    declined = draw_phone(propose(1), reply(1, "no", "Tid"))
    assert "Du sagde nej." in declined
    assert answers_of(declined) == [("x1", "yes")]


def test_a_rehearsal_leaves_an_answer_that_was_given_alone():
    for form in forms_of(draw_phone(propose(1), propose(2), reply(1, "yes"), reply(2, "no", "T"))):
        assert values_of(form)["kind"] == "step" or 'data-rehearse="skip"' in form


@pytest.mark.parametrize("state", ["planned", "paused", "closed"])
def test_nothing_can_be_sent_while_it_is_not_open(state):
    html = draw_phone(propose(1), propose(2), reply(2, "yes"), state=state)
    assert "<form" not in html
    assert "&lt;b&gt;Mødes&lt;/b&gt;" in html
    assert ("Punktet er sat på pause." in html) is (state == "paused")
    assert ("Efter dagen får du en mail" in html) is (state == "closed")


def test_the_reason_for_a_no_reaches_the_rest_of_the_room():
    html = draw_phone(propose(1), reply(1, "no", "<i>Ikke i år</i>"), me=LATE)
    assert "sagde nej: &lt;i&gt;Ikke i år&lt;/i&gt;" in html


def test_what_the_facilitator_wrote_stands_first():
    assert "<p>Ét skridt hver</p>" in draw_phone(text="Ét skridt hver")
    assert "<p></p>" not in draw_phone()


def test_the_screen_has_the_newest_steps_and_who_owns_them():
    html = draw_room("screen", propose(1), reply(1, "yes"), propose(2, Proposed("Besøg", "eva")))
    assert "2 aftaler om næste skridt, 1 har ejerens ja." in html
    assert html.index("Besøg") < html.index("&lt;b&gt;Mødes")
    assert re.search(r"<span>Ida Krog</span> <span>· 31\. januar</span><svg[^>]+har sagt ja", html)


def test_a_step_whose_owner_said_no_does_not_stand_there_as_agreed():
    html = draw_room("screen", propose(1), reply(1, "no", "Tid"))
    assert re.search(r"<span>Ida Krog</span> <span>· 31\. januar</span><svg[^>]+sagde nej", html)
    assert "har sagt ja" not in html


def test_the_screen_has_room_for_six_and_then_shows_how_they_spread():
    assert draw_room("screen", *[propose(n) for n in range(1, 7)]).count("<li") == 6
    html = draw_room("screen", *[propose(n) for n in range(1, 10)])
    assert "<li" not in html
    alts = re.findall(r'alt="([^"]+)"', html)
    assert alts == [
        "Centerledelse: 0. Institutionsledelse: 9.",
        "Dagtilbud: 0. Skoler: 9.",
        "Sprog: 0. Overgange: 9.",
    ]
    assert "De fleste ligger hos Institutionsledelse (9) og Skoler (9)." in html
    assert "Ingen endnu: Centerledelse, Dagtilbud og Sprog." in html


def test_a_phone_lists_the_newest_and_all_that_one_has_a_part_in():
    others = [propose(n, structs.replace(STEP, owner="eva", support="")) for n in range(1, 151)]
    old = propose(1, structs.replace(STEP, what="Den første", owner="ida"))
    html = draw_phone(old, *others[1:])
    assert "150 skridt i salen" in html
    assert "De 100 nyeste står her. Alle er med i planen." in html
    assert html.count("<p>Eva") == 100
    assert html.count("Den første") == 1
    assert answers_of(html) == [("x1", "yes"), ("x1", "no")]


def test_one_step_is_said_as_one():
    assert "1 aftale om næste skridt, 0 har ejerens ja." in draw_room("screen", propose(1))


def test_the_console_has_every_step_with_its_state_and_the_focus_areas():
    html = draw_room(
        "console", propose(1), propose(2), propose(3), reply(2, "yes"), reply(3, "no", "Tid")
    )
    assert "Ingen endnu: Centerledelse, Dagtilbud og Sprog." in html
    assert 'alt="Sprog: 0. Overgange: 2."' in html
    for said in ("har ikke svaret endnu", "har sagt ja", "sagde nej: Tid"):
        assert html.count(said) == 1


def test_an_empty_room_has_no_steps():
    for surface in ("screen", "console"):
        html = draw_room(surface)
        assert "Ingen næste skridt endnu" in html
        assert "note__who" not in html


def test_the_pages_speak_english_too():
    with translation.override("en"):
        assert "Will you own this?" in draw_phone(propose(1))


def test_no_script_or_style_stands_in_the_page():
    steps = [propose(1), propose(2), reply(2, "no", "<script>")]
    for html in (draw_phone(*steps), draw_room("screen", *steps), draw_room("console", *steps)):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_there_is_nothing_to_set():
    form = ACTIVITY.form({})
    assert form.is_valid()
    assert form.to_config() == {}
