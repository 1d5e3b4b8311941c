"""Whatever an owner writes, the page has plain marks only, and links to the web and to mail."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from pejl.front.markdown import draw_markdown

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "br", "hr", "blockquote"}
TAGS |= {"code", "pre"}
ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"start"}, "code": {"class"}}
PIECES = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))"]
PIECES += ["![a](https://evil.example/x.png)", "[a](data:text/html,x)", "<https://a.dk>", "# ", "`"]
PIECES += [
    "[a](JAVASCRIPT:x)",
    "[a](&#106;avascript:x)",
    "[b]: vbscript:x\n[b]",
    '"onclick="',
    "\n\n",
]
PIECES += [
    "> ",
    "- ",
    "1. ",
    "**",
    "_",
    '```x" onclick=1\n',
    "[a](//evil.example)",
    "</div>",
    "&lt;",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=20).map("".join))
@example("\n\n".join(PIECES))
def test_it_holds_nothing_but_plain_marks(text):
    page = html.fragment_fromstring(
        str(draw_markdown(text)).replace("\x00", ""), create_parent="div"
    )
    for node in page.iterdescendants():
        assert node.tag in TAGS, node.tag
        assert set(node.attrib) <= ATTRIBUTES.get(node.tag, set()), node.attrib
        if node.tag == "a":
            assert node.get("href").lower().startswith(("https://", "http://", "mailto:"))
            assert "noopener" in node.get("rel")


@given(st.lists(st.integers(1, 6), max_size=12))
def test_headings_begin_below_the_pages_own_and_skip_no_level(levels):
    drawn = str(draw_markdown("\n\n".join(f"{'#' * level} x" for level in levels)))
    page = html.fragment_fromstring(drawn, create_parent="div")
    found = [int(node.tag[1]) for node in page.iterdescendants() if node.tag[0] == "h"]
    assert len(found) == len(levels)
    assert all(2 <= level <= 4 for level in found)
    assert all(new <= old + 1 for old, new in zip([1, *found], found, strict=False))


@pytest.mark.parametrize("depth", [50, 3000])
def test_what_is_nested_deep_is_drawn_in_time(depth):
    assert draw_markdown("> " * depth + "x") is not None
    assert draw_markdown("[" * depth + "x" + "](" * depth) is not None
