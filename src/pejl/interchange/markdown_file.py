"""Markdown as lines. Links, code and HTML stay as they were typed, so nothing of them is lost."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pejl.interchange.lines import (
    Bullet,
    Heading,
    Line,
    Paragraph,
    Segments,
    TableRow,
    join_texts,
    split_lines,
)

BLOCKS = ["heading", "lheading", "list", "blockquote", "hr", "table"]
INLINE = ["emphasis", "escape", "entity", "newline"]
PIPE = re.compile(r"(?<!\\)\|")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def read_markdown(text: str) -> list[Line]:
    """The lines of a Markdown text, in its order, each with its place as “line 12”."""
    # A parser compiles its rules on first use, which two threads must not do to the same one.
    tokens = MarkdownIt("zero").enable(BLOCKS + INLINE).parse(text)
    source = text.split("\n")
    blocks = [*read_blocks(tokens, source), *find_forgotten(tokens, source)]
    return [line for _start, lines in sorted(blocks, key=lambda block: block[0]) for line in lines]


def read_blocks(tokens: list[Token], source: list[str]) -> Iterator[tuple[int, list[Line]]]:
    """Each block with the number of its first line, from 0."""
    number: int | None = None
    prefix = ""
    for i, token in enumerate(tokens):
        before = tokens[i - 1].type
        if token.type == "list_item_open" and is_typed_number(tokens, i):
            prefix += f"{token.info}. "
        elif token.type == "list_item_open":
            number, prefix = (int(token.info) if token.info else None), ""
        elif token.type == "tr_open":
            yield token_line(token), [read_row(tokens, i, source[token_line(token)])]
        elif token.type == "inline" and before == "heading_open":
            yield token_line(token), read_heading(token, tokens[i - 1])
        elif token.type == "inline" and before == "paragraph_open":
            begins_item = tokens[i - 2].type == "list_item_open"
            lines = read_paragraph(token, prefix, number, begins_item=begins_item)
            yield token_line(token), lines
            prefix = ""


def is_typed_number(tokens: list[Token], item: int) -> bool:
    """Whether a list within a list begins on the same line: “- 3. grade” is no list but a text."""
    outer = tokens[item - 2]
    return (
        tokens[item - 1].type == "ordered_list_open"
        and outer.type == "list_item_open"
        and token_line(outer) == token_line(tokens[item])
    )


def read_paragraph(
    token: Token, prefix: str, number: int | None, *, begins_item: bool
) -> list[Line]:
    place = name_place(token_line(token))
    lines = split_lines(place, [(prefix, True), *flatten_inline(token)])
    if begins_item and lines and isinstance(lines[0], Paragraph):
        lines[0] = Bullet(place, lines[0].text, lines[0].strong, number)
    return lines


def read_heading(token: Token, opener: Token) -> list[Line]:
    text = join_texts(flatten_inline(token)).strip()
    return [Heading(name_place(token_line(token)), int(opener.tag[1]), text)] if text else []


def read_row(tokens: list[Token], start: int, source: str) -> TableRow:
    """The row's cells; the parser leaves out those beyond the heading row, so they are added."""
    cells = []
    for i in range(start, len(tokens)):
        if tokens[i].type == "tr_close":
            break
        if tokens[i].type == "inline":
            cells.append(join_texts(flatten_inline(tokens[i])))
    typed = PIPE.split(source.strip(" \t>").removeprefix("|").removesuffix("|"))
    further = (cell.strip() for cell in typed[len(cells) :])
    return TableRow(name_place(token_line(tokens[start])), (*cells, *further))


def flatten_inline(token: Token) -> Segments:
    """The text without its marks."""
    segments, bold = [], 0
    for child in token.children or []:
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        text = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        segments.append((text, bold > 0))
    return segments


def find_forgotten(tokens: list[Token], source: list[str]) -> Iterator[tuple[int, list[Line]]]:
    """Lines the parser leaves out without a word, such as lists nested too deeply."""
    seen = {n for token in tokens if token.type == "inline" for n in range(*(token.map or (0, 0)))}
    for number, text in enumerate(source):
        if number not in seen and LETTER_OR_DIGIT.search(text):
            yield number, split_lines(name_place(number), [(text, False)])


def token_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def name_place(line: int) -> str:
    """`line` counts from 0."""
    return _("line %(number)d") % {"number": line + 1}
