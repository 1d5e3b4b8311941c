"""What PDF and Word share: the breadth of columns, the size of pictures, the tables at the back."""

import re
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.ui.blocks import Document, Figure, Table

NUMBER = re.compile(r"[-−–+]?\s?[\d.,\s]*\d(\s?%)?|[-–]|")
SVG_LENGTH = r'(?<![\w-]){}\s*=\s*"(\d+(?:\.\d+)?)(?:px)?"'
VIEW_BOX = re.compile(
    r'\bviewBox\s*=\s*"[\d.\-]+[ ,]+[\d.\-]+[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)"'
)
WORD = re.compile(r"\d{1,2}\.\s\S+|\S+")  # "1. september" stays on one line
LINE_LENGTH = 96  # letters across a page in a table
BREAKABLE = 12
MARGIN = 2
RUNNING_LENGTH = 70
PLAIN_SIZE = (600.0, 340.0)


def share_widths(table: Table) -> tuple[float, ...]:
    """Each column's share of the breadth, together 1: first its longest word, then its text."""
    columns = [[table.header[i], *(row[i] for row in table.rows)] for i in range(len(table.header))]
    needed = [need_width(cells) for cells in columns]
    wanted = [max(want_width(cells) - need, 2) for cells, need in zip(columns, needed, strict=True)]
    spare = max(LINE_LENGTH - sum(needed), 0) / sum(wanted)
    weights = table.widths or [n + spare * w for n, w in zip(needed, wanted, strict=True)]
    return tuple(weight / sum(weights) for weight in weights)


def need_width(cells: list[str]) -> float:
    """Letters that the longest word takes; longer ones than `BREAKABLE` are hyphenated."""
    words = [len(word) for cell in cells for word in WORD.findall(cell)]
    return min(max(words, default=1), BREAKABLE) + MARGIN


def want_width(cells: list[str]) -> float:
    return sum(min(len(cell), LINE_LENGTH) for cell in cells) / len(cells) + MARGIN


def list_number_columns(table: Table) -> tuple[bool, ...]:
    """For each column, whether it holds nothing but numbers (set to the right, so they compare)."""
    columns = [[row[i].strip() for row in table.rows] for i in range(len(table.header))]
    return tuple(
        any(map(str.strip, cells)) and all(NUMBER.fullmatch(cell) for cell in cells)
        for cells in columns
    )


def measure_svg(svg: str) -> tuple[float, float]:
    """Breadth and height in CSS pixels, from the root element's attributes or its view box."""
    root = svg[svg.find("<svg") :].partition(">")[0]
    width, height = (re.search(SVG_LENGTH.format(name), root) for name in ("width", "height"))
    box = VIEW_BOX.search(root)
    found = PLAIN_SIZE
    if width and height:
        found = float(width[1]), float(height[1])
    elif box:
        found = float(box[1]), float(box[2])
    return found if min(found) > 0 else PLAIN_SIZE


def shorten_title(title: str) -> str:
    """What stands above each page: short enough for one line."""
    return f"{title[:RUNNING_LENGTH].rstrip()}…" if len(title) > RUNNING_LENGTH else title


def say_day(document: Document) -> str:
    """The document's day as its language writes it."""
    return date_format(document.date)


def list_figures(document: Document) -> list[Figure]:
    """In the order in which they are numbered, from 1."""
    blocks = (block for section in document.sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, Figure)]


def list_tables(document: Document) -> list[tuple[int, Table]]:
    """The tables behind the figures, each with its figure's number and captioned by it."""
    return [
        (number, replace(figure.table, caption=caption_table(figure.table, number)))
        for number, figure in enumerate(list_figures(document), 1)
        if figure.table
    ]


def caption_table(table: Table, number: int) -> str:
    name = name_figure(number)
    return f"{name}. {table.caption}" if table.caption else name


def name_figure(number: int) -> str:
    return _("Figure {number}").format(number=number)


def entitle_tables() -> str:
    """The heading over the tables at the back."""
    return _("The numbers behind the figures")
