"""Zips that say in a manifest what each part of them has to be.

What is read may have been made to do harm: links, sizes beyond reason, two parts of one name.
Knows nothing of Django.
"""

import hashlib
import stat
import struct
import zlib
from collections.abc import Mapping
from typing import IO, Protocol, TypeVar
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

MANIFEST = "manifest.json"
CHUNK = 1 << 20
MOST_FILES = 100_000
LARGEST_MANIFEST = 32 << 20
RATIO, SMALL = 200, 64 << 20  # unpacked it is at most so many times as large, or small anyhow
ENCRYPTED = 1
# All that zipfile raises over a broken archive.
BROKEN = (
    BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip


class Unsound(Exception):
    """The file is not what it should be, is broken, or was made to do harm; the message says what
    is wrong. `text` and `facts` are its parts, for one who says it in another language."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(text % facts if facts else text)
        self.text, self.facts = text, facts


class Entry(msgspec.Struct, frozen=True):
    sha256: str
    size: int


class Described(Protocol):
    @property
    def format(self) -> int: ...


M = TypeVar("M", bound=Described)


def copy(source: IO[bytes], sink: IO[bytes] | None) -> Entry:
    """To the sink, if there is one; what went by."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if sink:
            sink.write(chunk)
    return Entry(digest.hexdigest(), size)


def read_manifest(archive: ZipFile, kind: type[M], known: int) -> M:
    """Raises `Unsound` for what is no manifest of that kind and of the known format."""
    try:
        found = archive.getinfo(MANIFEST)
        check_kind(found)
        if found.file_size > LARGEST_MANIFEST:
            raise Unsound("Its manifest is too large.")
        manifest = msgspec.json.decode(archive.read(found), type=kind)
    except (KeyError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unsound("It is no archive of Pejl: it has no manifest that can be read.") from fault
    if manifest.format != known:
        raise Unsound(
            "It has format %(format)s; this Pejl knows %(known)s.",
            format=manifest.format,
            known=known,
        )
    return manifest


def check_sizes(files: Mapping[str, Entry], packed: int) -> None:
    if any(entry.size < 0 for entry in files.values()):
        raise Unsound("It says a size below nothing.")
    size = sum(entry.size for entry in files.values())
    if len(files) > MOST_FILES or size > max(SMALL, RATIO * packed):
        raise Unsound("It would unpack to far more than such a file does.")


def check_entries(infos: list[ZipInfo], files: Mapping[str, Entry]) -> None:
    names = [info.filename for info in infos if info.filename != MANIFEST]
    if sorted(names) != sorted(files) or len(infos) != len(names) + 1:
        raise Unsound("What it holds is not what its manifest says.")
    folded = {name.casefold() for name in names}
    if len(folded) != len(names):
        raise Unsound("It has two files of one name.")
    for info in infos:
        check_kind(info)
        if info.filename != MANIFEST and info.file_size != files[info.filename].size:
            raise Unsound("“%(part)s” is not as large as the manifest says.", part=info.filename)


def check_kind(info: ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG) and not info.is_dir() and not info.flag_bits & ENCRYPTED
    if not plain or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unsound("“%(part)s” is no plain file.", part=info.filename)
