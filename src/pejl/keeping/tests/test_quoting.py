"""Answers that speak of what others wrote, as the one who gave them reads it in Danish."""

import pytest
from django.utils import translation

from pejl.days.judging import contribute_from_console
from pejl.days.log import store
from pejl.days.models import Attendance, Contribution, Slot
from pejl.days.run import open_slot
from pejl.days.tests.making import keys, make_answer, make_day
from pejl.days.tokens import make_phone
from pejl.keeping.own_data import gather, list_given
from pejl.keeping.telling import tell

GONE = "en tekst, der siden er ændret eller taget tilbage"


def find(number):
    return Attendance.objects.get(participant__name=f"Leder {number:02}")


def send(number, kind, item, **fields):
    """As one of the leaders; returns the new line's id."""
    slot = Slot.objects.get()
    phone = make_phone(find(number))
    verdicts = store([make_answer(phone, slot, kind=kind, item=str(item), **fields)])
    assert verdicts[0].saved, verdicts
    return Contribution.objects.latest("id").id


def begin(activity, **settings):
    day = make_day(activity)
    slot = day.slots.get()
    slot.config = settings.pop("config", {})
    slot.promise = settings.pop("promise", slot.promise)
    slot.save()
    open_slot(day, slot, None)
    return Slot.objects.get()


def read(number):
    """What the last thing that one gave says."""
    slot, row = [*list_given(find(number))][-1]
    with translation.override("da"):
        return [*tell(slot, row)]


@pytest.mark.django_db
def test_a_delegation_is_said_by_the_name_of_its_level():
    dilemma = {"title": "Styring", "a": "Fælles retning", "b": "Lokalt råderum"}
    config = {"dilemmas": [dilemma], "decisions": ["Hvem ansætter?"], "upper": "Områdeledelse"}
    slot = begin("dilemma", config=config)
    contribute_from_console(slot, "phased", "phased", {"to": "decide"}, f"phase-{next(keys)}")
    send(5, "chosen", "decide-0", decision="0", value="3")
    assert read(5) == [("Beslutning", "Hvem ansætter?"), ("Svar", "Spørg først")]


@pytest.mark.django_db
def test_a_tables_note_says_what_it_keeps():
    dilemma = {"title": "Styring", "a": "Fælles retning", "b": "Lokalt råderum"}
    activity = begin("dilemma", config={"dilemmas": [dilemma]})
    row = Contribution(kind="note", item="k0-warning-b-1", payload='{"kind":"note","text":"Støj"}')
    with translation.override("da"):
        told = [*tell(activity, row)]
    assert told == [("Spørgsmål", "Tegn på for meget ”Lokalt råderum”"), ("Tekst", "Støj")]


@pytest.mark.django_db
@pytest.mark.parametrize("promise", ["confidential", "anonymous", "named"])
def test_a_vote_says_which_question_it_is_for(promise):
    begin("talk", promise=promise)
    asked = send(1, "question", "q1", text="Hvornår begynder vi?")
    send(2, "vote", asked, on="1")
    assert read(2) == [("Om", "Hvornår begynder vi?"), ("Svar", "ja")]
    (given,) = gather(find(2).participant)["days"][0]["given"]
    assert given["of_others"] == {"item": "Hvornår begynder vi?"}


@pytest.mark.django_db
def test_a_vote_says_no_words_that_were_taken_back():
    begin("talk")
    asked = send(1, "question", "q1", text="Hvornår begynder vi?")
    send(2, "vote", asked, on="1")
    send(1, "question", "q1", text="")
    assert read(2) == [("Om", GONE), ("Svar", "ja")]


@pytest.mark.django_db
def test_a_vote_for_what_is_no_question_of_the_item_says_nothing_of_it():
    begin("talk")
    vote = send(1, "vote", 1, on="1")
    send(2, "vote", vote, on="1")
    assert read(2)[0] == ("Om", GONE)
    send(2, "vote", vote + 1000, on="1")
    assert read(2)[0] == ("Om", GONE)


@pytest.mark.django_db
def test_a_yes_and_a_merge_say_the_groups_texts():
    slot = begin("joint")
    route = next(one["key"] for one in slot.resolved["routes"])
    members = [one for one in range(50) if is_sending(slot, route, one)]
    first = send(members[0], "proposed", f"{route}.0.1", route=route, prompt="0", text="Kom forbi")
    other = send(members[1], "proposed", f"{route}.0.1", route=route, prompt="0", text="Kig ind")
    send(members[2], "yes", f"{route}.{first}", route=route, about=str(first), on="1")
    assert ("Om", "Kom forbi") in read(members[2])
    ends = {"one": str(first), "other": str(other)}
    both = send(members[3], "merged", f"{route}.m1", route=route, text="Kom og kig", **ends)
    assert {("Det ene", "Kom forbi"), ("Det andet", "Kig ind")} <= {*read(members[3])}
    send(members[4], "yes", f"{route}.{both}", route=route, about=str(both), on="1")
    assert ("Om", "Kom og kig") in read(members[4])


def is_sending(slot, route, number):
    source = next(one["source"] for one in slot.resolved["routes"] if one["key"] == route)
    return source in slot.resolved["homes"].get(find(number).public_id, ())


@pytest.mark.django_db
def test_a_yes_says_no_words_of_another_group():
    """Which numbers others' texts have can be guessed."""
    slot = begin("joint", config={"between": "areas"})
    here, there = [one["key"] for one in slot.resolved["routes"]][:2]
    spy = next(one for one in range(50) if is_sending(slot, here, one))
    writer = next(one for one in range(50) if is_sending(slot, there, one))
    text = send(writer, "proposed", f"{there}.0.1", route=there, prompt="0", text="Fortroligt")
    send(spy, "yes", f"{here}.{text}", route=here, about=str(text), on="1")
    assert ("Om", GONE) in read(spy)


@pytest.mark.django_db
def test_a_word_on_a_next_step_says_which():
    begin("nextsteps")
    owner = find(2).public_id
    send(1, "step", "s1", what="Vi ringer hver fredag", owner=owner, by="2027-02-01")
    send(2, "reply", "s1", answer="yes")
    assert read(2) == [("Om", "Vi ringer hver fredag"), ("Svar", "ja")]
