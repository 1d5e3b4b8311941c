"""What receivers answer, theme by theme, how far it has come, and what becomes of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from msgspec import structs

from pejl.activities.feedback.activity import ACTIVITY
from pejl.activities.feedback.progress import mark_back, mark_room
from pejl.activities.feedback.rules import Said, check, open_up
from pejl.activities.feedback.tallies import Tally
from pejl.activities.feedback.tests.test_release import (
    BELOW,
    UP,
    answer,
    hand_out,
    people,
    phones,
    read_texts,
    say,
    send,
    slot,
)
from pejl.activities.feedback.tests.test_rules import CONFIG
from pejl.activities.feedback.tests.test_themes import TEXTS
from pejl.activities.feedback.tests.test_views import WROTE, draw, draw_phone, sum_up, view_room
from pejl.days.contract import Delivered, Entry, Refused
from pejl.days.gate import deliver, release
from pejl.days.ground import list_earlier
from pejl.days.judging import decode_config
from pejl.days.leaving import renew_outcomes, renew_since
from pejl.days.models import Contribution, Slot
from pejl.days.replies import Answer, Heard
from pejl.days.run import end_day, open_slot
from pejl.days.tests.making import close, make_slot
from pejl.documents.plan import report_item

__all__ = ["people", "phones", "slot"]
THEME = {"theme": "1", "label": "møder"}


def draw_inbox(*replies):
    said = [Said("l0-l1", (text, "", "")) for text in TEXTS]
    return draw_phone(state="closed", delivered=Delivered(gets={"l0-l1": sum_up(*said, *replies)}))


def list_done(html):
    return re.findall(r'<li class="trail__done">.*?</svg>\s*([^<]+)<span', html, re.DOTALL)


def test_the_receiver_answers_a_theme_and_not_each_line():
    html = draw_inbox()
    items = re.findall(r'name="item" value="([^"]*)"', html)
    assert items == ["l0-l1.0.1", "l0-l1.0.2", "l0-l1.0", "l0-l1.heard"]
    assert html.count("Hvad skal vi blive ved med?") + html.count("<h3>") == 1
    assert "Om andre ting" in html


def test_the_answer_stands_with_its_theme():
    label = re.findall(r'name="label" value="([^"]*)"', draw_inbox())[1]
    html = draw_inbox(Answer("l0-l1", 0, "do", "Vi kommer forbi", theme=2, label=label))
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert ["Vi kommer forbi" in form for form in forms] == [False, True, False, False]


def test_a_theme_needs_its_words_and_its_item():
    check(CONFIG, Answer("l0-l1", 0, "heard", theme=1, label="møder"), "l0-l1.0.1")
    for wrong, item in [
        (Answer("l0-l1", 0, "heard", theme=1), "l0-l1.0.1"),
        (Answer("l0-l1", 0, "heard", label="møder"), "l0-l1.0"),
        (Answer("l0-l1", 0, "heard", theme=1, label="møder"), "l0-l1.0"),
    ]:
        with pytest.raises(Refused):
            check(CONFIG, wrong, item)


def test_the_words_of_a_theme_stay_with_those_who_gave():
    hidden = Answer("l0-l1", 0, "do", "Vi ringer", theme=1, label="møder")
    assert (open_up(hidden).text, open_up(hidden).label) == ("", "")
    shown = structs.replace(hidden, public="1")
    assert open_up(shown) == shown
    step = structs.replace(hidden, step="1")
    assert open_up(step) == step
    wont = structs.replace(step, stance="wont")
    assert open_up(wont).text == ""


def test_givers_see_which_theme_was_answered():
    back = sum_up(Answer("l1-l0", 0, "do", "Vi ringer", theme=1, label="møder"))
    assert "“møder” · Vi gør noget: Vi ringer" in draw_phone(
        state="closed", delivered=Delivered(gives={"l1-l0": back})
    )


def test_each_sees_how_far_it_has_come():
    assert list_done(draw_inbox()) == ["sendt", "udleveret"]
    assert list_done(draw_inbox(Heard("l0-l1"))) == ["sendt", "udleveret", "læst"]
    said = Entry(1, "p1", "said", "l1-l0", Said("l1-l0", ("Ros", "", "")))
    back = sum_up(Answer("l1-l0", 0, "heard", ""))
    html = draw_phone(said, state="closed", delivered=Delivered(gives={"l1-l0": back}))
    assert list_done(html) == ["sendt", "udleveret", "læst", "besvaret"]
    console = draw(ACTIVITY.console(view_room(*WROTE, handed_out=False)))
    assert list_done(console) == ["sendt"]


def test_routes_shown_as_one_are_counted():
    tallies = [Tally("a", 3, heard=True), Tally("b", 2), Tally("c", 0)]
    marks = [(one.done, one.of, one.whole) for one in mark_room(tallies, handed_out=True)]
    assert marks == [
        (2, 2, True), (2, 2, True), (1, 2, False), (0, 2, False), (0, 2, False)
    ]  # fmt: skip
    assert mark_room([Tally("c", 0)], handed_out=True) == ()
    assert not mark_back(Tally("a"), sent=False, how="")[0].whole


@pytest.mark.django_db
def test_answers_that_came_after_closing_reach_the_next_steps(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP, text="Vi holder kortere møder", step="1")
    answer(slot, phones[0], UP, prompt="2", text="KUN FOR JER")
    later = make_slot(slot.day, "nextsteps", 2)
    assert not list_earlier(later)
    open_slot(slot.day, later, None)
    later.refresh_from_db()
    (found,) = later.resolved["proposals"]
    assert found["what"] == "Vi holder kortere møder"
    assert found["source"] == slot.title
    assert found["by"] == "Centerledelse og Områdeledelse"
    assert found["to"] == "Institutionsledelse"
    token, mine = phones[0], found["item"]
    me = slot.day.attendances.order_by("participant_id").first().public_id
    assert send(later, token, "step", mine, what=found["what"], owner=me).saved
    close(later)
    (step,) = later.outcomes.all()
    assert step.data["answered_by"] == found["by"]
    assert step.data["from"] == slot.title


@pytest.mark.django_db
def test_an_answer_after_the_last_item_has_opened_is_left_by_the_day(slot, phones):
    """It is offered once more, keeps its row when the day is renewed again, and needs an owner."""
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP, text="Vi holder kortere møder", step="1")
    later = make_slot(slot.day, "nextsteps", 2)
    open_slot(slot.day, later, None)
    answer(slot, phones[0], UP, prompt="2", text="Vi ringer først", step="1")
    assert len(decode_config(Slot.objects.get(id=later.id)).proposals) == 1
    end_day(slot.day, later, None)
    later.refresh_from_db()
    first, second = later.outcomes.all()
    assert [first.text, second.text] == ["Vi holder kortere møder", "Vi ringer først"]
    assert {first.data["state"], second.data["state"]} == {"unowned"}
    assert len(decode_config(later).proposals) == 2
    assert "Vi ringer først" in repr(report_item(later))
    before = list(slot.outcomes.values_list("id", "text"))
    renew_outcomes(slot.day)
    assert list(slot.outcomes.values_list("id", "text")) == before
    assert later.outcomes.count() == 2


@pytest.mark.django_db
def test_an_answer_after_the_day_is_left_by_it_at_the_next_look(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    later = make_slot(slot.day, "nextsteps", 2)
    open_slot(slot.day, later, None)
    end_day(slot.day, later, None)
    answer(slot, phones[0], UP, text="Vi ringer først", step="1")
    renew_since(timezone.now() + timedelta(hours=2))
    assert not later.outcomes.exists(), "nothing has come in since"
    renew_since(timezone.now())
    (left,) = later.outcomes.all()
    assert (left.text, left.data["state"]) == ("Vi ringer først", "unowned")


@pytest.mark.django_db
def test_what_nobody_made_a_step_is_not_handed_on(slot, phones):
    say(slot, phones, UP, BELOW[:6])
    hand_out(slot)
    answer(slot, phones[0], UP, public="1")
    later = make_slot(slot.day, "nextsteps", 2)
    open_slot(slot.day, later, None)
    later.refresh_from_db()
    assert later.resolved["proposals"] == []


@pytest.mark.django_db
def test_the_order_of_arrival_is_nowhere_in_what_is_read(slot, phones, people):
    say(slot, phones, UP, BELOW[:8])
    hand_out(slot)
    before = repr(deliver(slot, people[0]).gets), repr(release(slot))
    rows = list(Contribution.objects.filter(slot=slot).order_by("id"))
    for row, other in zip(rows, reversed(rows), strict=True):
        fields = ("attendance_id", "giver", "item", "key", "payload", "created_at")
        Contribution.objects.create(
            slot=slot, kind=row.kind, group=row.group, rehearsal=row.rehearsal,
            **{name: getattr(other, name) for name in fields} | {"key": f"new-{other.id}"},
        )  # fmt: skip
    Contribution.objects.filter(id__in=[row.id for row in rows]).delete()
    assert (repr(deliver(slot, people[0]).gets), repr(release(slot))) == before


@pytest.mark.django_db
@pytest.mark.parametrize(("wrote", "texts"), [(4, 0), (5, 10)])
def test_words_come_from_the_size_that_was_promised(slot, phones, people, wrote, texts):
    say(slot, phones, UP, BELOW[:wrote])
    hand_out(slot)
    assert len(read_texts(slot, people[0], UP)) == texts
    assert bool(deliver(slot, people[0]).few) is (texts == 0)
