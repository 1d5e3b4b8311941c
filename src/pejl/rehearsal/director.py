"""The console's steps over HTTP: signs in, opens, waits for the phones, closes, ends the day."""

import asyncio
import time
from collections.abc import Callable, Sequence

import httpx

from pejl.rehearsal.phone import Phone

LONGEST_WAIT = 4.0


class Director:
    """A facilitator at the console of one day."""

    def __init__(self, base: str, entry: str, day_id: int) -> None:
        self.http = httpx.AsyncClient(base_url=base, timeout=30, follow_redirects=True)
        self.entry, self.day = entry, f"/days/{day_id}"
        self.plan_seconds = 0.0

    async def sign_in(self) -> None:
        (await self.http.get(self.entry)).raise_for_status()

    async def step(self, name: str, **fields: str) -> None:
        """One button of the console."""
        token = self.http.cookies.get("csrftoken", "")
        if not token:
            (await self.http.get(f"{self.day}/console/")).raise_for_status()
            token = self.http.cookies["csrftoken"]
        data = {"step": name, "csrfmiddlewaretoken": token, **fields}
        headers = {"HX-Request": "true", "Referer": f"{self.http.base_url}{self.day}/console/"}
        reply = await self.http.post(f"{self.day}/console/step", data=data, headers=headers)
        reply.raise_for_status()

    async def run_item(self, slot: int, phones: Sequence[Phone], *, answers: bool) -> None:
        for phone in phones:
            phone.quiet = False
        await self.step("open", slot=str(slot))
        if answers:
            await wait_for(phones, str(slot))
        await self.step("close", slot=str(slot))
        await self.step("show", showing="result")

    async def run_day(
        self,
        items: Sequence[tuple[int, bool]],
        phones: Sequence[Phone],
        tell: Callable[[int], None],
    ) -> None:
        """Every item in turn; `tell` hears how many are done. Notes how long the plan took to come
        up in the browser after the last item was shut: the page whole, its pictures with it."""
        for done, (slot, answers) in enumerate(items, start=1):
            await self.run_item(slot, phones, answers=answers)
            tell(done)
        began = time.monotonic()
        await self.step("end")
        await self.fetch("plan/")
        self.plan_seconds = time.monotonic() - began

    async def fetch(self, name: str) -> bytes:
        response = await self.http.get(f"{self.day}/{name}")
        response.raise_for_status()
        return response.content


async def wait_for(phones: Sequence[Phone], slot: str) -> None:
    """Until every phone has been through the item and nobody has sent anything for a moment."""
    waited, before = 0.0, -1
    while waited < LONGEST_WAIT:
        await asyncio.sleep(0.25)
        waited += 0.25
        sent = phones[0].tally.sent if phones else 0
        if sent == before and all(phone.item == slot and phone.quiet for phone in phones):
            return
        before = sent
