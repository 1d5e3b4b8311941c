"""A server that is killed, a database that is held, a disk that is full."""

import asyncio
import sqlite3

from tests.faults.ground import LONG, WELL, kill_often, make_body, under_load, wait_for_more

from pejl.rehearsal.lean import LeanPhone

KILLS = 100 if LONG else 3
HELD = 10 if LONG else 2  # seconds


def test_killed_at_random_moments(ground):
    kill_often(ground, KILLS)
    assert ground.count() == WELL


def test_a_database_that_another_holds_makes_answers_wait(ground):
    ground.start()
    ground.wait_until_ready()

    async def hold():
        await wait_for_more(ground, 20)
        with sqlite3.connect(ground.folder / "pejl.sqlite3", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(0.3)
            before = len(ground.acknowledged)
            await asyncio.sleep(HELD)
            assert len(ground.acknowledged) == before
            other.execute("ROLLBACK")
        await wait_for_more(ground, 40)

    asyncio.run(under_load(ground, hold))
    assert ground.count() == WELL


def test_a_full_disk_refuses_and_what_was_refused_comes_in_when_there_is_room(ground):
    size = max(path.stat().st_size for path in ground.folder.glob("pejl.sqlite3*"))
    ground.start(largest_file=max(size, 400_000))
    ground.wait_until_ready()
    phone, kept = LeanPhone(ground.base, ground.tokens[0]), []

    async def fill():
        for number in range(4000):
            key = f"key-{number}"
            phone.token = ground.tokens[number % len(ground.tokens)]
            reply = await phone.answer(ground.slot, make_body(key))
            if b'"saved":true' in reply.body:
                ground.acknowledged.append(key)
            else:
                assert reply.status == 503, reply.body
                kept.append(key)
            if len(kept) > 20:
                return

    asyncio.run(fill())
    assert len(kept) > 20, "the disk never became full"
    assert ground.acknowledged
    ground.kill()
    assert ground.count() == WELL
    ground.start()
    ground.wait_until_ready()

    async def send_what_was_kept():
        late = LeanPhone(ground.base, ground.tokens[0])
        for key in kept:
            assert b'"saved":true' in (await late.answer(ground.slot, make_body(key))).body
            ground.acknowledged.append(key)

    asyncio.run(send_what_was_kept())
    assert ground.count() == WELL
