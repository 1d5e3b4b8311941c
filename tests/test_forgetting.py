"""What an anonymous item leaves in the files of the database, with a real server."""

import sqlite3

from tests.driving import count_rows, join, open_item, send, step

TITLE = "Evaluering af dagen"


def read_secret(house, slot):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return database.execute("SELECT secret FROM days_slot WHERE id = ?", [slot]).fetchone()[0]


def is_in_files(house, text):
    found = [house.folder / f"pejl.sqlite3{end}" for end in ("", "-wal")]
    return any(text.encode() in one.read_bytes() for one in found if one.exists())


def test_the_secret_is_gone_from_the_files_when_the_item_has_closed(house):
    console, day, slot = open_item(house, TITLE)
    for at in range(8):
        fields = f"kind=take_home&item=home&key=k{at}&text=Mod+{at}"
        assert send(join(house, at), slot, fields).json()["saved"]
    secret = read_secret(house, slot)
    assert len(secret) == 64
    assert is_in_files(house, secret), "it is there while the item is open"
    step(console, day, "close", slot)
    assert count_rows(house, slot) == 8
    assert not is_in_files(house, secret)
    assert read_secret(house, slot) == ""
