"""A line of an agreement, seen as a label with its text, a heading, or plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pejl.interchange.lines import Bullet, Heading, Line, TableRow, Text, join_words


class Label(Enum):
    PURPOSE = ("overordnet formål", "formål", "purpose")
    AREAS = ("fokusområder", "indsatsområder", "focus areas")
    GOAL = ("målsætning", "mål", "goal", "aim")
    SIGN = ("tegn", "signs", "sign")
    INDICATOR = ("indikatorer", "indikator", "indicators", "indicator")
    NOW = ("nu", "now")
    TARGET = ("måltal", "target")


MEASURES = {Label.GOAL, Label.SIGN, Label.INDICATOR}
# Below every heading of a document stands bold text, and below that a numbered list.
BOLD_LEVEL, LISTED_LEVEL = 10, 11
LABELS = {word: label for label in Label for word in label.value}
WORDS = "|".join(sorted(LABELS, key=len, reverse=True))
LABELLED = re.compile(rf"({WORDS})(?:(?:\s+\d{{1,2}})?\s*:\s*(.*))?", re.IGNORECASE)
NAMED_AREA = re.compile(
    r"(?:fokusområde|indsatsområde|focus area)(?:\s+(\d{1,2}))?\s*(?:[:.–-]\s*(.*))?", re.IGNORECASE
)
NUMBERED = re.compile(r"(\d{1,2})\s*(?:[.):–-]\s*|\s)(\D.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is what follows the label or the number.

    `level` is set on what may head a focus area, the largest heading lowest; `opens` on what says
    itself that it does.
    """

    place: str
    line: str
    text: str
    label: Label | None = None
    level: int | None = None
    number: int | None = None
    opens: bool = False
    bulleted: bool = False


def split_pieces(line: Line) -> Iterator[Piece]:
    """The labelled parts of a line that was broken without a blank line between them."""
    if isinstance(line, TableRow):
        yield from split_row(line)
        return
    parts: list[str] = []
    for text in map(join_words, line.text.split("\n")):
        if parts and not LABELLED.fullmatch(text) and not match_area(text):
            parts[-1] = f"{parts[-1]} {text}"
        else:
            parts.append(text)
    for text in parts:
        yield make_piece(line, text)


def split_row(row: TableRow) -> Iterator[Piece]:
    """A row “Tegn | …” reads as a label with a list; any other row as plain text."""
    name, *others = map(join_words, row.cells)
    found = LABELLED.fullmatch(name)
    if found and not any(map(LABELLED.fullmatch, others)):
        yield Piece(row.place, name, found[2] or "", label=LABELS[found[1].casefold()])
        for text in "\n".join(row.cells[1:]).split("\n"):
            if text.strip():
                yield Piece(row.place, join_words(text), join_words(text), bulleted=True)
    else:
        text = " | ".join(filter(None, (name, *others)))
        yield Piece(row.place, text, text)


def make_piece(line: Text, text: str) -> Piece:
    bulleted = isinstance(line, Bullet)
    if found := LABELLED.fullmatch(text):
        label = LABELS[found[1].casefold()]
        return Piece(line.place, text, found[2] or "", label, bulleted=bulleted)
    level = find_level(line)
    if found := match_area(text):
        level = BOLD_LEVEL if level is None else level
    elif level is not None:
        found = NUMBERED.fullmatch(text)
    if found:
        number = int(found[1]) if found[1] else None
        rest = found[2] or text
        return Piece(line.place, text, rest, None, level, number, opens=True, bulleted=bulleted)
    typed = line.number if isinstance(line, Bullet) else None
    shown = text if typed is None else f"{typed}. {text}"
    return Piece(line.place, shown, text, None, level, typed, bulleted=bulleted)


def match_area(text: str) -> re.Match[str] | None:
    found = NAMED_AREA.fullmatch(text)
    return found if found and (found[1] or found[2]) else None


def find_level(line: Text) -> int | None:
    if isinstance(line, Heading):
        return line.level
    if line.strong:
        return BOLD_LEVEL
    return LISTED_LEVEL if isinstance(line, Bullet) and line.number is not None else None
