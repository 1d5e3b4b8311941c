"""`pejl backup`: all that a server's folder holds, as it was at one moment, while the server runs.

The secret key goes along, unless it comes from PEJL_SECRET_KEY: without it all links that were
mailed and all phones of a day would be strangers. The file holds all that was said anyhow, and is
made for its owner's eyes only.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient
from django.db.models import Model
from django.utils import timezone

from pejl.days.models import Contribution, Slot, ThemeDay
from pejl.mail.models import Job
from pejl.people.models import Organisation, Participant
from pejl.project.archive import (
    DATABASES,
    FILES,
    SECRET,
    About,
    Manifest,
    sync_folder,
    write_archive,
)

BACKUP = "pejl.backup"  # its name among the jobs
Ask = Callable[[str], list[tuple[Any, ...]]]


class NotBackedUp(Exception):
    """There is no whole backup, and what was there before stands; the message says why."""


def back_up(file: Path) -> Manifest:
    """Writes the file whole or not at all; an older one of that name stands until then."""
    try:
        with TemporaryDirectory(prefix=".pejl-backup-", dir=file.parent) as folder:
            whole = Path(folder) / "whole.zip"
            copy, about = copy_database(Path(folder))
            # After the database: a file is stored before the row that names it.
            parts = [(DATABASES[about.database], copy), *list_key(), *list_files()]
            manifest = write_archive(whole, parts, about)
            whole.replace(file)
            sync_folder(file.parent)
    except OSError as fault:
        raise NotBackedUp(str(fault)) from fault
    note_backup()
    return manifest


def note_backup() -> None:
    """For those who watch. That it could not be noted is no fault of the backup."""
    with suppress(Error):
        Job.objects.update_or_create(name=BACKUP, defaults={"ran_at": timezone.now()})


def copy_database(folder: Path) -> tuple[Path, About]:
    if connection.vendor == "sqlite":
        return copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), folder)
    return dump_postgresql(folder)


def copy_sqlite(source: Path, folder: Path) -> tuple[Path, About]:
    """By SQLite's own backup, in one step: one moment of the log, without holding up writers."""
    if not source.is_file():
        raise NotBackedUp(f"There is no database at {source}.")
    target = folder / DATABASES["sqlite"]
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=rw", uri=True, timeout=20)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a log beside it
        if (found := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise NotBackedUp(f"The database is damaged: {found}")
        return target, describe("sqlite", lambda query: copy.execute(query).fetchall())


def dump_postgresql(folder: Path) -> tuple[Path, About]:
    """By pg_dump, from the same moment as what is told of it."""
    tool = shutil.which("pg_dump")
    if not tool:
        raise NotBackedUp("The database is PostgreSQL, and pg_dump is not on this machine.")
    target = folder / DATABASES["postgresql"]
    words, told = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

        def ask(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query)
            return list(cursor.fetchall())

        moment = f"--snapshot={ask('SELECT pg_export_snapshot()')[0][0]}"
        about = describe("postgresql", ask)
        command = [tool, "--format=custom", "--no-owner", "--no-privileges", moment]
        done = subprocess.run(  # noqa: S603
            [*command, f"--file={target}", *words[1:]],
            env={**os.environ, **(told or {})}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise NotBackedUp(f"pg_dump: {done.stderr.strip()}")
    return target, about


def describe(database: Literal["sqlite", "postgresql"], ask: Ask) -> About:
    own = {app.label for app in apps.get_app_configs() if app.name == f"pejl.{app.label}"}
    rows = ask("SELECT app, name FROM django_migrations ORDER BY app, name")
    counted: dict[str, type[Model]] = {
        "accounts": get_user_model(),
        "organisations": Organisation,
        "people": Participant,
        "days": ThemeDay,
        "items": Slot,
        "answers": Contribution,
    }
    return About(
        pejl=version("pejl"),
        made_at=datetime.now(UTC),
        database=database,
        migrations=[f"{app}.{name}" for app, name in rows if app in own],
        counts={name: count(ask, kind._meta.db_table) for name, kind in counted.items()}
        | {"open anonymous items": count(ask, f"{Slot._meta.db_table} WHERE secret <> ''")},
    )


def count(ask: Ask, table: str) -> int:
    found: int = ask(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
    return found


def list_key() -> Iterator[tuple[str, Path]]:
    key = settings.PEJL_FOLDER / SECRET
    if not os.environ.get("PEJL_SECRET_KEY") and key.is_file():
        yield SECRET, key


def list_files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            raise NotBackedUp(f"{path} is a link: a backup takes what lies in the folder.")
        if path.is_file():
            yield f"{FILES}/{path.relative_to(root).as_posix()}", path
