"""`pejl restore`: a folder from a backup. All is checked before anything that is there is touched;
what was there is kept aside. Knows nothing of Django, whose settings would make a folder."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

import pejl
from pejl.interchange.zips import Unsound
from pejl.project.archive import (
    DATABASES,
    SECRET,
    Manifest,
    open_archive,
    sync_folder,
    take,
)
from pejl.project.serving import AlreadyServed, hold_alone


class NotRestored(Exception):
    """Nothing was changed; the message says why."""


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    aside: Path | None  # where that lies which was in the folder before


def look(file: Path) -> Manifest:
    """What is in the backup, once all of it has been held against its hashes."""
    with file.open("rb") as opened, open_archive(opened) as (archive, manifest):
        check_version(manifest)
        take(archive, manifest, None)
        return manifest


def restore(file: Path, folder: Path, *, force: bool) -> Restored:
    """Raises `Unsound` or `NotRestored`, and then all is as it was."""
    folder = folder.resolve()
    if holds_data(folder) and not force:
        raise NotRestored(f"{folder} is not empty. With --force what is there is kept aside.")
    with wait_for_none(folder), make_beside(folder) as fresh:
        with file.open("rb") as opened, open_archive(opened) as (archive, manifest):
            check_version(manifest)
            check_room(manifest, fresh)
            take(archive, manifest, None)
            take(archive, manifest, fresh)
        if manifest.about.database == "sqlite":
            check_sqlite(fresh / DATABASES["sqlite"])
        sync_folder(fresh)
        aside = swap(fresh, folder)
        sync_folder(folder.parent)
    return Restored(manifest, aside)


def holds_data(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


@contextmanager
def wait_for_none(folder: Path) -> Iterator[None]:
    """While this lasts no server starts on the folder."""
    database = folder / DATABASES["sqlite"]
    try:
        with hold_alone(database) if database.exists() else nullcontext():
            yield
    except AlreadyServed as server:
        raise NotRestored(
            f"A server (process {server.process or '?'}) runs on {folder}: stop it first."
        ) from server


@contextmanager
def make_beside(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, that goes away unless it takes the other's place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_version(manifest: Manifest) -> None:
    """A newer Pejl's database has what this one knows nothing of."""
    rooms = Path(pejl.__file__).parent
    if DATABASES[manifest.about.database] not in manifest.files:
        raise Unsound("There is no database in it.")
    for migration in manifest.about.migrations:
        app, _, name = migration.partition(".")
        if not (rooms / app / "migrations" / f"{name}.py").is_file():
            raise NotRestored(
                f"It was made by Pejl {manifest.about.pejl}, which is newer than this one."
            )


def check_room(manifest: Manifest, place: Path) -> None:
    if manifest.size > shutil.disk_usage(place).free:
        raise NotRestored(f"It needs {manifest.size:,} bytes, and the disk has less.")


def check_sqlite(database: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchone()[0]
            loose = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as fault:
        raise Unsound(f"Its database cannot be read: {fault}") from fault
    if found != "ok" or loose:
        raise Unsound("Its database is damaged.")


def swap(fresh: Path, folder: Path) -> Path | None:
    """Puts the fresh folder in its place; where that lies which was there."""
    if not holds_data(folder):
        fresh.rename(folder)
        return None
    aside = folder.with_name(f"{folder.name}.before-{datetime.now():%Y%m%d-%H%M%S}")
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    return aside


def tell(manifest: Manifest) -> Iterator[str]:
    """What is in a backup, line by line."""
    about = manifest.about
    counts = ", ".join(f"{number} {name}" for name, number in about.counts.items() if number)
    uploads = len(manifest.files.keys() - {*DATABASES.values(), SECRET})
    yield f"Pejl {about.pejl}, {about.made_at:%Y-%m-%d %H:%M} UTC, {about.database}"
    yield f"  {counts or 'nothing yet'}; {uploads} files"
    if SECRET not in manifest.files:
        yield "  Without the secret key: set the same PEJL_SECRET_KEY, or links no longer work."
    if about.counts.get("open anonymous items"):
        yield "  An anonymous item was open: in this file one can still find out who wrote what."


def tell_rest(done: Restored, folder: Path) -> Iterator[str]:
    """Where it is now, and what is left to do."""
    yield f"It lies in {folder}."
    if done.aside:
        yield f"What was there lies in {done.aside}."
    if done.manifest.about.database == "postgresql":
        dump = folder / DATABASES["postgresql"]
        yield "Now give the dump to an empty database, the one that PEJL_DATABASE_URL names:"
        yield f"  pg_restore --no-owner --single-transaction --dbname=… {dump}"
