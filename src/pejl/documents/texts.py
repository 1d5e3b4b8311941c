"""Makes what people wrote fit to be set: nothing invisible, nothing that breaks a file format."""

import re
import unicodedata
from dataclasses import replace

from pejl.ui.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Photo,
    Quotes,
    Section,
    Table,
)

# Control, surrogate, private use and unassigned: no font shows them, and XML and PDF/A forbid most.
UNSHOWN = {"Cc", "Cs", "Co", "Cn"}
# Marks that turn the direction of what follows: what one reads is not what was written.
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """`text` without characters that cannot be shown; at most one empty line in a row."""
    text = TURNING.sub("", LINE_END.sub("\n", text).replace("\t", " "))
    shown = (c for c in text if c == "\n" or unicodedata.category(c) not in UNSHOWN)
    plain = unicodedata.normalize("NFC", "".join(shown))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", plain).strip()


def clean_line(text: str) -> str:
    """As `clean_text`, on one line."""
    return " ".join(clean_text(text).split())


def clean_svg(svg: str) -> str:
    """`svg` without the characters XML forbids."""
    return "".join(c for c in svg if c in "\n\t" or unicodedata.category(c) not in UNSHOWN)


def clean_pairs(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Lines on the left, texts on the right."""
    return tuple((clean_line(left), clean_text(right)) for left, right in pairs)


def clean_table(table: Table) -> Table:
    return replace(
        table,
        caption=clean_line(table.caption),
        header=tuple(clean_line(cell) for cell in table.header),
        rows=tuple(tuple(clean_text(cell) for cell in row) for row in table.rows),
    )


def clean_figure(figure: Figure) -> Figure:
    title = clean_line(figure.title)
    return replace(
        figure,
        title=title,
        svg=clean_svg(figure.svg),
        alt=clean_line(figure.alt) or title or "–",
        table=figure.table and clean_table(figure.table),
        note=clean_text(figure.note),
    )


def clean_block(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=clean_line(block.text))
        case Paragraph():
            return replace(block, text=clean_text(block.text))
        case Bullets():
            return replace(block, items=tuple(clean_text(item) for item in block.items))
        case Facts():
            return replace(block, pairs=clean_pairs(block.pairs))
        case Quotes():
            return Quotes(tuple((clean_text(said), clean_line(by)) for said, by in block.items))
        case Table():
            return clean_table(block)
        case Figure():
            return clean_figure(block)
        case Photo():
            return replace(block, alt=clean_line(block.alt) or "–")


def holds_anything(block: Block) -> bool:
    match block:
        case Heading() | Paragraph():
            return bool(block.text)
        case Bullets() | Quotes():
            return bool(block.items)
        case Facts():
            return bool(block.pairs)
        case Photo():
            return bool(block.jpeg)
        case Table() | Figure():
            return True


def settle_levels(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Headings from 2 to 3 and never a level skipped, as readers and PDF/UA expect."""
    above = 1
    settled: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = min(max(block.level, 2), 3, above + 1)
            settled.append(replace(block, level=above))
        else:
            settled.append(block)
    return tuple(settled)


def clean_section(section: Section) -> Section:
    blocks = tuple(clean_block(block) for block in section.blocks)
    kept = tuple(block for block in blocks if holds_anything(block))
    return replace(section, title=clean_line(section.title) or "–", blocks=settle_levels(kept))


def clean_document(document: Document) -> Document:
    """The document as the three drawers take it."""
    return replace(
        document,
        title=clean_line(document.title) or "–",
        subtitle=clean_line(document.subtitle),
        author=clean_line(document.author),
        facts=clean_pairs(document.facts),
        sections=tuple(clean_section(section) for section in document.sections),
    )
