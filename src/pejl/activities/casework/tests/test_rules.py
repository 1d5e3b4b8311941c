import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.casework.rules import (
    Called,
    Config,
    Moved,
    Note,
    Pen,
    Went,
    check,
    find_moved,
    find_step,
    list_harvest,
    list_outcomes,
    list_pictures,
    measure_step,
    resolve,
    summarise,
)
from pejl.days.contract import Entry, Ground, Refused
from pejl.people.case import CaseText, PictureText, RoleText

ROLES = (RoleText("Moren"), RoleText("Lederen"))
CASE = CaseText("Barnet", "Tekst", ROLES, ("Hvad?", "Hvem?", "Hvor?"))
CONFIG = Config(case=CASE)


def write(id_, table, item, text, giver="a", seen=0, phone=""):
    return Entry(id_, giver, "note", item, Note(text, seen, phone), table, giver.upper())


def call(id_, key, how):
    return Entry(id_, "console", "called", key, Called(how))


@pytest.mark.parametrize("item", ["f1-3", "f2-2", "f3-3", "f4-3", "f5-2"])
def test_there_is_a_field_for_each_question_role_and_free_place(item):
    check(CONFIG, Note("Ro"), item)


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Note("x"), "f1-4", "unknown"),
        (Note("x"), "f2-3", "unknown"),
        (Note("x"), "f6-1", "unknown"),
        (Note("x" * 281), "f1-1", "long"),
        (Pen(), "f1-1", "unknown"),
        (Called("shown"), "t1-3-1", "unknown"),
    ],
)
def test_what_cannot_be_taken(payload, item, code):
    with pytest.raises(Refused) as refusal:
        check(CONFIG, payload, item)
    assert refusal.value.message == code


def test_two_who_wrote_at_the_same_time_both_stand():
    result = summarise(CONFIG, [write(1, 4, "f4-1", "Ring"), write(2, 4, "f4-1", "Skriv", "b")])
    (point,) = result.points
    assert (point.text, point.split) == ("Ring / Skriv", True)
    later = [write(1, 4, "f4-1", "Ring"), write(2, 4, "f4-1", "Skriv", "b", seen=1)]
    assert [(one.text, one.split) for one in summarise(CONFIG, later).points] == [("Skriv", False)]


def test_the_harvest_takes_one_a_table_advice_first_and_no_repeats():
    notes = [
        write(1, 1, "f5-1", "Vi venter på hinanden"),
        write(2, 1, "f4-1", "Hold et møde nu"),
        write(3, 1, "f4-2", "Giv moren et navn"),
        write(4, 2, "f4-1", "Hold et møde nu"),
        write(5, 3, "f4-1", "Flyt timerne med barnet"),
    ]
    keys = ["t1-4-1", "t3-4-1", "t1-4-2", "t1-5-1"]
    harvest = list_harvest(summarise(CONFIG, notes))
    assert [point.key for point in harvest.coming] == keys
    assert [point.key for point in harvest.said] == ["t2-4-1"]
    calls = [call(6, "t1-4-1", "shown"), call(7, "t3-4-1", "said"), call(8, "t2-4-1", "back")]
    harvest = list_harvest(summarise(CONFIG, [*notes, *calls]))
    assert [point.key for point in harvest.shown] == ["t1-4-1"]
    assert [point.key for point in harvest.coming] == ["t2-4-1", "t1-4-2", "t1-5-1"]
    assert [point.key for point in harvest.said] == ["t3-4-1"]


NOTES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.text("abc ", max_size=9)))


@given(NOTES)
def test_every_point_is_in_one_place_of_the_harvest(rows):
    notes = [write(at, t, f"f4-{p}", x) for at, (t, p, x) in enumerate(rows, 1)]
    standing = {(one.group, one.item): one for one in notes}
    result = summarise(CONFIG, list(standing.values()))
    harvest = list_harvest(result)
    keys = [one.key for one in (*harvest.shown, *harvest.coming, *harvest.said)]
    assert sorted(keys) == sorted(one.key for one in result.points)


def test_advice_becomes_actions_and_the_rest_statements_with_their_table():
    notes = [
        write(1, 2, "f4-1", "Ring"),
        write(2, 3, "f5-1", "Vi venter"),
        write(3, 3, "f3-1", "X"),
    ]
    drafts = list_outcomes(CONFIG, summarise(CONFIG, notes))
    assert [(one.kind, one.text) for one in drafts] == [
        ("action", "Ring"),
        ("statement", "Vi venter"),
    ]
    assert drafts[0].data == {"case": "Barnet", "table": 2}


def test_the_time_left_is_of_the_step_or_by_the_lengths_so_far():
    moved = find_moved(CONFIG, [Entry(1, "console", "moved", "moved", Moved(2, 500))])
    assert find_step(CONFIG, moved, 0) == 2
    assert measure_step(CONFIG, moved, 2, 530) == 10 * 60 - 30
    assert measure_step(CONFIG, moved, 2, 90) == 10 * 60, "the clock was ahead then"
    alone = Config(case=CASE, pace="tables")
    assert find_step(alone, moved, 3) == 3
    assert measure_step(alone, moved, 3, 600) == (8 + 10 + 10) * 60 - 600
    went = [Entry(2, "a", "went", "went", Went(3), 4)]
    assert summarise(alone, went).steps == {4: 3}


def test_what_one_person_wrote_on_two_phones_both_stands():
    one, other = (write(1, 4, "f4-1", "Ring", phone="x"), write(2, 4, "f4-1", "Skriv", phone="y"))
    (point,) = summarise(CONFIG, [one, other]).points
    assert (point.text, point.split) == ("Ring / Skriv", True)
    known = write(2, 4, "f4-1", "Skriv", seen=1, phone="y")
    assert [point.text for point in summarise(CONFIG, [one, known]).points] == ["Skriv"]


def test_the_chosen_case_is_kept_as_it_is_when_the_item_opens():
    picture = PictureText("abc", "Et hus", 4, 3)
    library = (
        CaseText("Barnet", "", key="child"),
        CaseText("Vores", "", (), (), (), picture, "own-7"),
    )
    chosen = resolve(Config("own-7"), Ground(cases=library))
    assert chosen.case == library[1]
    assert list_pictures(chosen) == ("abc",)
    assert resolve(Config(), Ground(cases=library)).case == library[0]
    assert resolve(Config(), Ground()).case is None
    assert list_pictures(Config()) == ()
