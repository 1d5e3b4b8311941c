"""How much text the screen has room for, in pixels of 1920 x 1080, as `screen.css` sets it.

What does not fit is cut at the edge, where nobody sees it: so count first, and say the rest.
"""

from collections.abc import Iterable, Sequence
from math import ceil

HEIGHT = 635  # below a title of one line, above the corner
TITLE_WIDTH, TITLE_LINE = 46, 76
SENTENCE_WIDTH, SENTENCE_LINE = 66, 60
ROW_WIDTH, ROW_LINE, ROW_EDGE = 80, 51, 40
SMALL_LINE = 49
QUOTE_WIDTH, LEAD_WIDTH = 52, 74
GAP = 30


def measure_room(title: str, sentence: str = "") -> int:
    """The pixels for a `list` under the item's title and a `finding`, with a small line below."""
    room = HEIGHT - (count_lines(title, TITLE_WIDTH) - 1) * TITLE_LINE - SMALL_LINE - GAP
    if sentence:
        room -= count_lines(sentence, SENTENCE_WIDTH) * SENTENCE_LINE + GAP
    return room


def measure_rows(texts: Iterable[str]) -> int:
    """The pixels that the texts take as rows of a `list`."""
    return sum(count_lines(text, ROW_WIDTH) * ROW_LINE + ROW_EDGE for text in texts)


def count_fitting(texts: Sequence[str], room: int) -> int:
    """How many of the texts, from the first on, have room as rows of a `list`."""
    taken = 0
    while taken < len(texts) and measure_rows(texts[: taken + 1]) <= room:
        taken += 1
    return taken


def fit_size(text: str) -> str:
    """The class that a text by itself has room in, in four to seven lines: "quote" or "lead", or
    empty for the body's own size."""
    if count_lines(text, QUOTE_WIDTH) <= 4:
        return "quote"
    return "lead" if count_lines(text, LEAD_WIDTH) <= 5 else ""


def count_lines(text: str, width: int) -> int:
    return max(1, ceil(len(text) / width))
