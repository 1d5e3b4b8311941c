"""Archives made to do harm, or harmed: none is unpacked, and nothing that is there is touched."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
import pytest

from pejl.interchange.zips import Entry, Unsound, copy
from pejl.project.archive import About, Manifest, write_archive
from pejl.project.restore import NotRestored, look, restore

ABOUT = About(
    pejl="0.1.0", made_at=datetime(2026, 5, 4, tzinfo=UTC), database="sqlite",
    migrations=["days.0001_initial"], counts={"days": 1},
)  # fmt: skip


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE word (text)")
        made.executemany("INSERT INTO word VALUES (?)", [(f"ord {n}",) for n in range(500)])
        made.commit()
    return path


def write_hostile(path, parts, **manifest):
    """Its manifest is right about all that is in it, unless it is told otherwise."""
    files = {}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for info, data in parts:
            info = ZipInfo(info) if isinstance(info, str) else info
            info.compress_type = info.compress_type or ZIP_DEFLATED
            archive.writestr(info, data)
            files[info.filename] = copy(BytesIO(data), None)
        told = msgspec.structs.replace(
            Manifest(format=1, about=ABOUT, files=files),
            **{name: change(files) for name, change in manifest.items()},
        )
        archive.writestr("manifest.json", msgspec.json.encode(told))
    return path


def make_link(name):
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def make_packed(name, kind):
    info = ZipInfo(name)
    info.compress_type = kind
    return info


NAMES = [
    "../evil", "files/../../evil", "/etc/evil", "files/", "files/./x", "files//x", "files/a\\b",
    "C:/evil", "files/C:evil", "static/x.js", "pejl.sqlite3-wal", "files", "files/new\nline",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_place_in_a_backup_is_refused(tmp_path, database, name):
    good = ("pejl.sqlite3", database.read_bytes())
    refuse(tmp_path, write_hostile(tmp_path / "hostile.zip", [good, (name, b"x")]))


HARM = {
    "a link": ([(make_link("files/x"), b"/etc/passwd")], {}),
    "two of a name": ([("files/x", b"1"), ("files/X", b"2")], {}),
    "another packing": ([(make_packed("files/x", ZIP_BZIP2), b"x")], {}),
    "a bomb": ([("files/x", bytes(100 << 20))], {}),
    "a size below nothing": ([], {"files": lambda files: {**files, "files/x": Entry("", -1)}}),
    "more than told": ([("files/x", b"x")], {"files": lambda files: dict([*files.items()][:1])}),
    "less than told": ([], {"files": lambda files: {**files, "files/x": Entry("", 1)}}),
    "another hash": (
        [("files/x", b"x")],
        {"files": lambda files: {**files, "files/x": Entry("0" * 64, 1)}},
    ),
    "another size": (
        [("files/x", b"x")],
        {"files": lambda files: {**files, "files/x": Entry(files["files/x"].sha256, 2)}},
    ),
    "a format to come": ([], {"format": lambda files: 2}),
    "no dump in it": (
        [],
        {"about": lambda files: msgspec.structs.replace(ABOUT, database="postgresql")},
    ),
}


@pytest.mark.parametrize("harm", HARM)
def test_an_archive_made_to_do_harm_is_refused(tmp_path, database, harm):
    parts, manifest = HARM[harm]
    good = ("pejl.sqlite3", database.read_bytes())
    refuse(tmp_path, write_hostile(tmp_path / "hostile.zip", [good, *parts], **manifest))


def refuse(tmp_path, file, why=Unsound):
    """It is, even with --force, and all lies as it lay."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "mine").write_text("mine")
    lay = sorted(tmp_path.rglob("*"))
    with pytest.raises(why):
        restore(file, folder, force=True)
    with pytest.raises(why):
        look(file)
    assert sorted(tmp_path.rglob("*")) == lay


def test_a_newer_one_is_refused(tmp_path, database):
    newer = msgspec.structs.replace(ABOUT, migrations=["days.9999_what_is_to_come"])
    write_archive(tmp_path / "newer.zip", [("pejl.sqlite3", database)], newer)
    refuse(tmp_path, tmp_path / "newer.zip", NotRestored)


def test_no_byte_of_it_can_change_unseen(tmp_path, database):
    """It is refused, or what comes of it is as it was: some bytes of a zip mean nothing."""
    whole = tmp_path / "whole.zip"
    write_archive(whole, [("pejl.sqlite3", database), ("secret-key", database)], ABOUT)
    manifest, good, rng = look(whole), whole.read_bytes(), Random(4)
    broken, refused = tmp_path / "broken.zip", 0
    for at in [*rng.sample(range(len(good)), 300), *range(len(good) - 300, len(good))]:
        bad = bytearray(good)
        bad[at] ^= 1 << rng.randrange(8)
        broken.write_bytes(bad[: at or None] if at % 7 == 0 else bad)
        try:
            assert look(broken).files == manifest.files
        except (Unsound, NotRestored):
            refused += 1
    assert refused > 300


def test_it_takes_the_place_of_nothing_unless_told_to(tmp_path, database):
    whole, folder = tmp_path / "whole.zip", tmp_path / "data"
    write_archive(whole, [("pejl.sqlite3", database), ("files/a/ø.txt", database)], ABOUT)
    assert restore(whole, folder, force=False).aside is None
    (folder / "mine").write_text("mine")
    with pytest.raises(NotRestored):
        restore(whole, folder, force=False)
    aside = restore(whole, folder, force=True).aside
    assert (aside / "mine").read_text() == "mine"
    assert not (folder / "mine").exists()
    assert (folder / "files/a/ø.txt").read_bytes() == database.read_bytes()
    assert stat.S_IMODE((folder / "pejl.sqlite3").stat().st_mode) == 0o600


def test_a_damaged_database_is_not_put_in_place(tmp_path, database):
    database.write_bytes(database.read_bytes()[:4096] + b"x" * 4096)
    write_archive(tmp_path / "damaged.zip", [("pejl.sqlite3", database)], ABOUT)
    with pytest.raises(Unsound, match="database"):
        restore(tmp_path / "damaged.zip", tmp_path / "data", force=True)
    assert not (tmp_path / "data").exists()
