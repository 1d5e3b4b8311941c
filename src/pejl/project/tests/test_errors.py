"""What a real server says when something goes wrong, and what it notes of it."""

import json
import re
import sqlite3

import httpx
import pytest
from tests.faults.ground import Ground, make_body


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    made = Ground(tmp_path_factory.mktemp("errors"), settings={"PEJL_LOG": "json"})
    made.furnish()
    made.start()
    made.wait_until_ready()
    yield made
    made.kill()


def ask(ground, path, method="GET", **rest):
    return httpx.request(method, f"{ground.base}{path}", timeout=30, **rest)


def read_words(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.text))


def rename(ground, name, other):
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        database.execute("PRAGMA legacy_alter_table=ON")
        database.execute(f"ALTER TABLE {name} RENAME TO {other}")


LARGE = {"data": {"x": "y" * 2_100_000}}
FOREIGN = {"headers": {"Origin": "https://elsewhere.dk"}}
ELSEWHERE = {"headers": {"Host": "elsewhere.dk"}}
FAULTS = [
    ("/nowhere/", {}, 404, "Den side findes ikke", "Brug dagens kode"),
    ("/j/", ELSEWHERE, 400, "kender ikke den her adresse", "PEJL_HOSTS"),
    ("/signin/", {"method": "POST", **FOREIGN}, 403, "fra et andet sted", "så skriv adressen"),
    ("/signin/", {"method": "POST", **LARGE}, 413, "Det fylder for meget", "gør det mindre"),
    ("/a/1", {}, 400, "Dit svar er ikke gemt", "Det kunne ikke læses"),
    ("/a/1", {"method": "POST", "data": {"kind": "x"}}, 403, "Dit svar er ikke gemt", "koden"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "how", "status", "heading", "words"), FAULTS)
def test_a_page_says_what_to_do(ground, path, how, status, heading, words):
    reply = ask(ground, path, **how)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in reply.headers["content-security-policy"]
    said = read_words(reply)
    assert heading in said
    assert words in said


@pytest.mark.parametrize("path", ["/a/1", "/a/events", "/healthz", "/j/", "/static/none.js"])
def test_no_reply_is_to_be_guessed_at(ground, path):
    for kind in ("text/html", "application/json"):
        reply = ask(ground, path, headers={"Accept": kind})
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "content-type" in reply.headers


def test_a_method_that_shows_what_was_sent_is_refused(ground):
    for path in ("/a/1", "/a/events", "/healthz", "/j/", "/signin/", "/static/none.js"):
        reply = ask(ground, path, "TRACE", headers={"X-Told": "kaffekande"})
        assert reply.status_code >= 400, path
        assert "kaffekande" not in reply.text


def test_no_folder_lists_what_is_in_it(ground):
    for path in ("/static/", "/static/ui/", "/files/", "/.git/HEAD", "/secret-key"):
        assert ask(ground, path).status_code == 404


def test_it_speaks_the_language_that_was_chosen(ground):
    english = {"cookies": {"django_language": "en"}}
    assert "That page is not here" in ask(ground, "/nowhere/", **english).text
    assert "from another place" in ask(ground, "/signin/", "POST", **english, **FOREIGN).text
    assert "Your answer was not saved" in ask(ground, "/a/1", **english).text


def test_the_outbox_gets_json_and_a_form_is_sent_on(ground):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = {"content": make_body("k1"), "cookies": {"pejl": ground.tokens[0]}}
    assert ask(ground, f"/a/{ground.slot}", "POST", headers=form, **sent).status_code == 303
    wrong = ask(ground, "/a/1", headers={"Accept": "application/json"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "unknown")


def test_a_failing_page_has_a_number_which_the_log_has_too(ground):
    rename(ground, "days_phone", "lost")
    try:
        reply = ask(ground, "/p/?word=hemmelig", cookies={"pejl": ground.tokens[0]})
    finally:
        rename(ground, "lost", "days_phone")
    assert reply.status_code == 500
    number = re.search(r"\d{4}-\d{4}", read_words(reply))[0]
    noted = [json.loads(line) for line in ground.told.read_text().splitlines()]
    (fault,) = [line for line in noted if line.get("error") == number]
    assert (fault["level"], fault["route"]) == ("error", "phone")
    assert "in find_phone" in fault["fault"]
    assert "no such table: days_phone" in fault["fault"]
    (request,) = [one for one in noted if one.get("request") == number and "status" in one]
    assert request["status"] == 500
    assert request["ms"] > 0
    assert "hemmelig" not in ground.told.read_text()
