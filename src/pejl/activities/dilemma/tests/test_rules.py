import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.dilemma.activity import ACTIVITY
from pejl.activities.dilemma.results import (
    MOST_WARNINGS,
    Placing,
    Result,
    coarsen,
    draft_actions,
    find_mismatch,
    find_way,
    list_known,
    pick_warnings,
    read_values,
    summarise,
)
from pejl.activities.dilemma.rules import (
    LONGEST,
    MOST_PLACES,
    PHASES,
    STEPS,
    Chosen,
    Config,
    Note,
    Phased,
    Placed,
    Turned,
    admit,
    check,
    find_line,
    find_phase,
    name_item,
    name_phase,
)
from pejl.activities.dilemma.tests.making import CONFIG, READY
from pejl.activities.dilemma.words import list_degrees, say_mismatch, say_movement
from pejl.analysis.ratings import Rating
from pejl.days.contract import Entry, Focus, Ground, Person, Refused

FIELD = "k0-action-a-1"
TEXTS = st.text("abc", max_size=3)
PAYLOADS = st.one_of(
    st.builds(
        Placed, st.integers(0, 1), st.sampled_from(["before", "after"]), st.integers(1, 7), TEXTS
    ),
    st.builds(Note, TEXTS),
    st.builds(Chosen, st.just(0), st.integers(1, 7)),
)


def enter(*payloads):
    """From people at different tables."""
    return [
        Entry(at, f"g{at}", "x", FIELD if isinstance(one, Note) else name_item(one), one, at + 1)
        for at, one in enumerate(payloads)
    ]


def write(table, item, text, at=1, giver="g", seen=0):
    return Entry(at, giver, "note", item, Note(text, seen), table)


def placed(before, after):
    return Result((Placing(0, "before", tuple(before)), Placing(0, "after", tuple(after))))


@given(st.lists(PAYLOADS, max_size=40))
def test_every_answer_is_counted_once_and_every_text_stands(payloads):
    result = summarise(CONFIG, enter(*payloads))
    counted = sum(sum(one.answers) for one in (*result.placings, *result.choices))
    assert counted == sum(isinstance(one, Placed | Chosen) for one in payloads)
    texts = {one.text for one in payloads if isinstance(one, Note) and one.text}
    assert {one.text for one in result.said if one.about != "why"} == texts
    assert result == summarise(CONFIG, enter(*reversed(payloads)))


@given(st.lists(PAYLOADS, min_size=1, max_size=40))
def test_coarse_figures_are_ratings_and_what_is_learned_of_them_is_true(payloads):
    exact = summarise(CONFIG, enter(*payloads))
    coarse = coarsen(CONFIG, exact, ())
    assert all(isinstance(one.answers, Rating) for one in (*coarse.placings, *coarse.choices))
    for result in (exact, coarse):
        for known in list_known(CONFIG, result):
            values = [
                read_values(CONFIG, one)[known.figure]
                for one in payloads
                if known.figure in read_values(CONFIG, one)
            ]
            assert known.low <= sum(known.weights[value] for value in values) <= known.high


@given(PAYLOADS)
def test_what_a_phone_sends_is_taken_under_its_own_item_alone(payload):
    check(CONFIG, payload, FIELD if isinstance(payload, Note) else name_item(payload))
    with pytest.raises(Refused, match="unknown"):
        check(CONFIG, payload, "before-7")


@pytest.mark.parametrize(
    ("payload", "item", "code"),
    [
        (Placed(0, "before", 3, "x" * (LONGEST + 1)), "before-0", "long"),
        (Note("x" * (LONGEST + 1)), FIELD, "long"),
        (Note("x"), "k2-action-a-1", "unknown"),
        (Note("x"), f"k0-warning-b-{MOST_PLACES + 1}", "unknown"),
        (Note("x"), "kept-0", "unknown"),
        (Chosen(1, 4), "decide-1", "unknown"),
        (Turned("moved-4"), "turned", "unknown"),
    ],
)
def test_what_is_too_long_or_not_there_is_refused(payload, item, code):
    with pytest.raises(Refused, match=code):
        check(CONFIG, payload, item)


@given(PAYLOADS, st.sampled_from(PHASES), st.sampled_from(["Ledere", "Andre"]), st.integers(0, 1))
def test_each_answer_has_one_phase_and_those_who_are_asked(payload, phase, level, table):
    asked = phase == name_phase(payload)
    asked &= not isinstance(payload, Chosen) or level == "Ledere"
    asked &= not isinstance(payload, Note) or table == 1
    try:
        admit(CONFIG, payload, phase, level, table)
    except Refused:
        assert not asked
    else:
        assert asked


def test_without_decisions_there_is_no_phase_for_them():
    assert CONFIG.phases == PHASES
    plain = Config(READY)
    assert plain.phases == PHASES[:-1]
    with pytest.raises(Refused):
        check(plain, Phased("decide"), "phased")


def test_the_phase_is_the_facilitators_last_word():
    assert find_phase(CONFIG, []) == "place"
    assert find_phase(CONFIG, list(reversed(enter(Phased("talk"), Phased("again"))))) == "again"


def test_the_line_is_the_one_chosen_else_that_with_most_on_both_sides():
    levels = ("A", "B", "C")
    people = tuple(Person(str(at), "", "", level, "") for at, level in enumerate("ABBBCCCC"))
    ground = Ground(people=people, levels=levels)
    assert find_line("", ground) == ("B", "C")
    assert find_line("A", ground) == ("A", "B")
    assert find_line("C", ground) == ("B", "C")
    assert find_line("", Ground(levels=("A",))) == ()


def test_an_item_without_dilemmas_holds_the_two_ready_made():
    config = ACTIVITY.resolve(Config(), Ground())
    assert [one.title for one in config.dilemmas] == [
        "Faglig frihed og fælles retning",
        "Nærhed og specialisering",
    ]
    assert config.decisions


def test_a_dilemma_has_the_colour_of_its_focus_area():
    (first, _second) = READY
    tied = Config((type(first)("T", "A", "B", focus=8),))
    assert ACTIVITY.resolve(tied, Ground((Focus(8, 4, "Nærhed"),))).dilemmas[0].number == 4


EVEN = (5, 5, 5, 5, 5, 5, 5)
CERTAIN = "18 gik den vej, 4 den anden, 13 blev stående. Det er mere end tilfældigt."
UP = (2, 4, 5, 6, 6, 6, 6)


@pytest.mark.parametrize(
    ("before", "after", "ways", "said"),
    [
        (
            EVEN,
            UP,
            (4, 13, 18),
            "mod ”Fælles retning”. 18 gik den vej, 4 den anden, 13 blev stående. Det er mere end",
        ),
        (
            UP,
            EVEN,
            (18, 13, 4),
            "mod ”Faglig frihed”. 18 gik den vej, 4 den anden, 13 blev stående. Det er mere end",
        ),
        (EVEN, UP, (11, 6, 18), "Det kan være tilfældigt"),
        (EVEN, UP, (18, 13, 4), "Det kan være tilfældigt"),  # far by few, back by many
        (EVEN, UP, (), "For få har placeret sig to gange"),
        (EVEN, (5, 5, 5, 5, 4, 6, 5), (0, 34, 1), "står, hvor de stod"),
    ],
)
def test_a_movement_is_called_certain_only_when_it_is_more_than_chance(before, after, ways, said):
    assert said in say_movement(READY[0], 0, "Hele salen", placed(before, after), ways)


@given(st.integers(1, 7), st.integers(1, 7))
def test_which_way_one_moved(before, after):
    assert find_way(before, after) - 1 == (after > before) - (after < before)


def test_no_movement_is_said_without_a_second_placing():
    result = Result((Placing(0, "before", (1, 2, 3, 0, 0, 0, 0)),))
    assert say_movement(READY[0], 0, "Hele salen", result) == ""


def test_a_table_writes_together_and_nothing_is_lost_or_said_of_who():
    entries = [
        write(1, FIELD, "Vælg selv", at=1, giver="a"),
        write(1, FIELD, "Vælg sammen", at=2, giver="b"),  # at the same time
        write(2, FIELD, "Spørg", at=3, giver="c"),
        write(2, FIELD, "Spørg først", at=4, giver="d", seen=3),
        write(3, FIELD, "Væk igen", at=5, giver="e"),
        write(3, FIELD, "", at=6, giver="f", seen=5),
        write(4, FIELD, "Spørg først", at=7, giver="g"),
    ]
    said = summarise(CONFIG, entries).pick(0, "action")
    assert [one.text for one in said] == ["Spørg først", "Vælg selv / Vælg sammen"]


def test_an_action_carries_its_pole_and_the_early_warnings():
    entries = [write(1, FIELD, "Vælg selv"), write(1, "k0-warning-b-1", "Ingen spørger")]
    (draft,) = draft_actions(CONFIG, summarise(CONFIG, entries))
    assert (draft.kind, draft.text, draft.data["pole"]) == ("action", "Vælg selv", "Faglig frihed")
    assert draft.data["warnings"] == ["Ingen spørger"]


def test_no_more_warnings_are_asked_for_than_one_can_answer_of_both_poles_in_turn():
    said = {
        "a": ["Ingen taler", "Alle venter", "Mødet aflyses", "Støj"],
        "b": ["Ens skemaer", "Børn flyttes", "Køen vokser", "Tavshed"],
    }
    entries = [
        write(table, f"k0-warning-{pole}-1", text)
        for pole, texts in said.items()
        for table, text in enumerate(texts, 1)
    ]
    again = write(9, "k0-warning-a-1", "ingen taler")
    found = pick_warnings(summarise(CONFIG, [*entries, again]), 0)
    assert len(found) == MOST_WARNINGS
    assert [one in said["a"] for one in found] == [True, False] * 3


def test_both_sides_of_the_line_are_compared_only_where_both_are_shown():
    upper = summarise(CONFIG, enter(*[Chosen(0, 2)] * 5))
    lower = summarise(CONFIG, enter(*[Chosen(0, 6)] * 5))
    found = find_mismatch(CONFIG, 0, [(("Ledere",), upper), (("Afdelinger",), lower)])
    assert found.steps == 4
    assert say_mismatch(CONFIG, found) == (
        "Hvem ansætter?: ”Ledere” siger ”beslut og begrund”, ”Afdelinger” siger ”spørg bagefter”."
    )
    assert find_mismatch(CONFIG, 0, [(("Ledere",), upper)]) is None
    assert find_mismatch(CONFIG, 0, [(("Ledere", "Afdelinger"), upper)]) is None


def test_there_are_seven_degrees_with_a_help_each():
    degrees = list_degrees()
    assert [one.value for one in degrees] == list(range(1, STEPS + 1))
    assert len({one.name for one in degrees} | {one.help for one in degrees}) == 2 * STEPS
