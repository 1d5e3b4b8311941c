"""What the pages' `live.js` does, without a browser: follows the stream, reads again at news and on
coming back, and tries again after a while of its own."""

import asyncio
import random
import re
from dataclasses import dataclass, field

from pejl.rehearsal.crowd import EACH, PATIENCE
from pejl.rehearsal.lean import Broken, LeanPhone

STATE = re.compile(rb'data-state="(\w*)"')
ANSWERED = re.compile(rb'class="answered">(\d+) ')


@dataclass
class Follower:
    line: LeanPhone
    topics: str
    address: str
    rng: random.Random
    crowd: int = 1  # so many follow: the more, the longer each waits before it reads
    body: bytes = b""  # what was read last
    returns: int = 0
    failed: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def state(self):
        found = STATE.search(self.body)
        return found[1].decode() if found else ""

    @property
    def answered(self):
        found = ANSWERED.search(self.body)
        return int(found[1]) if found else 0

    async def live(self):
        await asyncio.gather(self.listen(), self.read())

    async def listen(self):
        lost = 0
        while True:
            try:
                await self.line.listen(self.topics, self.news.set)
                lost = 0
                self.returns += 1
                self.news.set()
                await self.line.stream.ended.wait()
            except Broken:
                pass
            lost += 1
            await asyncio.sleep(self.rng.uniform(1, 3) * min(lost, 10))

    async def read(self):
        lost = 0
        while True:
            await self.news.wait()
            await asyncio.sleep(self.rng.uniform(0.05, max(0.3, self.crowd * EACH)))
            self.news.clear()
            try:
                reply = await self.line.get(self.address, patience=PATIENCE)
                if reply.status != 200:
                    raise Broken(str(reply.status))
                self.body, lost = reply.body, 0
            except Broken:
                lost += 1
                self.failed += 1
                await asyncio.sleep(self.rng.uniform(2, 4) * min(lost, 5))
                self.news.set()


def make_followers(ground):
    """A phone of each person, and the big screen."""
    stage, count = ground.stage, len(ground.tokens)
    phones = [
        Follower(LeanPhone(ground.base, token), stage["topics"], "/p/now", random.Random(at), count)
        for at, token in enumerate(ground.tokens)
    ]
    screen = LeanPhone(ground.base)
    return phones, Follower(screen, stage["screen_topics"], stage["screen"], random.Random(-1))
