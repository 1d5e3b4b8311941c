"""CSV bytes to a table: encoding, delimiter, rows."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pejl.interchange.table_limits import build_table, too_long_cell, unreadable
from pejl.interchange.table_types import Table

DELIMITERS = (";", ",", "\t")
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
NAMED_DELIMITER = re.compile(r"\Asep=([;,\t])\r?\n")
WEB_PAGE = re.compile(r"\s*<(!doctype|html|\?xml|table|meta)\b", re.IGNORECASE)
SAMPLE_CHARACTERS = 64 * 1024


def read_csv(data: bytes) -> Table:
    """Raises TableError if the bytes are no text, or the table is too large."""
    text = decode(data)
    if WEB_PAGE.match(text):
        raise unreadable()
    return build_table(read_rows(text, sniff_delimiter(text)), 1)


def decode(data: bytes) -> str:
    """UTF-8 and UTF-16 by their marks, UTF-8 by its shape, else Windows-1252."""
    marked = [name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NOT_TEXT.search(text):
            return text
    raise unreadable()


def sniff_delimiter(text: str) -> str:
    """The delimiter that gives most rows the same width; Excel's own `sep=;` line decides."""
    named = NAMED_DELIMITER.match(text)
    if named:
        return named.group(1)
    sample = text[:SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: measure_fit(sample, delimiter))


def measure_fit(sample: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths = Counter(len(row) for row in islice(reader, 200))
    fits = [(count, width) for width, count in widths.items() if width > 1]
    return max(fits, default=(0, 0))


def read_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet numbers them: a line break in quotation marks starts no row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        raise too_long_cell(number + 1) from error
