"""How wide text is, and where it breaks, in the letters that pictures are written with."""

import struct
from functools import cache
from pathlib import Path

FAMILY = "IBM Plex Sans"
FONTS = Path(__file__).parent.parent / "fonts"
CUTS = {False: "IBMPlexSans-Regular.ttf", True: "IBMPlexSans-SemiBold.ttf"}
LATIN1 = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), 0x2013, 0x2014, 0x2019, 0x2026])


def text_width(text: str, px: float, *, bold: bool = False) -> float:
    """Width in pixels of one line. Letters that another font will draw count as a full em."""
    advances = read_advances(CUTS[bold])
    return px * sum(advances.get(ord(char), 1.0) for char in text)


def wrap_text(
    text: str, width: float, px: float, *, bold: bool = False, most: int = 3
) -> list[str]:
    """Lines no wider than `width`; at most `most` of them, the last then ending in "…"."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, px, bold=bold) <= width:
            lines[-1] = longer
            continue
        pieces = split_word(word, width, px, bold=bold)
        lines = [line for line in lines if line] + pieces
    if len(lines) > most:
        lines[most - 1] = clip_text(lines[most - 1] + " " + lines[most], width, px, bold=bold)
    return lines[:most]


def split_word(word: str, width: float, px: float, *, bold: bool) -> list[str]:
    """The word in pieces that fit: one Danish word can be wider than its column."""
    pieces = []
    while text_width(word, px, bold=bold) > width and len(word) > 1:
        fits = [
            i for i in range(1, len(word)) if text_width(f"{word[:i]}-", px, bold=bold) <= width
        ]
        cut = max(1, min(max(fits, default=1), len(word) - 4))
        pieces.append(f"{word[:cut]}-")
        word = word[cut:]
    return [*pieces, word]


def clip_text(text: str, width: float, px: float, *, bold: bool = False) -> str:
    """The text if it fits, else as much of it as fits before "…"."""
    if text_width(text, px, bold=bold) <= width:
        return text
    while text and text_width(f"{text}…", px, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def read_advances(file: str) -> dict[int, float]:
    """Advance of each Latin-1 letter of a TrueType file, in em."""
    data = (FONTS / file).read_bytes()
    tables = read_tables(data)
    (em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    glyphs = read_glyphs(data, tables["cmap"])
    return {
        char: struct.unpack_from(">H", data, tables["hmtx"] + 4 * min(glyph, count - 1))[0] / em
        for char, glyph in glyphs.items()
    }


def read_tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(count))
    return {tag.decode("ascii"): offset for tag, _sum, offset, _length in entries}


def read_glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph of each Latin-1 letter, from the file's Unicode table (format 4)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    entries = (struct.unpack_from(">HHL", data, cmap + 4 + 8 * i) for i in range(count))
    table = next(cmap + at for platform, code, at in entries if (platform, code) == (3, 1))
    (double,) = struct.unpack_from(">H", data, table + 6)
    ends, starts = table + 14, table + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    glyphs = {}
    for i in range(0, double, 2):
        end, start, delta, offset = (
            struct.unpack_from(">H", data, at + i)[0] for at in (ends, starts, deltas, offsets)
        )
        for char in LATIN1 & set(range(start, end + 1)):
            at = offsets + i + offset + 2 * (char - start)
            raw = struct.unpack_from(">H", data, at)[0] if offset else char
            glyphs[char] = (raw + delta) % 65536
    return glyphs
