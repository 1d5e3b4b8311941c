"""`pejl rehearse` against a prepared day, and the one click that wipes what it left."""

import sqlite3
import subprocess
import sys
import time

import httpx
from tests.conftest import own_environment
from tests.driving import add_tracks, body, forget_groups, join, open_item, send, step

LEFT = {
    "days_contribution": "1",
    "days_phone": "1",
    "days_outcome": "1",
    "days_group": "1",
    "days_placing": "1",
    "days_slot": "state <> 'planned' OR opened_at IS NOT NULL OR secret <> ''",
    "days_attendance": "joined_at IS NOT NULL",
}


def count(house, table, where="1"):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]


def press(console, house, name):
    address = f"/days/{house.facts['day']}/console/"
    console.post(f"{address}rehearse/", data={name: "1"}).raise_for_status()


def rehearse(house, *more):
    command = [sys.executable, "-m", "pejl.project.cli", "rehearse"]
    url = f"{house.base}/j/{house.facts['code']}/"
    environment = {**own_environment(house.folder), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [*command, url, *more],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def sign_in(house):
    console = httpx.Client(base_url=house.base, follow_redirects=True, timeout=20)
    console.get(house.facts["entry"]).raise_for_status()
    console.get(f"/days/{house.facts['day']}/console/").raise_for_status()
    return console


def wait_until(found, seconds=30):
    until = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_phones_refuse_a_day_that_is_not_being_rehearsed(house):
    done = rehearse(house, "--phones", "2")
    out, _none = done.communicate(timeout=60)
    assert done.returncode != 0
    assert "not being rehearsed" in out
    assert count(house, "days_phone") == 0


def test_a_rehearsal_is_marked_and_wiped_by_one_click(house):
    forget_groups(house)
    console = sign_in(house)
    press(console, house, "start")
    run = rehearse(house, "--phones", "5", "--minutes", "1")
    try:
        wait_until(lambda: count(house, "days_phone", "rehearsal") == 5)
        slot = house.find_slot("De vigtige dialoger")
        step(console, house.facts["day"], "open", slot)
        wait_until(lambda: count(house, "days_contribution") >= 5)
    finally:
        run.terminate()
        run.communicate(timeout=30)
    assert count(house, "days_contribution", "NOT rehearsal") == 0
    step(console, house.facts["day"], "close", slot)
    press(console, house, "wipe")
    assert {table: count(house, table, where) for table, where in LEFT.items()} == dict.fromkeys(
        LEFT, 0
    )


def test_a_day_that_has_begun_cannot_be_rehearsed(house):
    console, _day, slot = open_item(house, "De vigtige dialoger")
    assert send(join(house), slot, body(better="x")).json()["saved"]
    press(console, house, "start")
    press(console, house, "wipe")
    assert count(house, "days_contribution") == 1


def test_an_answer_to_another_days_item_is_refused(house):
    console = sign_in(house)
    new = {"title": "Næste", "starts_at": "08:30", "tables": "9"}
    new |= {"begin": f"day-{house.facts['day']}"}
    page = console.post("/days/new/", data=new)
    other = int(str(page.url).split("/days/", 1)[1].split("/", 1)[0])
    assert other != house.facts["day"]
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        found = database.execute(
            "SELECT id FROM days_slot WHERE day_id = ? AND activity = 'dialogues'", [other]
        )
        slot = found.fetchone()[0]
    step(console, other, "open", slot)
    phone = join(house)
    reply = send(phone, slot, body(better="x"))
    assert (reply.status_code, reply.json()["code"]) == (403, "elsewhere")
    assert count(house, "days_contribution") == 0


def test_phones_go_to_one_of_the_items_that_run_side_by_side_and_answer_there(house):
    forget_groups(house)
    one, other = add_tracks(house)
    console = sign_in(house)
    press(console, house, "start")
    run = rehearse(house, "--phones", "8", "--minutes", "1")
    try:
        wait_until(lambda: count(house, "days_phone", "rehearsal") == 8)
        step(console, house.facts["day"], "open_tracks", one)
        wait_until(lambda: count(house, "days_contribution") == 8)
    finally:
        run.terminate()
        run.communicate(timeout=30)
    answered = [count(house, "days_contribution", f"slot_id = {slot}") for slot in (one, other)]
    chosen = [count(house, "days_placing", f"slot_id = {slot}") for slot in (one, other)]
    assert answered == chosen
    assert sum(chosen) == 8
    step(console, house.facts["day"], "close_tracks", one)
    press(console, house, "wipe")
    for table, where in LEFT.items():
        assert count(house, table, where) == 0, table
