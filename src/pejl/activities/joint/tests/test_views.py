import re

import pytest
from django.template.loader import render_to_string

from pejl.activities.joint.activity import ACTIVITY
from pejl.activities.joint.forms import JointForm
from pejl.activities.joint.rules import Sent, Took
from pejl.activities.joint.tallies import summarise
from pejl.activities.joint.tests.making import CONFIG, UP, agree, merge, propose
from pejl.days.contract import Delivered, Entry, Person, PhoneView, Released, RoomView
from pejl.days.replies import Answer, Helped

WRITER = Person("p1", "Grete Holm", "Skoleleder", "Institutionsledelse", "Skoler")
READER = Person("p0", "Birthe Dam", "Centerchef", "Centerledelse", "")


def draw(fragment, **extra):
    return render_to_string(fragment.template, {**fragment.context, **extra})


def read(*payloads):
    entries = [Entry(at, f"g{at}", "k", "i", one) for at, one in enumerate(payloads)]
    return summarise(CONFIG, entries)


def draw_phone(*ours, me=WRITER, state="open", **delivered):
    mine = [entry for entry in ours if entry.giver == me.id]
    found = Delivered(ours={UP: summarise(CONFIG, ours)} if me is WRITER else {}, **delivered)
    view = PhoneView(
        7, "Sammen", "", state, CONFIG, me, mine, (), None, None,
        handed_out=bool(delivered), delivered=found,
    )  # fmt: skip
    return draw(ACTIVITY.phone(view), answer_url="/a/7", new_key="fresh")


def view_room(*payloads, state="closed", handed_out=True):
    whole = read(*payloads) if payloads else None
    return RoomView(7, "Sammen", "", state, CONFIG, Released(whole), handed_out=handed_out)


def test_the_phone_says_who_writes_to_whom_and_what_is_sent():
    html = draw_phone()
    assert "I skriver sammen til Centerledelse." in html
    assert "Din gruppe: Institutionsledelse, 10 personer." in html
    assert "mere end halvdelen" in html
    assert "Endnu intet om næste gang" in html


def test_a_proposal_stands_escaped_with_what_is_needed():
    html = draw_phone(propose(1, "p4", "<i>Ring</i>"), agree(2, "p7", 1))
    assert "&lt;i&gt;Ring&lt;/i&gt;" in html
    assert "2 af jer har været med. Det, 3 siger ja til, bliver sendt." in html
    assert "2 af de 3, der skal sige ja." in html
    assert "Jeg vil sende: &lt;i&gt;Ring&lt;/i&gt;" in html
    assert "1 forslag." in html


def test_what_enough_say_yes_to_is_marked_and_ones_own_yes_may_be_taken_back():
    html = draw_phone(propose(1, "p4", "Ring"), agree(2, "p7", 1), agree(3, "p1", 1))
    assert "Bliver sendt: 3 har sagt ja." in html
    assert re.search(r'name="on" value="0"', html)
    assert 'aria-pressed="true"' in html


def test_ones_own_may_be_taken_back_and_the_next_goes_to_a_new_place():
    html = draw_phone(propose(1, "p1", "Ring"))
    items = re.findall(r'value="proposed"><input type="hidden" name="item" value="([^"]*)"', html)
    assert items == [f"{UP}.0.2", f"{UP}.0.1", f"{UP}.1.1", f"{UP}.2.1"]
    assert "Træk det tilbage" in html


def test_two_of_a_prompt_may_be_put_together_and_taken_apart():
    two = propose(1, "p4", "Ring"), propose(2, "p7", "Skriv")
    assert draw_phone(*two).count("Læg to sammen, der siger det samme") == 1
    html = draw_phone(*two, merge(3, "p7", 1, 2))
    assert "Lagt sammen af to" in html
    assert "Skil dem ad igen" in html
    assert f'value="{UP}.m1"' in html


def test_ids_and_labels_belong_together():
    html = draw_phone(propose(1, "p1", "Ring"), propose(2, "p7", "Skriv"))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', html)) <= set(ids)


def test_when_it_closes_the_group_sees_what_it_sends():
    sent = (
        propose(1, "p4", "Ring"),
        agree(2, "p7", 1),
        agree(3, "p1", 1),
        propose(4, "p1", "UENIGE"),
    )
    html = draw_phone(*sent, state="closed")
    assert "Det sender I til Centerledelse" in html
    assert "Ring" in html
    assert "UENIGE" not in html
    assert "ikke enige om noget" in draw_phone(propose(1, "p4", "Ring"), state="closed")


def test_the_receiver_reads_the_groups_word_and_answers_each_prompt():
    got = read(Sent(UP, 0, "<b>Ring</b>"), Sent(UP, 2, "Spørg os"))
    html = draw_phone(me=READER, state="closed", gets={UP: got})
    assert "Fra Institutionsledelse til jer i Centerledelse" in html
    assert "&lt;b&gt;Ring&lt;/b&gt;" in html
    items = re.findall(r'name="item" value="([^"]*)"', html)
    assert items == [f"{UP}.0", f"{UP}.2", f"{UP}.heard"]
    assert "blev ikke enige" in draw_phone(me=READER, state="closed", gets={UP: read()})


def test_those_who_sent_see_the_answer_and_say_whether_it_helped():
    back = read(Answer(UP, 0, "wont", "Fristen er politisk"))
    mine = Entry(9, "p1", "helped", f"{UP}.helped", Helped(UP, "partly"))
    html = draw_phone(mine, state="closed", gives={UP: back})
    assert "Vi gør det ikke, fordi: Fristen er politisk" in html
    assert re.search(r'value="partly" checked', html)


def test_the_console_shows_who_writes_to_whom_before_anything_may_be_shown():
    html = draw(ACTIVITY.console(view_room(state="open", handed_out=False)))
    assert html.count('scope="row"') == 2
    assert "er deres eget" in html


@pytest.mark.parametrize(("took", "said"), [(4, "under 5"), (6, "6 / 10")])
def test_the_console_says_what_became_of_it(took, said):
    html = draw(ACTIVITY.console(view_room(*[Took(UP)] * took, Sent(UP, 2))))
    assert "1 feedback fra 1 af 2 grupper. 1 handler om næste gang." in html
    assert said in html
    assert "ikke læst endnu" in html


@pytest.mark.parametrize("shown", [True, False])
def test_the_screen(shown):
    room = view_room(Sent(UP, 0), Answer(UP, 0, "do", "Ringer", "1"))
    html = draw(ACTIVITY.screen(room), shown=shown)
    assert ("Vi gør noget: Ringer" in html) is shown
    assert ("Hvad skal I blive ved med?" in html) is not shown


def test_the_plan_tells_what_became_of_it_and_what_was_answered_in_the_open():
    said = repr(ACTIVITY.report(view_room(Sent(UP, 0), Answer(UP, 0, "do", "Ringer", "1"))))
    assert "Vi gør noget: Ringer" in said
    assert "Institutionsledelse" in said


def test_the_form_takes_two_to_four_prompts():
    plain = JointForm.to_initial({})
    assert JointForm(plain).is_valid()
    assert not JointForm({**plain, "prompts": ["keep"]}).is_valid()


@pytest.mark.parametrize(
    ("title", "fit"), [("Feedback sammen: niveau til niveau", 95), ("Feedback på tværs", 0)]
)
def test_it_fits_items_of_its_name(title, fit):
    assert ACTIVITY.fits("grupper", title) == fit
