"""The folder where data lie. Looked at before the settings are read, since they need it."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from pejl.ui.finding import Finding, fault, note, well

LITTLE, SOME = 200_000_000, 2_000_000_000  # bytes
FAR = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph")


def find_folder() -> Path:
    return Path(os.environ.get("PEJL_FOLDER", "pejl-data")).expanduser().resolve()


def check_folder() -> Iterator[Finding]:
    """The first fault is the last finding."""
    folder = find_folder()
    if not folder.is_dir():
        yield fault(
            _("There is no folder %(folder)s.") % {"folder": folder},
            _("Set PEJL_FOLDER to the server's folder. A new one is made when the server starts."),
        )
        return
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".pejl-doctor-") as file:
            drift = Path(file.name).stat().st_mtime - time.time()
    except OSError as error:
        yield fault(
            _("Nothing can be written in %(folder)s: %(why)s.")
            % {"folder": folder, "why": error.strerror},
            _("Give the folder to the user that runs the server, as with chown and chmod 700."),
        )
        return
    yield well(_("The folder %(folder)s can be written.") % {"folder": folder})
    yield from check_rights(folder)
    yield check_room(folder)
    yield from check_disk(folder, drift)


def check_rights(folder: Path) -> Iterator[Finding]:
    if os.name == "nt":
        return
    found = folder.stat()
    if found.st_uid != os.geteuid():
        yield note(
            _("The folder belongs to another user than the one who asks."),
            _("Run pejl doctor, and all other commands, as the user that runs the server."),
        )
    open_to_others = [path for path in (folder, folder / "secret-key") if is_open(path)]
    for path in open_to_others:
        yield fault(
            _("Others on this machine may read %(path)s.") % {"path": path},
            _("Take that from them: chmod go= %(path)s") % {"path": path},
        )


def is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def check_room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = _("%(free)s GB are left there.") % {"free": f"{free / 1e9:.1f}"}
    mend = _("Make room: when the disk is full no answer can be stored.")
    return fault(said, mend) if free < LITTLE else note(said, mend) if free < SOME else well(said)


def check_disk(folder: Path, drift: float) -> Iterator[Finding]:
    kind = find_kind(folder)
    if kind.startswith(FAR) and "PEJL_DATABASE_URL" not in os.environ:
        yield fault(
            _("The folder lies on a disk of another machine (%(kind)s).") % {"kind": kind},
            _("SQLite is not safe there. Use a disk of this machine, or PostgreSQL."),
        )
    if abs(drift) > 5:
        yield note(
            _("The disk's clock differs by %(seconds)s seconds.") % {"seconds": round(drift)},
            _("Let both machines set their clocks by the net (NTP)."),
        )


def find_kind(folder: Path) -> str:
    """The file system's, where the system tells."""
    try:
        rows = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    places = [(row[1], row[2]) for row in rows if folder.is_relative_to(row[1])]
    return max(places, key=lambda place: len(place[0]), default=("", ""))[1]
