"""What a document says, line by line, whether it was Markdown or Word."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _


class OutlineError(Exception):
    """The file cannot be read at all; its text is a translated message for people."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is a Word title, 1 the largest heading."""

    place: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`strong`: all of it is bold. Line breaks within a text are kept as `\\n`."""

    place: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """`number` is the one typed in an ordered Markdown list."""

    place: str
    text: str
    strong: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    place: str
    cells: tuple[str, ...]


Text = Heading | Paragraph | Bullet
Line = Text | TableRow


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: where, and what is wrong (both translated)."""

    place: str
    message: str


TYPED_BULLET = re.compile(r"\s*[•·▪◦‣–—*-]\s+")
QUOTE_LENGTH = 120

Segments = list[tuple[str, bool]]


def split_lines(place: str, segments: Segments) -> list[Line]:
    """Paragraphs and bullets in a text given as segments, each with whether it is bold.

    A bold line among others stands alone, and a bullet typed as a character begins a bullet.
    """
    parts: list[tuple[str, bool]] = []
    for text, strong in split_breaks(segments):
        if parts and parts[-1][1] == strong and not TYPED_BULLET.match(text):
            parts[-1] = (f"{parts[-1][0]}\n{text}", strong)
        else:
            parts.append((text, strong))
    return [make_line(place, text, strong=strong) for text, strong in parts]


def split_breaks(segments: Segments) -> Iterator[tuple[str, bool]]:
    """Each line of the text that is not blank, with whether all of it is bold."""
    text, strong = "", True
    for segment, bold in [*segments, ("\n", True)]:
        first, *others = segment.split("\n")
        text, strong = text + first, strong and (bold or not first.strip())
        for other in others:
            if text.strip():
                yield text, strong
            text, strong = other, bold or not other.strip()


def make_line(place: str, text: str, *, strong: bool) -> Line:
    found = TYPED_BULLET.match(text)
    if found:
        return Bullet(place, text[found.end() :].strip(), strong)
    return Paragraph(place, text.strip(), strong)


def join_texts(segments: Iterable[tuple[str, bool]]) -> str:
    return "".join(text for text, _bold in segments)


def join_words(text: str) -> str:
    """The text on one line, with single spaces and composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def quote_shortly(text: str) -> str:
    """The text as a message may quote it: one line of at most 120 characters."""
    text = join_words(text)
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1] + "…"


def find_long_texts(place: str, limit: int, *texts: str) -> Iterator[Doubt]:
    """A doubt for each text that is longer than what can be stored of it."""
    for text in texts:
        if len(text) > limit:
            told = _("“%(text)s” has more than %(limit)d characters. The rest is cut off.")
            yield Doubt(place, told % {"text": quote_shortly(text), "limit": limit})
