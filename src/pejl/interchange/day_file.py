"""A whole day in one file: a zip with a manifest, a readme, lines of JSON for each table, pictures.

Written the same way each time, so that a day in which nothing has changed is the same file but for
when it was made.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from pejl.interchange.zips import (
    BROKEN,
    MANIFEST,
    Entry,
    Unsound,
    check_entries,
    check_sizes,
    copy,
    read_manifest,
)

FORMAT = 1
README, LINES, PICTURES = "readme.txt", ".jsonl", "pictures/"
LOOKS = ("look.json", "look.png")  # what the organisation wears
PICTURE = re.compile(r"pictures/[0-9a-f]{64}\.jpg")
MOST_LINES = 2_000_000
THEN = (2000, 1, 1, 0, 0, 0)  # the time of all parts
Line = dict[str, Any]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says of itself. `named`: answers in it are bound to those who gave them."""

    pejl: str
    made_at: datetime
    organisation: str
    language: str
    day: str
    date: date | None
    named: bool
    counts: dict[str, int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    about: About
    files: dict[str, Entry]


@dataclass(frozen=True)
class DayFile:
    """`lines` by table; `pictures` by key; `look` by part. `digest` is of all that is in it but the
    manifest and the look: a day is no other one because its organisation has a new logo."""

    about: About
    lines: Mapping[str, list[Line]]
    pictures: Mapping[str, bytes]
    digest: str
    look: Mapping[str, bytes] = field(default_factory=dict)


def pack_day(about: About, parts: Mapping[str, bytes]) -> bytes:
    files = {name: copy(BytesIO(data), None) for name, data in parts.items()}
    manifest = Manifest(format=FORMAT, about=about, files=files)
    whole = {MANIFEST: msgspec.json.format(msgspec.json.encode(manifest)), **parts}
    sink = BytesIO()
    with ZipFile(sink, "w") as archive:
        for name, data in whole.items():
            info = ZipInfo(name, THEN)
            info.external_attr = 0o600 << 16
            info.compress_type = ZIP_STORED if name.startswith(PICTURES) else ZIP_DEFLATED
            archive.writestr(info, data)
    return sink.getvalue()


def write_lines(lines: list[Line]) -> bytes:
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def unpack_day(file: BinaryIO, tables: tuple[str, ...]) -> DayFile:
    """All that is in the file, held against its hashes. Raises `Unsound`."""
    size = file.seek(0, 2)
    try:
        with ZipFile(file) as archive:
            manifest = read_manifest(archive, Manifest, FORMAT)
            check_sizes(manifest.files, size)
            check_entries(archive.infolist(), manifest.files)
            for name in manifest.files:
                check_name(name, tables)
            parts = {name: read_part(archive, name, one) for name, one in manifest.files.items()}
    except BROKEN as fault:
        raise Unsound("It cannot be unpacked (%(why)s).", why=fault) from fault
    lines = {name: list(read_lines(name, parts.get(name + LINES, b""))) for name in tables}
    pictures = {
        name.removeprefix(PICTURES).removesuffix(".jpg"): data
        for name, data in parts.items()
        if name.startswith(PICTURES)
    }
    look = {name: parts[name] for name in LOOKS if name in parts}
    return DayFile(manifest.about, lines, pictures, sum_up(manifest.files), look)


def check_name(name: str, tables: tuple[str, ...]) -> None:
    known = {README, *LOOKS, *(f"{table}{LINES}" for table in tables)}
    if name not in known and not PICTURE.fullmatch(name):
        raise Unsound("“%(part)s” has no place in a day’s archive.", part=name)


def read_part(archive: ZipFile, name: str, entry: Entry) -> bytes:
    sink = BytesIO()
    with archive.open(name) as source:
        if copy(source, sink) != entry:
            raise Unsound("“%(part)s” has changed since the file was made.", part=name)
    return sink.getvalue()


def read_lines(table: str, data: bytes) -> Iterator[Line]:
    if data.count(b"\n") > MOST_LINES:
        raise Unsound("“%(part)s” has more lines than any day has.", part=table + LINES)
    for number, line in enumerate(data.splitlines(), 1):
        try:
            found = msgspec.json.decode(line, type=Line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            raise spoil(table, number, str(fault)) from fault
        yield found


def spoil(table: str, number: int, why: str) -> Unsound:
    """That a line is not what it should be."""
    return Unsound("“%(part)s”, line %(line)s: %(why)s.", part=table + LINES, line=number, why=why)


def sum_up(files: Mapping[str, Entry]) -> str:
    named = [(name, one) for name, one in sorted(files.items()) if name not in LOOKS]
    listed = "\n".join(f"{name} {one.sha256}" for name, one in named)
    return hashlib.sha256(listed.encode()).hexdigest()
