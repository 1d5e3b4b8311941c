"""What has to be so before a server serves: the database there and up to date, static files in
their place. Any number of servers may begin at once, on the same database and the same folder."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection

from pejl.ui import bundling, storage

PATIENCE = 60.0  # seconds that the database may take to come up
LOCK = 0x50656A6C  # PostgreSQL's number for it: "Pejl"


def prepare(patience: float = PATIENCE) -> None:
    """Safe to run again, beside others. Ends with a word when there is no database."""
    wait_for_database(patience)
    with take_turns():
        call_command("migrate", verbosity=0, interactive=False)
        collect()


def wait_for_database(patience: float) -> None:
    """A machine that starts may have its database after us: says once what it waits for."""
    until, told = time.monotonic() + patience, False
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError as fault:
            why = str(fault).partition("\n")[0]
            if connection.vendor == "sqlite" or time.monotonic() > until:
                raise click.ClickException(f"No database (PEJL_DATABASE_URL): {why}") from fault
            if not told:
                click.echo(f"Waiting for the database: {why}", err=True)
            told = True
            time.sleep(random.uniform(0.5, 1))  # noqa: S311


@contextmanager
def take_turns() -> Iterator[None]:
    """One after the other, on all machines that use the database. SQLite has one server anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def collect() -> None:
    """Static files, unless they lie there already: another server may be giving them out."""
    mark, wanted = Path(settings.STATIC_ROOT) / ".collected", hash_sources()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    mark.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(wanted, encoding="ascii")


def hash_sources() -> str:
    """Of all that static files are made from, and of what makes them."""
    found = sha256()
    for maker in (bundling, storage):
        found.update(Path(str(maker.__file__)).read_bytes())
    for finder in get_finders():
        for name, place in finder.list([]):
            with place.open(name) as file:
                found.update(f"{name} {file.size} ".encode() + file.read())
    return found.hexdigest()
