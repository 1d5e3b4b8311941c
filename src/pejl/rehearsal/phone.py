"""A simulated phone over real HTTP: joins, listens, answers, and has the bad luck phones have."""

import asyncio
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from random import Random
from urllib.parse import quote, urlencode

import httpx

from pejl.rehearsal.filling import fill_form
from pejl.rehearsal.page import Form, Page, read_page

TRIES = 60
COMMON_LETTERS = "enriasltodgkmhfbpuvyjøåæcwxzq"
MOST = 7  # answers in one item
ANSWERED = ("open", "released")
CONTEXT = httpx.create_ssl_context()  # one for all: making it takes longer than a question
JSON = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Tally:
    """What all phones together sent, and what the server said. Times in seconds."""

    sent: int = 0
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    doubles: int = 0
    losses: int = 0
    reloads: int = 0


@dataclass
class Phone:
    """One phone with its own cookie. `bias` moves its answers on scales, in steps."""

    base: str
    tally: Tally
    rng: Random
    bias: float = 0.0
    luck: float = 1.0
    answered: set[str] = field(default_factory=set)
    item: str = ""
    quiet: bool = False
    next_read: float = 0.0
    given: dict[str, int] = field(default_factory=dict)
    later: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.http = httpx.AsyncClient(
            base_url=self.base, timeout=20, follow_redirects=True, verify=CONTEXT
        )

    async def join(self, path: str) -> None:
        """By personal link."""
        (await self.http.get(path)).raise_for_status()

    async def join_by_name(self, code: str, at: int) -> bool:
        """By code, as the `at`th name on the list that is free; False when there is none. A large
        day lists only the names that one looks for."""
        for letter in ("", *COMMON_LETTERS):
            page = await self.http.get(f"/j/{code}/", params={"find": letter})
            page.raise_for_status()
            free = [
                part.split('"', 1)[0]
                for part in page.text.split('name="who" value="')[1:]
                if "data-taken" not in part.split(">", 1)[0]
            ]
            if at < len(free):
                break
        else:
            return False
        (await self.http.post(f"/j/{code}/", data={"who": free[at]})).raise_for_status()
        return True

    async def live(self) -> None:
        """Listens and answers until cancelled."""
        page = await self.read("/p/")
        while True:
            try:
                page = await self.listen(page.stream)
            except httpx.HTTPError:
                await asyncio.sleep(self.rng.uniform(0.3, 1.5))
                page = await self.answer_all()

    async def listen(self, topics: str) -> Page:
        """Reads when the stream is there, since what came before went past it, and again at each
        nudge. The last that was read, when the stream ends or asks for other topics."""
        page = None
        timeout = httpx.Timeout(20, read=60)
        async with self.http.stream(
            "GET", f"/a/events?t={quote(topics)}", timeout=timeout
        ) as lines:
            async for line in lines.aiter_lines():
                news = line.startswith("data: {") and self.hears(line)  # not the beats
                if news or (page is None and line.startswith("data: ")):
                    page = await self.answer_all()
                    if page.stream and page.stream.split(":")[0] != topics.split(":")[0]:
                        return page
        return page or await self.answer_all()

    def hears(self, line: str) -> bool:
        """The run's own news at once; what others sent in at most every few seconds, and then the
        last of it too."""
        now = time.monotonic()
        if any(not topic.endswith(":in") for topic in json.loads(line[5:])) or now > self.next_read:
            self.next_read = now + self.rng.uniform(2, 4)
            return True
        if self.later is None or self.later.done():
            self.later = asyncio.create_task(self.catch_up(self.next_read - now))
        return False

    async def catch_up(self, pause: float) -> None:
        await asyncio.sleep(pause)
        with suppress(httpx.HTTPError):
            await self.answer_all()

    async def read(self, path: str = "/p/now") -> Page:
        response = await self.http.get(path)
        response.raise_for_status()
        return read_page(response.text)

    async def answer_all(self) -> Page:
        """Answers each form that has not been answered, once."""
        page = await self.read()
        if page.ways and not page.item:
            page = await self.go(self.rng.choice(page.ways))
        self.item = page.item
        for form in page.forms if page.state in ANSWERED else ():
            mark = mark_form(form)
            if mark not in self.answered:
                self.answered.add(mark)
                if wants(form, self.rng) and self.count(page.item) < MOST:
                    await asyncio.sleep(self.rng.uniform(0, 0.1))
                    await self.answer(form)
        self.quiet = True
        return page

    async def go(self, way: Form) -> Page:
        """To one of the items that run side by side."""
        data = {name: fields[0].value for name, fields in way.fields.items()}
        (await self.http.post(way.action, data=data)).raise_for_status()
        return await self.read()

    def count(self, item: str) -> int:
        """How many answers this phone has given in the item before this one."""
        self.given[item] = self.given.get(item, 0) + 1
        return self.given[item] - 1

    async def answer(self, form: Form) -> None:
        pairs = fill_form(form, self.rng, bias=self.bias, today=date.today())
        pairs = [pair for pair in pairs if pair[0] != "key"]
        key = f"{self.rng.getrandbits(96):024x}"
        body = urlencode([*pairs, ("key", key)])
        self.tally.sent += 1
        slot = int(form.action.rsplit("/", 1)[-1])
        for attempt in range(TRIES):
            if await self.lose_net(attempt):
                continue
            status, reply, took = await self.post(form.action, body)
            if self.rng.random() < 0.04 * self.luck and attempt == 0:
                self.tally.losses += 1  # the tick never reached the phone: it sends once more
                continue
            if status in (429, 500, 502, 503, 504, 0):
                await asyncio.sleep(min(2.0, 0.2 * 2**attempt))
                continue
            self.note(slot, key, reply, took)
            break
        await self.have_bad_luck(form.action, body)

    async def lose_net(self, attempt: int) -> bool:
        """The net is away for a moment before anything was sent."""
        if attempt == 0 and self.rng.random() < 0.05 * self.luck:
            self.tally.losses += 1
            await asyncio.sleep(self.rng.uniform(0.05, 0.3))
            return True
        return False

    async def post(self, action: str, body: str) -> tuple[int, dict[str, object], float]:
        began = time.perf_counter()
        try:
            response = await self.http.post(action, content=body, headers=JSON)
            reply = response.json()
        except (httpx.HTTPError, json.JSONDecodeError):
            return 0, {}, 0.0
        return response.status_code, reply, time.perf_counter() - began

    def note(self, slot: int, key: str, reply: dict[str, object], took: float) -> None:
        if reply.get("saved"):
            self.tally.acknowledged.append((slot, key))
            self.tally.times.append(took)
        else:
            self.tally.refused.append(f"{reply.get('code')}: {reply.get('message')}")

    async def have_bad_luck(self, action: str, body: str) -> None:
        """Sends the same once more, or reloads the whole page."""
        if self.rng.random() < 0.08 * self.luck:
            self.tally.doubles += 1
            await self.post(action, body)
        if self.rng.random() < 0.05 * self.luck:
            self.tally.reloads += 1
            await self.read("/p/")

    async def close(self) -> None:
        if self.later is not None:
            self.later.cancel()
        await self.http.aclose()


def mark_form(form: Form) -> str:
    """Which question it is: a form for new things (its item is the key of the page) is one, and a
    new version of a text is another."""
    parts = {name: fields[0].value for name, fields in form.fields.items()}
    item = parts.get("item", "")
    fresh = item and parts.get("key", "").startswith(item)
    return f"{form.action} {parts.get('kind')} {'' if fresh else item} {parts.get('version', '')}"


RARE = {"ask": 0.4, "thanks": 0.4, "question": 0.15, "next_step": 0.3, "reply": 0.25}
OFTEN = {"agree": 0.6}


def wants(form: Form, rng: Random) -> bool:
    """Everyone answers a question put to all; few ask or propose something; some press a button."""
    fields = [one for fields in form.fields.values() for one in fields]
    if all(one.kind == "hidden" for one in fields):
        return rng.random() < max(OFTEN.get(one.hint, 0.12) for one in fields)
    return rng.random() < min(RARE.get(one.hint, 1.0) for one in fields)
