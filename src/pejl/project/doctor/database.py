"""The database: there, up to date, whole, and as safe as a tick promises."""

from collections.abc import Generator, Iterator
from statistics import median
from time import perf_counter, time
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from pejl.project.health import can_write
from pejl.ui.finding import Finding, fault, note, well

OLDEST, SLOW = 140_000, 20.0  # PostgreSQL 14; ms


def ask(query: str) -> Any:
    """The first column of its first row."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row and row[0]


def check_database() -> Iterator[Finding]:
    try:
        ask("SELECT 1")
    except Error as error:
        yield fault(
            _("The database cannot be reached: %(why)s") % {"why": str(error).strip()},
            _("See that it runs, and that PEJL_DATABASE_URL is right."),
        )
        return
    try:
        ready = yield from check_migrations()
        yield from check_sqlite() if connection.vendor == "sqlite" else check_postgresql()
        if ready:
            yield check_writing()
    except Error as error:
        yield fault(
            _("The database gives errors: %(why)s") % {"why": str(error).strip()},
            _("Keep a copy of it as it is, and restore the last backup into another folder."),
        )
    finally:
        connection.close()


def check_writing() -> Finding:
    if can_write(keep=False):
        return well(_("The database takes writes."))
    return fault(
        _("The database takes no writes."),
        _("Is it read-only, or held by another program? See its rights and its log."),
    )


def check_migrations() -> Generator[Finding, None, bool]:
    """And whether all tables are there."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    ahead = set(loader.applied_migrations) - set(loader.disk_migrations or {})
    own = {app for app, _name in loader.disk_migrations or {}}
    missing = executor.migration_plan(loader.graph.leaf_nodes())
    if any(app in own for app, _name in ahead):
        yield fault(
            _("The database comes from a newer Pejl than this one."),
            _("Install the newer Pejl again, or restore a backup from before."),
        )
    elif missing:
        yield fault(
            _("The database is not up to date: %(count)s steps are missing.")
            % {"count": len(missing)},
            _("Start the server, which takes them; or run: pejl manage migrate"),
        )
    else:
        yield well(_("The database is up to date."))
    return not missing


def check_sqlite() -> Iterator[Finding]:
    mode, syncs = ask("PRAGMA journal_mode"), ask("PRAGMA synchronous")
    if mode == "wal" and syncs == 2:
        yield well(_("SQLite syncs each answer to the disk before its tick (WAL, FULL)."))
    else:
        yield fault(
            _("SQLite does not sync as it should: %(mode)s, %(syncs)s.")
            % {"mode": mode, "syncs": syncs},
            _("Stop all programs that hold the file, and start the server again."),
        )
    found = ask("PRAGMA quick_check")
    if found == "ok":
        yield well(_("The file is whole."))
    else:
        yield fault(
            _("The file is damaged: %(what)s") % {"what": str(found)[:200]},
            _("Keep a copy of it as it is, and restore the last backup into another folder."),
        )
    if settings.PEJL_HUB_URL != "memory://":
        yield note(
            _("SQLite takes one server, so Redis has nothing to do."),
            _("Use PostgreSQL for several servers, or take PEJL_HUB_URL away."),
        )


def check_postgresql() -> Iterator[Finding]:
    version = int(ask("SHOW server_version_num"))
    told = {"version": ask("SHOW server_version")}
    if version < OLDEST:
        yield fault(_("This is PostgreSQL %(version)s.") % told, _("Pejl needs 14 or newer."))
    else:
        yield well(_("PostgreSQL %(version)s.") % told)
    unsafe = [name for name in ("fsync", "synchronous_commit", "full_page_writes")
              if ask(f"SHOW {name}") == "off"]  # fmt: skip
    if unsafe:
        yield fault(
            _("PostgreSQL does not sync answers to the disk: %(names)s is off.")
            % {"names": ", ".join(unsafe)},
            _("Turn it on: a phone's tick promises that the answer is on the disk."),
        )
    yield check_latency()
    yield check_connections()
    yield check_clock()


def check_latency() -> Finding:
    times = []
    for _time in range(7):
        since = perf_counter()
        ask("SELECT 1")
        times.append((perf_counter() - since) * 1000)
    said = _("PostgreSQL answers within %(ms)s ms.") % {"ms": f"{median(times):.1f}"}
    if median(times) > SLOW:
        return note(said, _("That is far away: pages ask many times. Move the two closer."))
    return well(said)


def check_connections() -> Finding:
    most = int(ask("SHOW max_connections")) - int(ask("SHOW superuser_reserved_connections"))
    held = int(ask("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
    said = _("%(held)s of %(most)s connections are in use.") % {"held": held, "most": most}
    if most - held < 20:
        return note(said, _("Each server needs about 16: raise max_connections."))
    return well(said)


def check_clock() -> Finding:
    drift = float(ask("SELECT extract(epoch FROM clock_timestamp())")) - time()
    if abs(drift) > 2:
        return fault(
            _("The database's clock differs by %(seconds)s seconds.") % {"seconds": round(drift)},
            _("Let both machines set their clocks by the net (NTP)."),
        )
    return well(_("The database's clock goes as this machine's."))
