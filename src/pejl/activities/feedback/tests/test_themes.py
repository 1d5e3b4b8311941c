from random import Random
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from pejl.activities.feedback.tallies import Told
from pejl.activities.feedback.themes import LEAST, MANY, TOO_MANY, split_told
from pejl.days.replies import MOST_FOUND

MEETINGS = [f"Kortere møder om {what}" for what in ("drift", "økonomi", "planer", "børn", "tid")]
VISITS = [f"Flere besøg på {where}" for where in ("skolen", "stuen", "holdet", "kontoret")]
TEXTS = [*MEETINGS, *VISITS, "Husk kaffen"]


def split(texts):
    return split_told([Told(one) for one in texts])


def test_what_is_about_the_same_stands_together_and_the_rest_last():
    parts = split(TEXTS)
    assert [(one.theme, len(one.told)) for one in parts] == [(1, 5), (2, 4), (0, 1)]
    assert ["møder" in parts[0].label, "besøg" in parts[1].label, parts[2].label] == [
        True,
        True,
        "",
    ]


def test_few_texts_stand_as_they_are():
    assert [(one.theme, len(one.told)) for one in split(TEXTS[: MANY - 1])] == [(0, MANY - 1)]
    assert split([]) == []


def test_too_many_to_compare_stand_as_they_are():
    assert [one.theme for one in split(MEETINGS * TOO_MANY)] == [0]


def test_a_theme_that_holds_all_says_nothing():
    assert [(one.theme, one.label) for one in split(MEETINGS * 2)] == [(0, "")]


@given(st.lists(st.sampled_from([*TEXTS, "", "og", "Ros til jer", "Mere tid"]), max_size=40))
def test_every_text_stands_in_one_part_and_no_theme_is_small(texts):
    parts = split(texts)
    assert sorted(told.text for part in parts for told in part.told) == sorted(texts)
    themes = [part for part in parts if part.theme]
    assert [part.theme for part in themes] == list(range(1, len(themes) + 1))
    assert len(themes) <= MOST_FOUND
    assert all(len(part.told) >= LEAST and part.label for part in themes)


def test_as_many_as_are_compared_are_compared_while_one_waits():
    rng = Random(1)
    words = ["møder", "besøg", "tid", "planer", "børn", "ro", "svar", "mails", "mål", "ferie"]
    texts = [" ".join(rng.sample(words, 4)) + f" {at}" for at in range(TOO_MANY)]
    before = perf_counter()
    split(texts)
    assert perf_counter() - before < 5
