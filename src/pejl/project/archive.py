"""A backup's file: a zip of few known names, with a manifest of what each of them has to be.

What is read may have been made to do harm: names that lead elsewhere, links, sizes beyond reason.
Nothing is taken from an archive that is not in its manifest, and nothing in a kind or at a place
that a backup does not have.
"""

import hashlib
import os
import re
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "pejl.sqlite3", "postgresql": "pejl.pgdump"}
SECRET, FILES = "secret-key", "files"
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
    """The file is no backup, is broken, or was made to do harm; the message says what is wrong."""


class Entry(msgspec.Struct, frozen=True):
    sha256: str
    size: int


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `migrations` are Pejl's own, as “days.0001_initial”."""

    pejl: str
    made_at: datetime
    database: Literal["sqlite", "postgresql"]
    migrations: list[str]
    counts: dict[str, int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    format: int
    about: About
    files: dict[str, Entry]

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.files.values())


def write_archive(target: Path, parts: Iterable[tuple[str, Path]], about: About) -> Manifest:
    """Readable by its owner only, and on the disk when this returns."""
    entries: dict[str, Entry] = {}
    with target.open("xb") as file:
        target.chmod(0o600)
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, path in parts:
                with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
                    entries[name] = copy(source, sink)
            manifest = Manifest(format=FORMAT, about=about, files=entries)
            archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        file.flush()
        os.fsync(file.fileno())
    return manifest


def copy(source: IO[bytes], sink: IO[bytes] | None) -> Entry:
    """To the sink, if there is one; what went by."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if sink:
            sink.write(chunk)
    return Entry(digest.hexdigest(), size)


@contextmanager
def open_archive(file: BinaryIO) -> Iterator[tuple[ZipFile, Manifest]]:
    """What the archive says is checked; `take` then reads what is in it. Raises `Unsound`."""
    try:
        with ZipFile(file) as archive:
            manifest = read_manifest(archive)
            check_sizes(manifest, os.fstat(file.fileno()).st_size)
            check_entries(archive.infolist(), manifest.files)
            yield archive, manifest
    except BROKEN as fault:
        raise Unsound(f"It cannot be unpacked: {fault}") from fault


def read_manifest(archive: ZipFile) -> Manifest:
    try:
        found = archive.getinfo(MANIFEST)
        check_kind(found)
        if found.file_size > LARGEST_MANIFEST:
            raise Unsound("Its manifest is too large.")
        manifest = msgspec.json.decode(archive.read(found), type=Manifest)
    except (KeyError, msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise Unsound("It is no backup of Pejl: it has no manifest that can be read.") from fault
    if manifest.format != FORMAT:
        raise Unsound(f"It has format {manifest.format}; this Pejl knows {FORMAT}.")
    return manifest


def check_sizes(manifest: Manifest, packed: int) -> None:
    if any(entry.size < 0 for entry in manifest.files.values()):
        raise Unsound("It says a size below nothing.")
    if len(manifest.files) > MOST_FILES or manifest.size > max(SMALL, RATIO * packed):
        raise Unsound("It would unpack to far more than a backup does.")


def check_entries(infos: list[ZipInfo], files: Mapping[str, Entry]) -> None:
    names = [info.filename for info in infos if info.filename != MANIFEST]
    if sorted(names) != sorted(files) or len(infos) != len(names) + 1:
        raise Unsound("What it holds is not what its manifest says.")
    folded = {name.casefold() for name in names}
    if len(folded) != len(names):
        raise Unsound("It has two files of one name.")
    for info in infos:
        check_kind(info)
        if info.filename != MANIFEST:
            check_name(info.filename)
            if info.file_size != files[info.filename].size:
                raise Unsound(f"{info.filename!r} is not as large as the manifest says.")


def check_kind(info: ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG) and not info.is_dir() and not info.flag_bits & ENCRYPTED
    if not plain or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Unsound(f"{info.filename!r} is no plain file.")


def check_name(name: str) -> None:
    """The database, the key, or something in the folder of files."""
    first, *rest = name.split("/")
    known = not rest and name in (*DATABASES.values(), SECRET)
    within = first == FILES and bool(rest) and all(PART.fullmatch(part) for part in rest)
    if not known and not within:
        raise Unsound(f"{name!r} has no place in a backup.")


PART = re.compile(r"(?!\.{1,2}$)[^\x00-\x1f/\\:]{1,255}")


def take(archive: ZipFile, manifest: Manifest, folder: Path | None) -> None:
    """Reads all and holds it against its hashes; into the folder, if one is given, which should be
    new. Raises `Unsound` at the first that differs."""
    for name, entry in manifest.files.items():
        with archive.open(name) as source:
            found = copy(source, None) if folder is None else store(source, folder / name)
        if found != entry:
            raise Unsound(f"{name!r} has changed since the backup was made.")


def store(source: IO[bytes], path: Path) -> Entry:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as sink:
        entry = copy(source, sink)
        sink.flush()
        os.fsync(sink.fileno())
    return entry


def sync_folder(folder: Path) -> None:
    """The names in the folder are on the disk too."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
