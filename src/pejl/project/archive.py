"""A backup's file: a zip of few known names, with a manifest of what each of them has to be.

What is read may have been made to do harm: names that lead elsewhere, links, sizes beyond reason.
Nothing is taken from an archive that is not in its manifest, and nothing in a kind or at a place
that a backup does not have.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Literal
from zipfile import ZIP_DEFLATED, ZipFile

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
DATABASES = {"sqlite": "pejl.sqlite3", "postgresql": "pejl.pgdump"}
SECRET, FILES = "secret-key", "files"


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


@contextmanager
def open_archive(file: BinaryIO) -> Iterator[tuple[ZipFile, Manifest]]:
    """What the archive says is checked; `take` then reads what is in it. Raises `Unsound`."""
    try:
        with ZipFile(file) as archive:
            manifest = read_manifest(archive, Manifest, FORMAT)
            check_sizes(manifest.files, os.fstat(file.fileno()).st_size)
            check_entries(archive.infolist(), manifest.files)
            for name in manifest.files:
                check_name(name)
            yield archive, manifest
    except BROKEN as fault:
        raise Unsound(f"It cannot be unpacked: {fault}") from fault


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
