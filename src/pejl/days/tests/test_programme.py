from dataclasses import replace
from datetime import time

import pytest
from django.http import QueryDict

from pejl.days import run
from pejl.days.models import Slot
from pejl.days.programme import ProgrammeFault, Row, read_rows, save_programme
from pejl.days.template import find_wording
from pejl.days.tests.making import answer_all, make_day, make_open_slot, make_tokens

pytestmark = pytest.mark.django_db


def rows_of(day):
    return [
        Row(slot.id, slot.activity, slot.title, slot.minutes, slot.form) for slot in day.slots.all()
    ]


def titles_of(day):
    return list(day.slots.values_list("title", flat=True))


def encode(*rows):
    data = QueryDict(mutable=True)
    for row in rows:
        for name, value in zip(("id", "activity", "title", "minutes", "form"), row, strict=True):
            data.appendlist(name, value)
    return data


def test_rows_are_read_as_the_table_sends_them():
    data = encode(("", "poll", " Tjek ind ", "10", "plenum"), ("7", "pause", "Kaffe", " 15", ""))
    assert read_rows(data) == [
        Row(0, "poll", "Tjek ind", 10, "plenum", ready=True),
        Row(7, "pause", "Kaffe", 15, "", ready=True),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("", "poll", "", "10", ""),
        ("", "poll", "x" * 161, "10", ""),
        ("", "poll", "Tjek ind", "", ""),
        ("", "poll", "Tjek ind", "0", ""),
        ("", "poll", "Tjek ind", "601", ""),
        ("", "poll", "Tjek ind", "-5", ""),
        ("", "poll", "Tjek ind", "1e1", ""),
        ("", "dance", "Tjek ind", "10", ""),
    ],
)
def test_a_row_that_is_wrong_is_named_by_its_number(row):
    with pytest.raises(ProgrammeFault, match="2"):
        read_rows(encode(("", "poll", "Tjek ind", "10", ""), row))


def test_a_table_that_is_not_whole_or_too_long_is_refused():
    data = encode(("", "poll", "Tjek ind", "10", ""))
    data.appendlist("id", "")
    with pytest.raises(ProgrammeFault):
        read_rows(data)
    with pytest.raises(ProgrammeFault, match="100"):
        read_rows(encode(*[("", "poll", "Tjek ind", "10", "")] * 101))


def encode_times(**times):
    data = encode(("", "poll", "Velkomst", "10", ""), ("", "poll", "Casen", "30", ""))
    for name in ("least", "most", "fixed_at", "keeping", "beside"):
        data.setlist(name, ["", times.get(name, "")])
    return data


def test_how_a_length_may_give_is_read_with_the_row():
    data = encode_times(least="20", most="45", fixed_at="09:00", keeping="uncut", beside="1")
    first, second = read_rows(data)
    assert first == Row(0, "poll", "Velkomst", 10, "", ready=True)
    assert second == Row(0, "poll", "Casen", 30, "", "", True, 20, 45, time(9), "uncut", True)


@pytest.mark.parametrize(
    "times",
    [{"least": "31"}, {"most": "29"}, {"least": "0"}, {"most": "lang"}, {"fixed_at": "25:00"}],
)
def test_times_that_cannot_be_are_named_with_the_row_and_its_title(times):
    with pytest.raises(ProgrammeFault, match=r"2 \(Casen\)"):
        read_rows(encode_times(**times))


def test_what_was_allotted_on_the_day_goes_where_the_times_are_changed():
    day = make_day("poll", "pause", "poll")
    first, second, third = rows_of(day)
    day.allotted = {str(first.id): 10, str(second.id): 5, str(third.id): 0}
    day.save()
    save_programme(day, [first, replace(second, minutes=25)])
    day.refresh_from_db()
    assert day.allotted == {str(first.id): 10}


def test_saving_moves_changes_adds_and_removes():
    day = make_day("poll", "pause", "poll")
    first, second, third = rows_of(day)
    moved = Row(third.id, "poll", "Ny titel", 25, "grupper")
    save_programme(day, [moved, first, Row(0, "evaluation", "Til sidst", 10, "", "Tak for i dag")])
    slots = list(day.slots.all())
    assert [slot.title for slot in slots] == ["Ny titel", "Punkt 1", "Til sidst"]
    assert [slot.position for slot in slots] == [1, 2, 3]
    assert (slots[0].id, slots[0].minutes, slots[0].form) == (third.id, 25, "grupper")
    assert (slots[2].promise, slots[2].text) == ("anonymous", "Tak for i dag")
    assert not Slot.objects.filter(id=second.id).exists()
    assert day.revision == 1


def test_another_activity_brings_its_own_settings_and_promise():
    day = make_day("poll")
    save_programme(day, [Row(day.slots.get().id, "evaluation", "Punkt 1", 15, "")])
    slot = day.slots.get()
    assert (slot.activity, slot.config, slot.promise) == ("evaluation", {}, "anonymous")


def test_a_new_row_of_the_table_gets_its_activity_s_own_wording():
    day = make_day()
    save_programme(day, read_rows(encode(("", "discussion", "Ved bordene", "25", "grupper"))))
    slot = day.slots.get()
    assert slot.text == find_wording("discussion").text
    assert slot.config["questions"] == find_wording("discussion").config["questions"]
    save_programme(day, read_rows(encode((str(slot.id), "poll", "Tjek ind", "5", ""))))
    slot = day.slots.get()
    assert (slot.text, slot.config["ask"]) == (find_wording("poll").text, "scale")


def test_a_text_that_someone_wrote_stays_when_the_activity_changes():
    day = make_day("poll")
    day.slots.update(text="Vores egne ord", script={"says": "Sådan"})
    slot = day.slots.get()
    save_programme(day, read_rows(encode((str(slot.id), "discussion", "Punkt 1", "5", ""))))
    slot = day.slots.get()
    assert (slot.text, slot.script) == ("Vores egne ord", {})


def test_a_row_of_the_same_activity_keeps_its_settings():
    day = make_day("poll")
    slot = day.slots.get()
    save_programme(day, read_rows(encode((str(slot.id), "poll", "Ny titel", "5", ""))))
    assert day.slots.get().config == slot.config


def change_nothing(day, rows):
    before = list(Slot.objects.filter(day=day).values())
    with pytest.raises(ProgrammeFault) as fault:
        save_programme(day, rows)
    assert "Punkt 1" in str(fault.value)
    assert list(Slot.objects.filter(day=day).values()) == before


def test_an_item_that_was_opened_is_not_removed_and_nothing_else_is_changed():
    slot = make_open_slot()
    change_nothing(slot.day, [Row(0, "pause", "Kaffe", 15, "")])


def test_an_item_that_was_opened_keeps_its_activity_and_nothing_else_is_changed():
    slot = make_open_slot()
    change_nothing(
        slot.day,
        [Row(0, "pause", "Kaffe", 15, ""), Row(slot.id, "pause", "Punkt 1", 15, "")],
    )


def test_an_item_with_answers_is_kept_also_when_its_opening_was_undone():
    slot = make_open_slot()
    answer_all(slot, make_tokens(slot.day, 2))
    run.undo(slot.day)
    change_nothing(slot.day, [])
    change_nothing(slot.day, [Row(slot.id, "pause", "Punkt 1", 15, "")])


def test_an_item_that_was_opened_still_moves_and_takes_a_new_title():
    slot = make_open_slot()
    save_programme(
        slot.day, [Row(0, "pause", "Kaffe", 15, ""), Row(slot.id, "poll", "Ny titel", 20, "")]
    )
    slot.refresh_from_db()
    assert (slot.state, slot.title, slot.position) == ("open", "Ny titel", 2)


def test_another_day_s_item_is_not_taken_over():
    day, other = make_day("poll"), make_day("poll")
    theirs = other.slots.get()
    save_programme(day, [*rows_of(day), Row(theirs.id, "poll", "Stjålet", 5, "")])
    theirs.refresh_from_db()
    assert (theirs.day_id, theirs.title) == (other.id, "Punkt 1")
    assert titles_of(day) == ["Punkt 1", "Stjålet"]
