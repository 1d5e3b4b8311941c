"""What is said of neighbouring levels, from what may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.nowpicture.activity import draft_outcomes
from pejl.activities.nowpicture.gaps import (
    find_band,
    find_guessers,
    list_gaps,
    list_surprises,
    say_gap,
    say_surprise,
)
from pejl.activities.nowpicture.rules import (
    Config,
    FocusArea,
    Guess,
    Guessed,
    Placement,
    Result,
    check,
    find_neighbour,
    summarise,
)
from pejl.analysis.agreement import Band
from pejl.analysis.compared import spread
from pejl.analysis.ratings import find_widest, rate
from pejl.days.contract import Entry, Part, Refused, Released

NEAR = FocusArea(3, 1, "Nærhed")
LEVELS = ("Centerledelse", "Områdeledelse", "Institutionsledelse", "Afdelingsledelse")
CONFIG = Config((NEAR,), LEVELS, guess=True)


def make_part(counts, *members):
    result = Result((Placement(NEAR, counts),))
    return Part(" og ".join(members), sum(counts), result, members)


TOP = make_part((0, 0, 0, 0, 6, 6, 0), "Centerledelse", "Områdeledelse")
MIDDLE = make_part((0, 0, 0, 12, 8, 0, 0), "Institutionsledelse")
LOW = make_part((0, 3, 12, 0, 0, 0, 0), "Afdelingsledelse")
FEW = make_part((2, 3, 0, 0, 0, 0, 0), "Afdelingsledelse")


def test_neighbours_are_compared_from_the_top_with_what_can_be_relied_on():
    released = Released(Result(), levels=(TOP, MIDDLE, LOW))
    first, second = list_gaps(released, NEAR)
    assert (first.upper, first.lower) == ("Centerledelse og Områdeledelse", "Institutionsledelse")
    assert round(first.steps, 1) == -1.1
    assert second.band is Band.FAR_APART
    assert say_gap(second) == (
        "”Afdelingsledelse” ligger 1,6 trin lavere end ”Institutionsledelse”. Forskellen er sikker."
    )


def test_few_answers_are_never_called_certain():
    (gap,) = list_gaps(Released(Result(), levels=(MIDDLE, FEW)), NEAR)
    assert gap.band is Band.TOO_FEW
    assert say_gap(gap).endswith("Der er for få svar til at være sikker.")


def test_levels_that_see_it_alike_are_said_to():
    same = make_part((0, 0, 0, 20, 20, 0, 0), "Afdelingsledelse")
    (gap,) = list_gaps(Released(Result(), levels=(MIDDLE, same)), NEAR)
    assert say_gap(gap) == "”Institutionsledelse” og ”Afdelingsledelse” ser ens på det."


@given(st.lists(st.integers(0, 30), min_size=7, max_size=7).map(tuple))
def test_a_level_agrees_with_itself_or_has_too_few(counts):
    assert find_band(counts, counts) in {Band.AGREE, Band.TOO_FEW}


def test_each_guesses_about_the_level_below_and_the_lowest_about_the_one_above():
    assert [find_neighbour(CONFIG, level) for level in LEVELS] == [
        "Områdeledelse",
        "Institutionsledelse",
        "Afdelingsledelse",
        "Institutionsledelse",
    ]
    assert find_guessers(CONFIG, "Institutionsledelse") == "Områdeledelse og Afdelingsledelse"
    assert find_neighbour(Config((NEAR,), LEVELS), "Områdeledelse") == ""
    assert find_neighbour(CONFIG, "Bestyrelse") == ""


def test_a_guess_is_held_against_what_the_level_says_itself():
    whole = Result(guesses=(Guess(NEAR, "Afdelingsledelse", (0, 0, 0, 10, 10, 0, 0)),))
    released = Released(whole, levels=(MIDDLE, LOW))
    (found,) = list_surprises(CONFIG, released, NEAR)
    assert say_surprise(CONFIG, found) == (
        "”Institutionsledelse” gættede på 4,5 for ”Afdelingsledelse”, som selv siger 2,8."
    )


def test_a_level_that_is_shown_together_with_another_is_not_compared_with_guesses():
    whole = Result(guesses=(Guess(NEAR, "Områdeledelse", (0, 0, 0, 5, 5, 0, 0)),))
    assert list_surprises(CONFIG, Released(whole, levels=(TOP, MIDDLE)), NEAR) == []


def test_guesses_are_counted_by_the_level_they_are_about():
    said = [
        Entry(at, f"g{at}", "guessed", "guess-3", Guessed(3, level, value))
        for at, (level, value) in enumerate((("Områdeledelse", 4), ("Områdeledelse", 6)))
    ]
    (guess,) = summarise(CONFIG, said).guesses
    assert (guess.level, guess.mean) == ("Områdeledelse", 5)


def test_a_guess_needs_a_known_level_and_to_be_asked_for():
    check(CONFIG, Guessed(3, "Områdeledelse", 4), "guess-3")
    for config, level, item in (
        (Config((NEAR,), LEVELS), "Områdeledelse", "guess-3"),
        (CONFIG, "Bestyrelse", "guess-3"),
        (CONFIG, "Områdeledelse", "3"),
    ):
        try:
            check(config, Guessed(3, level, 4), item)
        except Refused as refusal:
            assert refusal.message == "unknown"
        else:
            raise AssertionError((config, level, item))


def test_wide_gaps_are_left_to_later_items():
    drafts = draft_outcomes(CONFIG, Released(Result(), levels=(TOP, MIDDLE, LOW)))
    assert [(one.kind, one.focus, one.data["type"]) for one in drafts] == [
        ("statement", 3, "gap"),
        ("statement", 3, "gap"),
    ]
    assert drafts[1].text.startswith("Nærhed: ”Afdelingsledelse” ligger 1,6 trin lavere")


def test_a_rating_is_compared_as_the_least_sure_answers_that_it_may_stand_for():
    top, low = rate((0, 0, 0, 0, 1, 10, 1)), rate((0, 11, 2, 0, 0, 0, 0))
    assert find_band(top, low) is Band.FAR_APART
    assert find_band(top, rate((0, 0, 0, 1, 4, 7, 0))) is Band.TOO_FEW
    for rating in (top, rate((0, 0, 3, 5, 3, 0, 0)), rate((5, 0, 0, 0, 0, 0, 6))):
        answers = spread(rating)
        assert len(answers) == rating.n
        assert answers.mean() == pytest.approx(rating.mean)
        assert answers.var(ddof=1) == pytest.approx(find_widest(rating))
