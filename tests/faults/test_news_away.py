"""Redis is away, or hangs, while people answer on a whole server: answers do not need it, and news
comes again when it is back."""

import asyncio
import signal

import pytest
from tests.faults.ground import WELL, under_load, wait_for_more
from tests.faults.machines import find_programs

from pejl.days.nudges import name_run_topic
from pejl.live.redis_hub import RedisHub
from pejl.live.tests.conftest import OwnRedis
from pejl.rehearsal.lean import LeanPhone


@pytest.fixture
def own_redis(tmp_path):
    find_programs()
    server = OwnRedis(tmp_path)
    server.start()
    yield server
    server.stop()


def kill(server):
    server.stop()
    return server.start


def hang(server):
    server.process.send_signal(signal.SIGSTOP)
    return lambda: server.process.send_signal(signal.SIGCONT)


async def hears(heard, seconds=20):
    heard.clear()
    async with asyncio.timeout(seconds):
        await heard.wait()


@pytest.mark.parametrize("lose", [kill, hang])
def test_answers_are_stored_and_news_comes_again(ground, own_redis, lose):
    ground.hub = own_redis.url
    ground.start()
    ground.wait_until_ready()
    screen, phone = LeanPhone(ground.base), LeanPhone(ground.base)
    answers, run = asyncio.Event(), asyncio.Event()

    async def lose_it_for_a_while():
        await screen.listen(ground.stage["screen_topics"], answers.set)
        await phone.listen(ground.stage["topics"], run.set)
        await hears(answers)
        bring_back = lose(own_redis)
        await wait_for_more(ground, 200)
        await hears(answers)  # of those at the same server
        bring_back()
        await asyncio.to_thread(ground.wait_until_ready)

    async def hear_of_others():
        await under_load(ground, lose_it_for_a_while)
        await asyncio.sleep(1)  # that it is back has been told
        run.clear()
        other = RedisHub(own_redis.url)
        other.nudge(name_run_topic(ground.stage["day"]), 99)
        async with asyncio.timeout(20):
            await run.wait()

    asyncio.run(hear_of_others())
    assert ground.count() == WELL
