import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.interchange.names import (
    clean,
    guess_name,
    is_email,
    looks_like_formula,
    looks_like_markup,
    mend_email,
    read_email,
    read_name,
    strip_markup,
    unify_spellings,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thomsen, Ivan", "Ivan Thomsen"),
        ("Ivan Thomsen", "Ivan Thomsen"),
        ("von der Leyen,Anna Maria", "Anna Maria von der Leyen"),
        ("Ivan Thomsen, ph.d.", "Ivan Thomsen, ph.d."),
        ("Ivan Thomsen, cand.mag.", "Ivan Thomsen, cand.mag."),
        ("Thomsen,", "Thomsen"),
        (", Ivan", "Ivan"),
        ("a, b, c", "a, b, c"),
    ],
)
def test_a_name_is_read_in_either_order(text: str, name: str) -> None:
    assert read_name(text) == name


def test_clean_leaves_one_line_of_visible_composed_text() -> None:
    assert clean("  A\u030ase\u00a0\u200b \tFriis\n") == "Åse Friis"
    assert clean("Iv\u202ean\x00") == "Ivan"
    assert [clean(dash) for dash in ("-", " – ", "—")] == ["", "", ""]


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).isprintable()


@pytest.mark.parametrize(
    "email", ["a@b.dk", "o'hara+x@mail.example.com", "a.b@x-y.invalid", "a@ø.dk"]
)
def test_addresses(email: str) -> None:
    assert is_email(email)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@b", "a@@b.dk", "a b@c.dk", "a@b..dk", ".a@b.dk", "a@-b.dk", "<a@b.dk>", "å@b.dk"],
)
def test_no_addresses(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("ivan @x.dk", "ivan@x.dk"),
        ("ivan@@x.dk", "ivan@x.dk"),
        ("ivan@x,dk", "ivan@x.dk"),
        ("ivan (at) x.dk", "ivan@x.dk"),
        ("jørgen@x.dk.", "joergen@x.dk"),
        ("ivan", None),
        ("ivan@x", None),
    ],
)
def test_a_broken_address_is_mended_if_it_can_be(text: str, email: str | None) -> None:
    assert mend_email(text) == email


def test_an_address_is_freed_from_what_is_around_it() -> None:
    assert read_email("MAILTO:Ivan@X.dk") == "ivan@x.dk"
    assert read_email("Ivan Thomsen <Ivan@X.dk>") == "ivan@x.dk"


def test_a_name_is_guessed_from_an_address() -> None:
    assert guess_name("ivan.thomsen@x.dk") == "Ivan Thomsen"
    assert guess_name("ivth@x.dk") is None


def test_formulas_and_markup_are_seen_and_ordinary_names_are_not() -> None:
    for text in ("=1+1", "@SUM(1)", "+cmd|x", "-2+3", "- A1"):
        assert looks_like_formula(text)
    for text in ("<b>Ivan</b>", "&lt;b&gt;", "{{ x }}", "<script", "javascript:x", "{% x %}"):
        assert looks_like_markup(text)
    for text in ("Ivan <3 Thomsen", "Bo & Co", "Anne-Marie", "R&D; drift", "Leder - nord"):
        assert not looks_like_formula(text)
        assert not looks_like_markup(text) or text == "R&D; drift"
    assert strip_markup("&lt;b&gt;Ivan&lt;/b&gt; <i>T</i>") == "Ivan T"


def test_the_common_and_best_cased_spelling_wins() -> None:
    texts = ["SKOLER"] * 5 + ["Skoler"] + ["skoler"] * 2 + ["PPR", "PPR", "Ppr"]
    assert unify_spellings(texts) == {
        **dict.fromkeys(["SKOLER", "Skoler", "skoler"], "Skoler"),
        **dict.fromkeys(["PPR", "Ppr"], "PPR"),
    }
    assert unify_spellings(["Skoler"], ["SKOLER"]) == {"Skoler": "SKOLER"}


@given(st.lists(st.sampled_from(["PPR", "Ppr", "ppr", "SKOLER", "Skoler", "skoler"])), st.data())
def test_the_spelling_does_not_depend_on_the_order(texts: list[str], data: st.DataObject) -> None:
    assert unify_spellings(texts) == unify_spellings(data.draw(st.permutations(texts)))
