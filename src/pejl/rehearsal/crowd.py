"""`pejl rehearse --profile`: a crowd's load on a running server, checked against its log."""

import asyncio
import re
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from pejl.rehearsal.lean import Broken, LeanPhone, Reply
from pejl.rehearsal.stage import Stage
from pejl.rehearsal.summary import find_percentile

EACH = 0.005  # seconds: so long the page waits before it reads again, times those who are told
PATIENCE = 30.0  # seconds that the page waits for what it reads
STREAM = re.compile(rb'data-stream="([^"]+)" data-heard="([^"]*)"')
STATIC = re.compile(rb'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))')
Figures = dict[str, float | int]


@dataclass
class Load:
    """One crowd at one server. Times in seconds; `faults` says what went wrong, how often."""

    base: str
    stage: Stage
    within: float
    rng: Random = field(default_factory=lambda: Random(1))
    keys: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    joined: list[LeanPhone] = field(default_factory=list)
    following: list[asyncio.Task[None]] = field(default_factory=list)
    reads: int = 0  # of phones that have joined

    async def spread(self, calls: Iterable[Callable[[], Awaitable[float]]]) -> list[float]:
        """Each call at a moment of its own within the time; how long each took, less the failed."""

        async def call_at(moment: float, call: Callable[[], Awaitable[float]]) -> float | None:
            await asyncio.sleep(moment)
            try:
                return await call()
            except Broken as fault:
                self.faults[str(fault)] += 1
                return None

        moments = [(self.rng.uniform(0, self.within), call) for call in calls]
        took = await asyncio.gather(*(call_at(*pair) for pair in moments))
        return [one for one in took if one is not None]

    def make_phones(self) -> list[LeanPhone]:
        return [LeanPhone(self.base, token) for token in self.stage.tokens]

    async def join(self, link: str, loaded: Counter[str]) -> float:
        """As one who opens the personal link: the page, what it needs, and the stream. The page
        then reads again at once, and at what it hears."""
        began, phone = time.perf_counter(), LeanPhone(self.base)
        try:
            replies = [await phone.get(link), await phone.get("/p/")]
            page = replies[-1].body
            for address in dict.fromkeys(STATIC.findall(page)):
                replies.append(await phone.get(address.decode()))
            news = asyncio.Event()
            topics, heard = find_stream(page)
            await phone.listen(topics, news.set, heard)
        finally:
            phone.wire.close()
        self.note(replies, loaded)
        self.joined.append(phone)
        self.following.append(asyncio.create_task(self.follow(phone, news)))
        return time.perf_counter() - began

    async def follow(self, phone: LeanPhone, news: asyncio.Event) -> None:
        """Reads again when the stream is there, unless what was read still stands, and at each
        news, after a moment of its own: the more there are, the longer, as `live.js` says."""
        news.set()
        while True:
            await news.wait()
            await asyncio.sleep(self.draw_pause(len(self.joined)))
            news.clear()
            if phone.stream.calm:
                phone.stream.calm = False
                continue
            try:
                reply = await phone.get("/p/now")
            except Broken as fault:
                self.faults[str(fault)] += 1
            else:
                self.reads += reply.status == 200
            phone.wire.close()

    def draw_pause(self, crowd: int) -> float:
        """As `spread` in `live.js`."""
        return self.rng.uniform(0.05, max(0.3, crowd * EACH))

    def note(self, replies: list[Reply], loaded: Counter[str]) -> None:
        loaded["requests"] += len(replies) + 1
        loaded["bytes"] += sum(len(one.body) + len(one.head) for one in replies)
        for one in replies:
            if one.status not in (200, 302):
                self.faults[f"page: {one.status}"] += 1

    async def read_again(self, phone: LeanPhone, crowd: int) -> float:
        """As the page does when it hears that the day has moved on, until it has read."""
        began, pause = time.perf_counter(), self.draw_pause(crowd)
        for failed in range(1, 20):
            await asyncio.sleep(pause)
            try:
                if (await phone.get("/p/now", PATIENCE)).status == 200:
                    break
            except Broken as fault:
                self.faults[str(fault)] += 1
            pause = self.rng.uniform(2, 4) * min(failed, 5)
        return time.perf_counter() - began

    async def open_stream(self, phone: LeanPhone, on_event: Callable[[], None]) -> float:
        began = time.perf_counter()
        await phone.listen(self.stage.topics, on_event)
        return time.perf_counter() - began

    async def answer(self, phone: LeanPhone, ticks: list[float]) -> float:
        """One answer; like a phone's outbox, it tries again until there is a tick."""
        key, began = secrets.token_hex(12), time.perf_counter()
        body = f"item=poll&options%5B%5D={self.rng.randrange(3)}&kind=chosen&key={key}"
        for attempt in range(6):
            try:
                reply = await phone.answer(self.stage.slot, body)
            except Broken as fault:
                self.faults[str(fault)] += 1
                await asyncio.sleep(min(5, 0.3 * 2**attempt) * self.rng.uniform(0.7, 1.3))
                continue
            if b'"saved":true' in reply.body:
                self.keys.append(key)
                ticks.append(time.perf_counter())
                return ticks[-1] - began
            self.faults[f"answer: {reply.status} {reply.body[:80].decode()}"] += 1
            break
        raise Broken("no tick")

    async def step(self, name: str) -> None:
        """One button of the console."""
        data = f"step={name}&slot={self.stage.slot}"
        phone, path = LeanPhone(self.base), f"/days/{self.stage.day}/console/step"
        more = (
            f"Cookie: {self.stage.session}\r\nHX-Request: true\r\nOrigin: {phone.origin}\r\n"
            f"Referer: {phone.origin}/days/{self.stage.day}/console/\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(data)}\r\n"
        )
        request = phone.make_request("POST", path, more, data)
        lines = [line for line in request.split(b"\r\n") if not line.startswith(b"Cookie: pejl=")]
        reply = await phone.send(b"\r\n".join(lines))
        phone.close()
        if reply.status not in (200, 204, 302):
            raise Broken(f"console: {reply.status}")

    def check(self) -> Figures:
        """What was acknowledged, beside the log."""
        stored = Counter(self.stage.list_stored())
        return {
            "acknowledged": len(self.keys),
            "stored": sum(stored.values()),
            "lost": sum(key not in stored for key in self.keys),
            "doubled": sum(count - 1 for count in stored.values()),
            "faults": sum(self.faults.values()),
        }


def find_stream(page: bytes) -> tuple[str, str]:
    """Its topics, and the mark of when it was read. Raises Broken."""
    found = STREAM.search(page)
    if found is None:
        raise Broken("no page of ours")
    return found[1].decode(), found[2].decode()


async def arrive(load: Load) -> Figures:
    """All open their personal link within the time; joined when the stream is open."""
    loaded: Counter[str] = Counter()
    calls = [partial(load.join, link, loaded) for link in load.stage.links]
    began = time.perf_counter()
    took = await load.spread(calls)
    seconds = time.perf_counter() - began
    reads = load.reads
    for task in load.following:
        task.cancel()
    close_all(load.joined)
    people = max(1, len(took))
    return tell("join", took) | {
        "joined": len(took),
        "read_again": reads,
        "requests_each": round(loaded["requests"] / people, 1),
        "kilobytes_each": round(loaded["bytes"] / people / 1000, 1),
        "requests_a_second": round(loaded["requests"] / seconds),
    }


async def answer(load: Load) -> Figures:
    """All answer once within the time, while the big screen follows."""
    phones, reads = load.make_phones(), Screen(load)
    ticks: list[float] = []
    await load.spread([partial(connect, phone) for phone in phones])
    await reads.open()
    took = await load.spread([partial(load.answer, phone, ticks) for phone in phones])
    await asyncio.sleep(1)
    close_all([*phones, reads.phone])
    lags = measure_lags(ticks, reads.seen)
    return tell("tick", took) | tell("screen", lags) | {"unseen": len(ticks) - len(lags)}


async def connect(phone: LeanPhone) -> float:
    await phone.connect(phone.wire)
    return 0.0


class Screen:
    """The big screen: reads again at each nudge, one read at a time, as its page does."""

    def __init__(self, load: Load) -> None:
        self.load, self.phone = load, LeanPhone(load.base)
        self.seen: list[tuple[float, float]] = []  # each read: when it began and was there
        self.news = asyncio.Event()
        self.reading: asyncio.Task[None] | None = None

    async def open(self) -> None:
        await self.phone.listen(self.load.stage.screen_topics, self.news.set)
        self.reading = asyncio.create_task(self.follow())

    async def follow(self) -> None:
        while True:
            await self.news.wait()
            self.news.clear()
            began = time.perf_counter()
            try:
                reply = await self.phone.get(self.load.stage.screen)
            except Broken:
                return
            if reply.status == 200:
                self.seen.append((began, time.perf_counter()))


def measure_lags(ticks: list[float], seen: list[tuple[float, float]]) -> list[float]:
    """From each tick until a read of the screen that began after it was there."""
    lags, at = [], 0
    for tick in sorted(ticks):
        while at < len(seen) and seen[at][0] < tick:
            at += 1
        if at < len(seen):
            lags.append(seen[at][1] - tick)
    return lags


async def listen(load: Load) -> Figures:
    """All open their stream within the time; then the item is paused and goes on, and all read
    their page again."""
    phones = load.make_phones()
    arrivals: list[float] = []
    changes: list[float] = []
    steps: list[float] = []

    def hear() -> None:
        arrivals.append(time.perf_counter())

    opened = await load.spread([partial(load.open_stream, one, hear) for one in phones])
    for name in ("pause", "resume"):
        arrivals.clear()
        began = time.perf_counter()
        await load.step(name)
        steps.append(time.perf_counter() - began)
        await wait_for(arrivals, len(opened))
        changes += [moment - began for moment in arrivals]
        await asyncio.sleep(1)
    again = await asyncio.gather(*(load.read_again(phone, len(phones)) for phone in phones))
    close_all(phones)
    return (
        tell("open", opened)
        | tell("change", changes)
        | tell("read_again", again)
        | {"streams": len(opened), "step_ms": round(max(steps) * 1000, 1)}
    )


async def wait_for(arrivals: list[float], enough: int, patience: float = 15) -> None:
    until = time.perf_counter() + patience
    while len(arrivals) < enough and time.perf_counter() < until:
        await asyncio.sleep(0.02)


async def reconnect(load: Load) -> Figures:
    """All streams are cut at once; each phone opens its own again after a moment of its own, as
    the page does, and reads what is asked now, if it has missed anything. Twice: nothing happened
    meanwhile, and the item was paused."""
    seen: dict[LeanPhone, tuple[str, str]] = {}

    async def look(phone: LeanPhone) -> float:
        began = time.perf_counter()
        seen[phone] = find_stream((await phone.get("/p/now")).body)
        phone.wire.close()
        return time.perf_counter() - began

    async def cut_off() -> list[float]:
        began = time.perf_counter()

        async def come_back(phone: LeanPhone) -> float:
            topics, heard = seen[phone]
            await phone.listen(topics, ignore, heard)
            await asyncio.sleep(0.05)  # with the first beat it says whether anything was missed
            if not phone.stream.calm:
                await asyncio.sleep(load.rng.uniform(0, load.within / 2))
                await look(phone)
            return time.perf_counter() - began

        back = await load.spread([partial(come_back, phone) for phone in seen])
        close_all(seen)
        return back

    await load.spread([partial(look, phone) for phone in load.make_phones()])
    quiet = await cut_off()
    await load.step("pause")
    back = await cut_off()
    return tell("nothing missed", quiet) | tell("back", back) | {"back": len(back)}


def ignore() -> None:
    pass


def close_all(phones: Iterable[LeanPhone]) -> None:
    for phone in phones:
        phone.close()


def tell(name: str, times: list[float]) -> Figures:
    """Percentiles in milliseconds."""
    shares = {f"{name}_p{share}_ms": find_percentile(times, share) for share in (50, 95, 99)}
    return {**shares, f"{name}_max_ms": round(max(times, default=0) * 1000, 1)}


PROFILES: dict[str, Callable[[Load], Coroutine[Any, Any, Figures]]] = {
    "arriving": arrive,
    "answering": answer,
    "listening": listen,
    "reconnecting": reconnect,
}
WITHIN = {"arriving": 120.0, "answering": 5.0, "listening": 60.0, "reconnecting": 20.0}
