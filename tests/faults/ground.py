"""A server on a folder of its own with one open question, phones that answer it, and the count of
what became of their answers. As a script: makes the day in the folder of the environment."""

import asyncio
import json
import os
import random
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx
from tests.commands import PEJL, Script, run

from pejl.rehearsal.lean import Broken, LeanPhone

LONG = os.environ.get("PEJL_FAULTS") == "long"
PHONES = 40


@dataclass
class Ground:
    folder: Path
    database: str = ""  # the address of another than SQLite in the folder
    hub: str = ""
    stage: dict = field(default_factory=dict)  # the day, as `pejl.rehearsal.stage` says it
    acknowledged: list[str] = field(default_factory=list)
    process: Script | subprocess.Popen | None = None
    settings: dict[str, str] = field(default_factory=dict)  # more of the environment

    def __post_init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"

    @property
    def told(self):
        """What its servers said of themselves."""
        return self.folder / "told"

    @property
    def slot(self):
        return self.stage["slot"]

    @property
    def tokens(self):
        return self.stage["tokens"]

    @property
    def environment(self):
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PEJL_")}
        chosen = {"PEJL_DATABASE_URL": self.database, "PEJL_HUB_URL": self.hub, **self.settings}
        given = {name: text for name, text in chosen.items() if text}
        return {**kept, "PEJL_FOLDER": str(self.folder), "PEJL_WARM": "0", **given}

    def furnish(self, phones=PHONES):
        done = run("tests.faults.ground", phones, env=self.environment)
        assert done.returncode == 0, done.stderr
        self.stage = json.loads(done.stdout.splitlines()[-1])

    def start(self, largest_file=0):
        """`largest_file`, in bytes: as if the disk were full beyond that."""
        words = ["serve", "--port", str(self.port)]
        if "LD_PRELOAD" in self.environment:  # which a process heeds only where it begins
            command = [sys.executable, "-m", PEJL, *words]
            self.process = subprocess.Popen(command, env=self.environment)
            return
        self.process = Script(
            PEJL, *words, env=self.environment, err=self.told, largest_file=largest_file
        )

    def wait_until_ready(self, seconds=180):
        until = time.monotonic() + seconds
        with httpx.Client(base_url=self.base, timeout=10) as asking:
            while time.monotonic() < until:
                try:
                    if asking.get("/readyz").status_code == 200:
                        return
                except httpx.HTTPError:
                    time.sleep(0.1)
        raise AssertionError("the server never became ready")

    def lives(self):
        try:
            return httpx.get(f"{self.base}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self):
        self.process.kill()
        self.process.wait()

    def list_stored(self):
        with sqlite3.connect(self.folder / "pejl.sqlite3") as database:
            return [key for (key,) in database.execute("SELECT key FROM days_contribution")]

    def count(self, stored=None):
        """Acknowledged but not stored, and stored more than once: both have to be 0."""
        stored = self.list_stored() if stored is None else stored
        lost = set(self.acknowledged) - set(stored)
        return {"lost": len(lost), "doubled": len(stored) - len(set(stored))}


WELL = {"lost": 0, "doubled": 0}


def make_body(key, option=0):
    return f"item=poll&options%5B%5D={option}&kind=chosen&key={key}"


async def keep_answering(ground, token, seed, rest=0.25):
    """Like a phone's outbox: the same key again until there is a tick, then the next answer."""
    rng, phone, key = random.Random(seed), LeanPhone(ground.base, token), secrets.token_hex(12)
    while True:
        try:
            reply = await phone.answer(ground.slot, make_body(key, rng.randrange(3)))
        except Broken:
            await asyncio.sleep(rng.uniform(0.05, 0.2))
            continue
        if b'"saved":true' in reply.body:
            ground.acknowledged.append(key)
            key = secrets.token_hex(12)
        await asyncio.sleep(rest * rng.uniform(0.8, 1.2))


async def under_load(ground, work):
    """Does `work` while all phones answer."""
    phones = [
        asyncio.create_task(keep_answering(ground, token, seed))
        for seed, token in enumerate(ground.tokens)
    ]
    try:
        return await work()
    finally:
        for phone in phones:
            phone.cancel()
        await asyncio.gather(*phones, return_exceptions=True)


async def wait_for_more(ground, more, seconds=180):
    enough, until = len(ground.acknowledged) + more, time.monotonic() + seconds
    while len(ground.acknowledged) < enough:
        assert time.monotonic() < until, "no more answers were acknowledged"
        await asyncio.sleep(0.02)


def kill_often(ground, times, seed=7):
    """Kills the server at random moments while all phones answer, and starts it again."""
    rng = random.Random(seed)

    async def kill():
        for _time in range(times):
            await wait_for_more(ground, 30)
            await asyncio.sleep(rng.uniform(0, 0.4))
            ground.kill()
            ground.start()
        await wait_for_more(ground, 30)

    ground.start()
    try:
        asyncio.run(under_load(ground, kill))
    finally:
        ground.kill()
    assert len(ground.acknowledged) >= 30 * times


def make_day(people):
    import django

    django.setup()
    from django.core.management import call_command

    from pejl.people.models import Organisation
    from pejl.rehearsal.stage import furnish, make_user

    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Center for Børn")
    stage = furnish(organisation, make_user(organisation), people)
    sys.stdout.write(json.dumps(asdict(stage)) + "\n")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.project.settings"
    make_day(int(sys.argv[1]))
