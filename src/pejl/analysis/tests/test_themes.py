"""Themes of statements as leaders write them."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pejl.analysis.opinion import compare_groups
from pejl.analysis.theme_words import list_words, read_words
from pejl.analysis.themes import LONGEST_LABEL, find_themes

DATA = Path(__file__).parents[5] / "shared" / "data" / "opinion"

DANISH = {
    "overgange": (
        "Overgangen fra dagtilbud til skole er for brat for nogle børn",
        "Vi holder overgangsmøder hvert forår",
        "Overgangene planlægges for sent",
        "Skabelonen for overgange bliver ikke brugt",
        "Gode overgange kræver, at vi kender hinanden",
    ),
    "ventetid hos PPR": (
        "Ventetiden hos PPR er for lang",
        "PPR svarer hurtigt, når vi ringer",
        "Vi venter i månedsvis på en psykolog fra PPR",
        "PPR's psykologer kommer ud til os",
        "Der skal være kortere vej til PPR",
    ),
    "møder": (
        "Ledermøderne går op i drift",
        "Vores møder har en klar dagsorden",
        "Der er for mange møder uden beslutninger",
        "På ledermødet taler vi om det, der er vigtigt",
        "Mødekulturen er blevet bedre",
    ),
    "sparring": (
        "Jeg savner sparring med andre ledere",
        "Faglig sparring på tværs giver os meget",
        "Sparringen med min egen leder er god",
        "Ledersparring burde ligge fast i kalenderen",
    ),
    "forældre": (
        "Forældrene får forskellige svar",
        "Forældresamarbejdet fylder mere og mere",
        "Vi inviterer forældrene tidligt ind",
        "Forældremøderne når ikke dem, vi gerne vil nå",
    ),
    "resurser": (
        "Resurserne følger ikke barnet",
        "Resursefordelingen er svær at gennemskue",
        "Vi bruger resurserne, hvor de gør mest gavn",
        "Der mangler åbenhed om resurserne",
    ),
    "": (
        "Kaffen er kold",
        "Det nye skema forvirrer alle",
        "Jeg er stolt af mit personale",
        "Nogen burde rydde op i arkivet",
    ),
}
ENGLISH = (
    "The managers meet too rarely",
    "Our manager listens",
    "Managers should visit each school",
    "Schools wait for answers",
    "A school needs clear answers",
)


def read_danish():
    texts, themes = zip(
        *((text, theme) for theme, several in DANISH.items() for text in several), strict=True
    )
    return list(texts), list(themes)


def label_all(texts, found):
    """Each text's theme by number; those in none each by itself."""
    labels = np.arange(1000, 1000 + len(texts))
    for number, theme in enumerate(found.groups):
        labels[list(theme.members)] = number
    return labels


def test_danish_statements_come_together_by_what_they_are_about():
    """Measured at 0.91, on the statements that the bounds in `themes` were chosen by."""
    texts, themes = read_danish()
    truth = [theme or f"alone {at}" for at, theme in enumerate(themes)]
    found = find_themes(texts)
    assert compare_groups(truth, label_all(texts, found)) > 0.8
    labels = " ".join(theme.label for theme in found.groups)
    for word in ("overgange", "ppr", "møder", "sparring", "forældre", "resurse"):
        assert word in labels


def test_compounds_meet_the_words_they_are_made_of():
    found = find_themes(["Ledermøderne er lange", "Mødet var godt", "Vi savner kaffe"])
    assert [theme.members for theme in found.groups] == [(0, 1)]


def test_english_statements_too():
    found = find_themes(ENGLISH)
    assert {theme.members for theme in found.groups} == {(0, 1, 2), (3, 4)}
    assert sorted(theme.label.split(",")[0] for theme in found.groups) in (
        ["answers", "managers"],
        ["managers", "schools"],
        ["managers", "school"],
    )


def test_real_comments_make_some_themes_of_several():
    path = DATA / "15-per-hour-seattle" / "comments.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as file:
        texts = [row["comment-body"] for row in csv.DictReader(file)]
    found = find_themes(texts)
    assert len(found.groups) >= 3
    assert len(found.groups[0].members) >= 3


def test_meaning_joins_what_words_do_not():
    texts = ["Kaffen er kold", "Espressoen er lunken", "Skemaet forvirrer"]
    vectors = [[1, 0], [1, 0.1], [0, 1]]
    assert find_themes(texts).groups == ()
    given = dict(zip(texts, vectors, strict=True))
    found = find_themes(texts, embed=lambda asked: [given[text] for text in asked])
    assert [theme.members for theme in found.groups] == [(0, 1)]


words = st.sampled_from(
    ["møde", "møder", "ledermøde", "tid", "sparring", "overgang", "ppr", "skole", "børn"]
)
sentences = st.lists(st.lists(words, max_size=5).map(" ".join), max_size=25)


@settings(deadline=None, max_examples=60)
@given(sentences, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_does_not_matter(texts, random):
    order = list(range(len(texts)))
    random.shuffle(order)
    before = find_themes(texts)
    after = find_themes([texts[at] for at in order])

    def name(found, read):
        return sorted((one.label, sorted(read(at) for at in one.members)) for one in found.groups)

    assert name(before, lambda at: texts[at]) == name(after, lambda at: texts[order[at]])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=15))
def test_any_texts_make_themes_with_labels_of_their_own(texts):
    found = find_themes(texts)
    labels = [theme.label for theme in found.groups]
    assert len(labels) == len(set(labels))
    assert all(0 < len(label) <= LONGEST_LABEL for label in labels)
    members = [at for theme in found.groups for at in theme.members]
    assert len(members) == len(set(members))


def test_each_text_is_read_in_its_own_language():
    assert [word.text for word in list_words("The school waits for an answer")] == [
        "school",
        "waits",
        "answer",
    ]
    assert [word.text for word in list_words("Vi venter på et svar fra skolen")] == [
        "venter",
        "svar",
        "skolen",
    ]
    assert read_words([]) == []
