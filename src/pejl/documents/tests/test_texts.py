import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pejl.documents.glyphs import MISSING, list_characters, replace_missing, replace_missing_in_svg
from pejl.documents.texts import clean_line, clean_text, holds_anything, settle_levels
from pejl.ui.blocks import Bullets, Heading, Paragraph

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_cleaned_text_can_stand_in_xml_and_json(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert not [c for c in clean if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} - {"Cc"}]
    assert not [c for c in clean if unicodedata.category(c) == "Cc" and c != "\n"]
    assert clean_text(clean) == clean


@given(ANY)
def test_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


def test_plain_danish_is_left_alone() -> None:
    said = "Æblegrød – »på tværs«, 62 % (§ 4) … café\nNæste linje"
    assert clean_text(said) == said
    assert replace_missing(said) == said


def test_line_ends_and_empty_lines() -> None:
    assert clean_text("a\r\nb\u2028c\n \n\n\nd\n") == "a\nb\nc\n\nd"


def test_nothing_turns_the_reading_direction() -> None:
    assert clean_text("faktura\u202efdp.exe") == "fakturafdp.exe"


@given(ANY)
def test_only_characters_with_a_glyph_remain(text: str) -> None:
    assert {ord(c) for c in replace_missing(text)} <= list_characters()
    assert {ord(c) for c in replace_missing_in_svg(text)} <= list_characters()


def test_missing_letters_are_marked() -> None:
    assert replace_missing("漢字 ok") == f"{MISSING * 2} ok"
    assert replace_missing("A\u030a \u5b57\u0301") == f"Å {MISSING}"
    assert replace_missing_in_svg("<text>&#x6f22;&amp;&#60;ø&#230;</text>") == (
        "<text>◊&amp;&#60;øæ</text>"
    )


def test_levels_settle() -> None:
    blocks = (Heading("a", 3), Paragraph("b"), Heading("c", 7), Heading("d", 0))
    levels = [block.level for block in settle_levels(blocks) if isinstance(block, Heading)]
    assert levels == [2, 3, 2]


def test_what_holds_nothing_is_known() -> None:
    assert not holds_anything(Paragraph(""))
    assert not holds_anything(Bullets(()))
    assert holds_anything(Heading("a"))
