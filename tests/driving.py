"""A phone and a console driven over bare HTTP, and a look into the house's database."""

import json
import re
import sqlite3
from urllib.parse import urlencode

import httpx

JSON = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


def join(house, index=0):
    phone = httpx.Client(base_url=house.base, follow_redirects=True, timeout=60)
    phone.get(house.facts["links"][index][0]).raise_for_status()
    return phone


def open_item(house, activity):
    """By the console, as a facilitator does."""
    console = httpx.Client(base_url=house.base, follow_redirects=True, timeout=60)
    console.get(house.facts["entry"]).raise_for_status()
    slot, day = house.find_slot(activity), house.facts["day"]
    console.get(f"/days/{day}/console/").raise_for_status()
    step(console, day, "open", slot)
    return console, day, slot


def step(console, day, name, slot):
    data = {"step": name, "slot": slot}
    console.post(f"/days/{day}/console/step", data=data).raise_for_status()


def body(key="k1", kind="dialogue", item="d1", **fields):
    """An important dialogue, with the first level unless it says otherwise."""
    said = {"whom": "l0-0", "focus": "0", "important": "5", "works": "2", **fields}
    return urlencode({"key": key, "kind": kind, "item": item, **said})


def send(phone, slot, content, **headers):
    return phone.post(f"/a/{slot}", content=content, headers={**JSON, **headers})


def count_rows(house, slot):
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        found = database.execute("SELECT count(*) FROM days_contribution WHERE slot_id = ?", [slot])
        return found.fetchone()[0]


def add_item(house, activity, title, promise, **config):
    """One more item at the end of the day's programme; its id."""
    named = {"activity": activity, "title": title, "promise": promise, "config": json.dumps(config)}
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        database.row_factory = sqlite3.Row
        first = dict(database.execute("SELECT * FROM days_slot ORDER BY position").fetchone())
        row = {**first, **named, "position": 90, "text": ""}
        del row["id"]
        places = ", ".join("?" * len(row))
        query = f"INSERT INTO days_slot ({', '.join(row)}) VALUES ({places})"
        slot = database.execute(query, list(row.values())).lastrowid
    house.facts["slots"].append([slot, title])
    return slot


TRACKS = ("Spor A: case i lokale 1", "Spor B: feedback i lokale 2")
QUESTION = {"question": "Er I i mål?", "ask": "one", "options": ["Ja", "Nej"]}


def add_tracks(house):
    """The first two items of the day run side by side; their ids."""
    slots = [add_item(house, "poll", title, "named", **QUESTION) for title in TRACKS]
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        database.execute("UPDATE days_slot SET position = position + 10")
        for place, slot in enumerate(slots):
            values = (place + 1, place, "Vi mødes i lokalet og går i gang med det samme.", slot)
            query = "UPDATE days_slot SET position = ?, beside = ?, text = ? WHERE id = ?"
            database.execute(query, values)
    return slots


def read_slot(house, slot):
    """What the item became when it opened."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        found = database.execute("SELECT resolved FROM days_slot WHERE id = ?", [slot]).fetchone()
    return json.loads(found[0])


def forget_groups(house):
    """As before anyone has planned who sits where."""
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        database.execute("DELETE FROM days_groupseat")
        database.execute("DELETE FROM days_group")


def find_tables(house, slot):
    """The places of the links by the table where their people sit, in the order of the tables."""
    query = (
        "SELECT g.number, a.public_id FROM days_groupseat s JOIN days_group g ON g.id = s.group_id "
        "JOIN days_attendance a ON a.id = s.attendance_id WHERE g.slot_id = ? ORDER BY g.number"
    )
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        rows = database.execute(query, [slot]).fetchall()
    pages = [join(house, at).get("/p/").text for at in range(50)]
    places = {re.search(r'data-me="([^"]+)"', page)[1]: at for at, page in enumerate(pages)}
    tables = {}
    for number, who in rows:
        tables.setdefault(number, []).append(places[who])
    return list(tables.values())


def read_texts(house, slot, item):
    """All that the log holds of a field, in its order."""
    query = (
        "SELECT json_extract(payload, '$.text') FROM days_contribution "
        "WHERE slot_id = ? AND item = ? ORDER BY id"
    )
    with sqlite3.connect(house.folder / "pejl.sqlite3") as database:
        return [text for (text,) in database.execute(query, [slot, item])]


def save(page, text, at=0):
    page.locator("textarea:visible").nth(at).fill(text)
    page.locator("button:has-text('Gem'):visible").nth(at).click()


def mark(choice):
    """Choose by the words beside the circle or box, as a finger does, once the page lies still."""
    choice = choice.first
    if not choice.is_checked():
        choice.locator("xpath=ancestor::label[1]").click()
    assert choice.is_checked()
