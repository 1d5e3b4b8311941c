"""A backup taken while phones answer, restored elsewhere: nothing acknowledged is missing, and the
gate gives the same for every item."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from random import Random

import httpx
from tests.commands import PEJL, run
from tests.conftest import find_free_port, own_environment, start_server
from tests.driving import JSON, body, join, open_item, step

from pejl.rehearsal.phone import Phone, Tally

LOADED = "De vigtige dialoger"
RELEASE_ALL = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
import django
django.setup(set_prefix=False)
from pejl.days.gate import release
from pejl.days.models import Slot
found = [release(slot) for slot in Slot.objects.order_by("position")]
print(json.dumps([[one.whole is not None, repr(one)] for one in found]))
"""


def pejl(folder, *words, **told):
    return run(PEJL, *words, env={**own_environment(folder), **told})


def release_all(folder):
    told = {**own_environment(folder), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-c", RELEASE_ALL], env=told, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


async def keep_answering(base, cookie, slot, until, acknowledged, seed):
    rng = Random(seed)
    async with httpx.AsyncClient(base_url=base, cookies={"pejl": cookie}, timeout=3) as phone:
        number = 0
        while time.monotonic() < until:
            key = f"{seed}-{number}"
            sent = body(key=key, better="ord")
            with suppress(httpx.HTTPError):
                reply = await phone.post(f"/a/{slot}", content=sent, headers=JSON)
                if reply.status_code == 200:
                    acknowledged.append(key)
                    number += 1
            await asyncio.sleep(rng.uniform(0.2, 0.4))


async def back_up_under_load(house, cookies, slot, file):
    """What was acknowledged before the backup began, what was when it had ended, and the backup."""
    acknowledged, until = [], time.monotonic() + 120
    phones = [
        asyncio.create_task(keep_answering(house.base, cookie, slot, until, acknowledged, seed))
        for seed, cookie in enumerate(cookies)
    ]
    while len(acknowledged) < 40 and time.monotonic() < until:
        await asyncio.sleep(0.02)
    before = set(acknowledged)
    done = await asyncio.to_thread(pejl, house.folder, "backup", file)
    after = set(acknowledged)
    for phone in phones:
        phone.cancel()
    await asyncio.gather(*phones, return_exceptions=True)
    return before, after, done


async def answer_item(house, links):
    phones = [Phone(house.base, Tally(), Random(at), luck=0) for at in range(len(links))]
    for phone, link in zip(phones, links, strict=True):
        await phone.join(link)
    await asyncio.gather(*(phone.answer_all() for phone in phones))
    for phone in phones:
        await phone.close()


def run_day(house, console, day):
    """All items opened, answered by twelve, and closed."""
    links = [link for link, _name in house.facts["links"][:12]]
    for slot, title in house.facts["slots"]:
        if title != LOADED:
            step(console, day, "open", slot)
            asyncio.run(answer_item(house, links))
        step(console, day, "close", slot)


def test_a_backup_under_load_brings_all_back(house, tmp_path_factory):
    place = tmp_path_factory.mktemp("backups")
    console, day, slot = open_item(house, LOADED)
    cookies = [join(house, index).cookies["pejl"] for index in range(20)]
    file, restored = place / "loaded.zip", place / "loaded"
    before, after, done = asyncio.run(back_up_under_load(house, cookies, slot, file))
    assert done.returncode == 0, done.stderr
    assert len(before) >= 40
    assert len(after) > len(before), "phones answered while it ran"
    assert pejl(place, "restore", file, "--folder", restored).returncode == 0
    with sqlite3.connect(restored / "pejl.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = database.execute("SELECT key FROM days_contribution WHERE slot_id = ?", [slot])
        assert before <= {key for (key,) in rows}

    run_day(house, console, day)
    (house.folder / "files").mkdir()
    (house.folder / "files" / "å.txt").write_text("hej")
    assert pejl(house.folder, "backup", file).returncode == 0
    done = pejl(place, "restore", file, "--folder", restored, "--force")
    assert done.returncode == 0, done.stderr
    assert "50 people, 1 days, 19 items" in done.stdout
    shown = release_all(restored)
    assert len(shown) == 19
    assert shown == release_all(house.folder)
    assert sum(has_result for has_result, _all in shown) > 9
    assert (restored / "files" / "å.txt").read_text() == "hej"
    assert len(list(place.glob("loaded.before-*"))) == 1
    port = find_free_port()
    server = start_server(restored, port)
    house.base = f"http://127.0.0.1:{port}"
    assert join(house).get("/p/").status_code == 200, "the mailed links work, by the same key"
    refused = pejl(place, "restore", file, "--folder", restored, "--force")
    assert "runs on" in refused.stderr
    server.terminate()
    server.wait(timeout=20)
