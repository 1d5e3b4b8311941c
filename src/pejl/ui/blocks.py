"""What a document is made of, before anyone has decided how it looks.

Activities answer with these; a page, a PDF and a Word file are drawn from them. Every text is what
people wrote, as they wrote it: never markup. What is `theirs` is in the organisation's language,
also where the document is in another; what `Quotes` say always is.
"""

import datetime
from base64 import b64encode
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading inside a section: level 2, or 3 below a 2. (The section's title is level 1.)"""

    text: str
    level: int = 2
    theirs: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    theirs: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    theirs: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms with what is to be said of each, as in "Mål: 75 %". `theirs`: the terms of
    which they say it."""

    pairs: tuple[tuple[str, str], ...]
    theirs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Cells by row. `widths` are shares of the breadth by column; empty lets the text decide.
    `theirs`: the columns, from 0."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    theirs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("each row of a table has one cell for each cell of its header")
        if self.widths and (len(self.widths) != len(self.header) or min(self.widths) <= 0):
            raise ValueError("a table's widths are positive, one for each column")


@dataclass(frozen=True)
class Figure:
    """A picture whose title states the finding. `alt` says what it shows to who cannot see it;
    `table` holds the numbers behind it; `note` how many answered and what was left out.
    """

    title: str
    svg: str
    alt: str
    table: Table | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a figure has a text alternative")


@dataclass(frozen=True)
class Quotes:
    """What people said, each with who said it: a role or a name, or empty."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Photo:
    """A picture of the library, known by its `key`, with what it shows in words; size in pixels.
    Who puts the document together fills in `jpeg`; without it nothing is shown."""

    key: str
    alt: str
    width: int
    height: int
    jpeg: bytes = b""

    def __post_init__(self) -> None:
        if not self.alt.strip() or min(self.width, self.height) < 1:
            raise ValueError("a photo has a text alternative and a size")

    @property
    def src(self) -> str:
        """As an <img> takes it."""
        return "data:image/jpeg;base64," + b64encode(self.jpeg).decode()


Block = Heading | Paragraph | Bullets | Facts | Table | Figure | Quotes | Photo


@dataclass(frozen=True)
class Section:
    """One part of a document; `key` is its own within the document, fit for an address."""

    title: str
    blocks: tuple[Block, ...]
    key: str
    theirs: bool = False


@dataclass(frozen=True)
class Letterhead:
    """What an organisation's documents wear: its colour and its logo as a PNG, of a size in pixels;
    empty where they wear ours, or none."""

    colour: str = ""
    logo: bytes = b""
    width: int = 0
    height: int = 0

    @property
    def src(self) -> str:
        return "data:image/png;base64," + b64encode(self.logo).decode()


@dataclass(frozen=True)
class Document:
    """A whole document. `language` is "da" or "en"; `author` the organisation whose it is."""

    title: str
    subtitle: str
    language: str
    author: str
    date: datetime.date
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead = Letterhead()
