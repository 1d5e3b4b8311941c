"""A server that tells all it may, each query too: nothing of who was there and what was said."""

import json
import re
import shutil
import sqlite3
from urllib.parse import urlencode

import httpx
import pytest
from tests.driving import add_item, join, open_item, send
from tests.faults.ground import Ground

MAIL, PASSWORD, TEXT = "anna.hemmelig@eksempel.dk", "kaffekande-47", "Vi taler for lidt sammen"
COLUMNS = ("people_participant.name", "people_participant.email", "days_phone.token_hash",
           "days_themeday.code", "auth_user.email", "django_session.session_key")  # fmt: skip


@pytest.fixture
def telling(prepared, tmp_path):
    """A house whose log tells each query."""
    made, facts = prepared
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    settings = {"PEJL_LOG": "json", "PEJL_SLOW_MS": "0", "PEJL_WORKER": "0"}
    ground = Ground(tmp_path, settings=settings)
    ground.facts = json.loads(facts.replace("http://house.invalid", ground.base))
    ground.find_slot = lambda start: next(
        slot for slot, title in ground.facts["slots"] if title.startswith(start)
    )
    add_item(ground, "talk", "Oplæg", "confidential", questions=True)
    ground.start()
    ground.wait_until_ready()
    yield ground
    ground.kill()


def list_secrets(ground):
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        for place in COLUMNS:
            table, column = place.split(".")
            rows = database.execute(f"SELECT {column} FROM {table}").fetchall()
            assert rows or table == "django_session", place
            yield from (value for (value,) in rows if value)


def live_a_day(ground):
    """Links, codes, names, answers in words, signing in, and what goes wrong on the way; what was
    said and let people in."""
    console, _day, slot = open_item(ground, "Oplæg")
    facts, tokens = ground.facts, []
    for index in range(4):
        phone = join(ground, index)
        sent = urlencode({"kind": "question", "item": "q", "key": f"key-{index}", "text": TEXT})
        assert send(phone, slot, sent).status_code == 200
        assert send(phone, slot, sent.replace("kind=", "kind=no")).status_code >= 400
        phone.get("/p/now", params={"word": TEXT})
        tokens += phone.cookies.values()
    with httpx.Client(base_url=ground.base, timeout=60) as stranger:
        stranger.get(f"/j/{facts['code']}/", params={"name": TEXT})
        form = {"login": MAIL, "password": PASSWORD}
        stranger.post("/signin/", data=form)
        stranger.post("/signin/", data=form, headers={"Origin": "https://elsewhere.invalid"})
        stranger.get(f"/l/{TEXT}/")
        stranger.get(f"/{TEXT}/?t={PASSWORD}", headers={"Referer": MAIL})
        stranger.get("/", headers={"Host": "kaffekande.invalid"})
    break_pages(ground, console)
    links = [part for link in (*facts["links"][:4], facts["entry"]) for part in cut(link)]
    return [MAIL, PASSWORD, TEXT, *tokens, *console.cookies.values(), *links]


def cut(link):
    """The parts of an address that let someone in."""
    address = link if isinstance(link, str) else link[0]
    return [part for part in re.split(r"[/?&=]", address) if len(part) > 15]


def break_pages(ground, console):
    """So that errors are told too."""
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        database.execute("PRAGMA legacy_alter_table=ON")
        database.execute("ALTER TABLE days_phone RENAME TO lost")
    replies = [join_badly(ground), console.get(f"/days/{ground.facts['day']}/console/").status_code]
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        database.execute("PRAGMA legacy_alter_table=ON")
        database.execute("ALTER TABLE lost RENAME TO days_phone")
    assert 500 in replies


def join_badly(ground):
    address = ground.base + ground.facts["links"][5][0]
    return httpx.get(address, follow_redirects=True, timeout=60).status_code


def test_no_secret_name_or_answer_stands_in_the_log(telling):
    said = live_a_day(telling)
    text = telling.told.read_text()
    assert "kaffekande" not in text
    for secret in {*said, *list_secrets(telling)}:
        assert secret not in text, secret
    for wanted in ("slow query", "INSERT INTO days_contribution", "no such table: days_phone"):
        assert wanted in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert all({"time", "level", "event"} <= line.keys() for line in lines)
    routes = {line["route"] for line in lines if line["event"] == "request"}
    assert {"link", "phone_now", "join_day", "sign_in", "none"} <= routes
