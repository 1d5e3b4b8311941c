"""Which characters our own fonts can show.

PDF/A and PDF/UA forbid text that no font in the file shows, and one such character would stop the
whole plan: so it is replaced before.
"""

import re
import struct
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pejl.ui

FONTS = Path(pejl.ui.__file__).parent / "fonts"
MISSING = "\N{REPLACEMENT CHARACTER}"
MISSING_IN_SVG = "\N{LOZENGE}"
# Shown by the fonts inside Typst: Hebrew and Arabic letters and digits, and MISSING itself.
EMBEDDED = frozenset(
    code
    for first, last in ((0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x64A), (0x660, 0x669))
    for code in range(first, last + 1)
) | {ord(MISSING)}
# Soft hyphen, joiners, variation selectors: unseen, and they tie letters to a font without them.
UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200d\u2060\ufe0e\ufe0f]")
ACCENTS = {"Mn", "Me", "Mc"}
ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–"})
REFERENCE = re.compile(r"&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});")


def read_characters(font: bytes) -> set[int]:
    """The code points a TrueType font maps to a glyph (`cmap` formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = [struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(count)]
    start = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">L", font, start + 8 + 8 * i)[0]
        form = struct.unpack_from(">H", font, offset)[0]
        read = {4: read_segments, 12: read_groups}.get(form)
        found |= read(font, offset) if read else set()
    return found


def read_segments(font: bytes, offset: int) -> set[int]:
    double = struct.unpack_from(">H", font, offset + 6)[0]
    form = f">{double // 2}H"
    ends, starts, deltas, ranges = (
        struct.unpack_from(form, font, offset + 14 + skip + double * i)
        for i, skip in enumerate((0, 2, 2, 2))
    )
    found = set()
    for i, (end, start, delta, jump) in enumerate(zip(ends, starts, deltas, ranges, strict=True)):
        place = offset + 16 + 3 * double + 2 * i + jump
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, place + 2 * (code - start))[0] if jump else code
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return found


def read_groups(font: bytes, offset: int) -> set[int]:
    count = struct.unpack_from(">L", font, offset + 12)[0]
    groups = (struct.unpack_from(">LLL", font, offset + 16 + 12 * i) for i in range(count))
    return {code for start, end, _glyph in groups for code in range(start, end + 1)}


@cache
def list_plex() -> frozenset[int]:
    """The code points that every cut of Plex shows."""
    fonts = (path.read_bytes() for path in FONTS.glob("IBMPlexSans-*.ttf"))
    return frozenset(set.intersection(*map(read_characters, fonts)))


@cache
def list_characters() -> frozenset[int]:
    """The code points that a PDF can hold, from Plex or another font."""
    others = [p for p in FONTS.glob("*.ttf") if not p.name.startswith("IBMPlexSans-")]
    rest = (read_characters(path.read_bytes()) for path in others)
    return (EMBEDDED | list_plex() | {ord("\n")}).union(*rest)


def replace_missing(text: str) -> str:
    """`text` with U+FFFD for each character that no font of ours shows; accents without go."""
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text)).translate(ALIKE)
    return "".join(choose_character(c, before) for before, c in pairwise(f" {text}"))


def choose_character(char: str, before: str) -> str:
    """An accent needs a letter of its own font before it: in two fonts, neither would be shown."""
    if unicodedata.category(char) in ACCENTS:
        return char if {ord(char), ord(before)} <= list_plex() else ""
    return char if ord(char) in list_characters() else MISSING


def replace_missing_in_svg(svg: str) -> str:
    """A picture's source with nothing but letters of Plex, also where they are written as numbers.

    Typst does not reliably mix fonts or set loose accents within the lines of a picture.
    """
    text = unicodedata.normalize("NFC", UNSEEN.sub("", REFERENCE.sub(read_reference, svg)))
    letters = (c for c in text.translate(ALIKE) if unicodedata.category(c) not in ACCENTS)
    return "".join(c if c == "\n" or ord(c) in list_plex() else MISSING_IN_SVG for c in letters)


def read_reference(match: re.Match[str]) -> str:
    digits = match[1]
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    if code < 0x80:
        return match[0]
    return chr(code) if code < 0x110000 else MISSING
