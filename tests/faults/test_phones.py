"""One person with two phones; a server that is replaced by another while people answer."""

import asyncio
import hashlib
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys

from tests.faults.ground import LONG, WELL, make_body, under_load, wait_for_more

from pejl.rehearsal.lean import LeanPhone

TIMES = 30 if LONG else 3
ROUNDS = 300 if LONG else 20
COUNT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from pejl.days.models import Slot
from pejl.days.standing import read_standing
pairs = read_standing(Slot.objects.select_related("day").get()).pairs
print(sorted((line.key, payload.options[0]) for line, payload in pairs))
"""
AREAS = {"1": "Fagligt fællesskab", "2": "Overgange", "3": "Børns stemmer"}
MARKED = re.compile(
    r'name="focus" value="(\d)"(?:(?!</form>)[\s\S])*?name="value" value="(\d)"[^>]* checked'
)


def add_phone(ground, token, other):
    """A second phone of the same person."""
    first, second = (hashlib.sha256(one.encode()).hexdigest() for one in (token, other))
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        database.execute(
            "INSERT INTO days_phone (attendance_id, token_hash, admitted, rehearsal, created_at)"
            " SELECT attendance_id, ?, admitted, rehearsal, created_at FROM days_phone"
            " WHERE token_hash = ?",
            (second, first),
        )


def ask_of_areas(ground):
    """The open item asks where one stands in each of three focus areas."""
    areas = [{"id": int(one), "number": int(one), "title": title} for one, title in AREAS.items()]
    config = json.dumps({"focus_areas": areas})
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        query = "UPDATE days_slot SET activity = 'nowpicture', config = ?, resolved = ?"
        database.execute(query, (config, config))


def place(key, area, value):
    return f"kind=placed&item={area}&focus={area}&value={value}&key={key}"


def read_last(ground):
    """By the log: each area's last answer."""
    with sqlite3.connect(ground.folder / "pejl.sqlite3") as database:
        rows = database.execute("SELECT item, payload FROM days_contribution ORDER BY id")
        return {item: str(json.loads(payload)["value"]) for item, payload in rows}


def test_two_phones_of_one_person_answer_at_the_same_moment(ground):
    """Different questions, and the same one differently: all is stored, and the last stands."""
    ask_of_areas(ground)
    tokens, rng = (ground.tokens[0], "the other phone"), random.Random(3)
    add_phone(ground, *tokens)
    ground.start()
    ground.wait_until_ready()
    phones = [LeanPhone(ground.base, token) for token in tokens]

    async def answer(phone, key, area, value):
        reply = await phone.answer(ground.slot, place(key, area, value))
        assert b'"saved":true' in reply.body, reply.body
        ground.acknowledged.append(key)

    async def answer_both(number, areas):
        values = rng.sample(range(1, 8), 2)
        both = zip(phones, ("one", "other"), areas, values, strict=True)
        await asyncio.gather(*(answer(one, f"{who}-{number}", *said) for one, who, *said in both))

    async def go():
        for number in range(ROUNDS):
            await answer_both(number, rng.sample(sorted(AREAS), 2) if number % 2 else "22")
            wanted = read_last(ground)
            for phone in phones:
                page = (await phone.get("/p/now")).body.decode()
                assert dict(MARKED.findall(page)) == wanted

    asyncio.run(go())
    assert len(ground.list_stored()) == len(ground.acknowledged) == 2 * ROUNDS
    assert ground.count() == WELL


def test_the_same_person_on_two_phones(ground):
    add_phone(ground, ground.tokens[0], "the other phone")
    ground.start()
    ground.wait_until_ready()
    one, other = (LeanPhone(ground.base, token) for token in (ground.tokens[0], "the other phone"))

    async def answer(phone, key, option):
        reply = await phone.answer(ground.slot, make_body(key, option))
        assert b'"saved":true' in reply.body
        ground.acknowledged.append(key)

    async def go():
        await answer(one, "one-0", 0)
        await answer(other, "other-1", 1)
        await asyncio.gather(answer(one, "one-2", 2), answer(other, "other-2", 1))
        await answer(one, "last", 2)
        await answer(other, "last", 0)  # the same key from the other phone: known already

    asyncio.run(go())
    assert len(set(ground.list_stored())) == len(ground.list_stored()) == 5
    assert ground.count() == WELL
    done = subprocess.run(
        [sys.executable, "-c", COUNT], env=ground.environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[('last', 2)]"


def test_a_server_that_is_told_to_stop_finishes_what_it_has_and_another_takes_over(ground):
    ground.start()
    ground.wait_until_ready()

    async def replace():
        for _time in range(TIMES):
            await wait_for_more(ground, 40)
            old = ground.process
            old.send_signal(signal.SIGTERM)
            ground.start()
            assert await asyncio.to_thread(old.wait, 30) in (0, -signal.SIGTERM)
            while not await asyncio.to_thread(ground.lives):
                if ground.process.poll() is not None:  # the old one was there still, and it said so
                    assert "Another server" in ground.told.read_text()
                    ground.start()
                await asyncio.sleep(0.1)
        await wait_for_more(ground, 40)

    asyncio.run(under_load(ground, replace))
    ground.kill()
    assert ground.count() == WELL
