from collections.abc import Iterator
from contextlib import suppress

import msgspec
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.agreement import AgreementDraft, FocusAreaDraft, read_agreement
from pejl.interchange.lines import Doubt, OutlineError


@pytest.fixture(autouse=True, scope="module")
def _english() -> Iterator[None]:
    with override("en"):
        yield


def read(text: str) -> AgreementDraft:
    return read_agreement(text.encode(), "agreement.md")


def test_what_is_not_understood_is_a_doubt_with_its_place() -> None:
    draft = read(
        "# T\nTegn: early\n\nPurpose: p\n\n## 1. A\nGoal: g\n\nstray\n\n### Sub\n\n- loose\n\n"
        "Goal: again\n\nNow: 5\n\n| x | y |\n|---|---|\n\n## Annex\n\n18. november\n\nSign: late\n"
    )
    assert draft.doubts == [
        Doubt("line 2", "“Tegn: early” stands outside the focus areas."),
        Doubt("line 9", "“stray” was not understood."),
        Doubt("line 11", "“Sub” was not understood."),
        Doubt("line 13", "“loose” was not understood."),
        Doubt("line 15", "“Goal: again” was not understood."),
        Doubt("line 17", "“Now: 5” was not understood."),
        Doubt("line 19", "“x | y” was not understood."),
        Doubt("line 22", "“Annex” was not understood."),
        Doubt("line 24", "“18. november” was not understood."),
        Doubt("line 26", "“Sign: late” stands outside the focus areas."),
    ]
    assert draft.focus_areas == [FocusAreaDraft(1, "A", "g", [], [])]


def test_what_is_missing_is_a_doubt() -> None:
    assert read("- some\n- bullets").doubts[2:] == [
        Doubt("the whole file", "No title was found."),
        Doubt("the whole file", "No purpose was found. It begins with “Purpose:”."),
        Doubt(
            "the whole file",
            "No focus area was found. Each begins with a heading like “1. Title”.",
        ),
    ]
    assert read("# T\nPurpose: p\n## 1. A\nIndicator: i. Now: 3").doubts == [
        Doubt("line 3", "The focus area “A” has no goal."),
        Doubt("line 4", "The indicator “i” lacks its figure for now or for the target."),
    ]


def test_a_number_used_twice_is_told_and_mended() -> None:
    draft = read("# T\nPurpose: p\n## 2. A\nGoal: a\n## 2. B\nGoal: b\n")
    assert [area.number for area in draft.focus_areas] == [2, 3]
    assert draft.doubts == [
        Doubt("line 5", "Number 2 is used twice. “B” has become number 3."),
    ]


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "{{ x }} {% y %}", "=1+1", "[a](b)"]
)
def test_markup_in_a_title_is_text(title: str) -> None:
    draft = read(f"# {title}\n\n## 1. {title}\nGoal: {title}")
    assert draft.title == draft.focus_areas[0].title == draft.focus_areas[0].goal == title


def test_a_text_too_long_to_store_is_told() -> None:
    draft = read(f"# T\nPurpose: p\n## 1. A\nGoal: g\nSign: {'s' * 501}\nSign: {'s' * 500}")
    assert [len(sign) for sign in draft.focus_areas[0].signs] == [501, 500]
    cut = f"“{'s' * 119}…” has more than 500 characters. The rest is cut off."
    assert draft.doubts == [Doubt("line 3", cut)]


def test_a_thousand_focus_areas() -> None:
    draft = read("\n".join(f"## {i}. A\nGoal: g\nSign: s" for i in range(1000)))
    assert len({area.number for area in draft.focus_areas}) == 1000


LABELS = [
    "# ",
    "## 1. ",
    "**2. B**",
    "Formål:",
    "Mål:",
    "- Tegn:",
    "Indikator:",
    "Nu:",
    "\n",
    "| a |",
]


@given(
    st.lists(st.sampled_from([*LABELS, "\n\n"]) | st.text(max_size=12), max_size=30).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(OutlineError):
        assert isinstance(read_agreement(text.encode("utf-8", "replace"), "a"), AgreementDraft)


@given(st.lists(st.sampled_from(LABELS), max_size=20), st.randoms(use_true_random=False))
def test_every_word_is_in_the_draft_or_in_a_doubt(labels: list[str], random: object) -> None:
    words = [f"word{i}x" for i in range(len(labels))]
    text = "\n".join(f"{label} {word}" for label, word in zip(labels, words, strict=True))
    if text.strip():
        told = msgspec.json.encode(read(text)).decode()
        assert [word for word in words if word not in told] == []
