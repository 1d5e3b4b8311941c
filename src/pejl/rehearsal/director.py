"""The console's steps over HTTP: signs in, opens, waits for the phones, closes, ends the day."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence

import httpx

from pejl.rehearsal.page import CONSOLE, Form, read_page
from pejl.rehearsal.phone import Phone
from pejl.rehearsal.sentences import pick_sentences
from pejl.rehearsal.timekeeping import BEHIND, LATE_ITEM, Caught, Sight, Timekeeper, read_sight

LONGEST_WAIT = 2.5
LONGEST_READ = 15.0  # for a text that phones hear of while they listen, and answer after that


class Director:
    """A facilitator at the console of one day."""

    def __init__(self, base: str, entry: str, day_id: int, keeper: Timekeeper) -> None:
        self.http = httpx.AsyncClient(base_url=base, timeout=90, follow_redirects=True)
        self.entry, self.day = entry, f"/days/{day_id}"
        self.plan_seconds = 0.0
        self.said = 0
        self.keeper, self.caught = keeper, Caught()

    async def sign_in(self) -> None:
        (await self.http.get(self.entry)).raise_for_status()

    async def step(self, name: str, **fields: str) -> None:
        """One button of the console."""
        data = {"step": name, **fields}
        headers = {"HX-Request": "true"}
        reply = await self.http.post(f"{self.day}/console/step", data=data, headers=headers)
        reply.raise_for_status()

    async def mend_groups(self, name: str) -> None:
        """A button on the page of the groups: "missing" or "unseated"."""
        await self.fetch("groups/")
        reply = await self.http.post(f"{self.day}/groups/{name}/")
        reply.raise_for_status()

    async def run_item(
        self, place: int, slot: int, phones: Sequence[Phone], *, answers: bool
    ) -> None:
        """`place`: which of the programme's items it is, from 0."""
        for phone in phones:
            phone.quiet = False
        late = BEHIND if place == LATE_ITEM else 0
        self.keeper.move_to_start((await self.look()).starts, place, late)
        await self.step("open", slot=str(slot))
        if late:
            await self.catch_up()
        if answers:
            await wait_for(phones, str(slot))
        while answers and await self.turn():
            await self.listen_again(phones, str(slot))
        if answers and await self.write():
            await self.listen_again(phones, str(slot))
        self.keeper.move_to_start((await self.look()).starts, place + 1)
        await self.step("close", slot=str(slot))
        if b'value="release"' in await self.fetch("console/now"):
            await self.step("release", slot=str(slot))
            await wait_for(phones, str(slot))
        await self.step("show", showing="result")

    async def look(self) -> Sight:
        return read_sight(await self.fetch("console/now"))

    async def catch_up(self) -> None:
        """Takes the first way that is proposed, undoes it, and takes it again."""
        seen = await self.look()
        self.caught.behind, self.caught.ways = seen.behind, len(seen.ways)
        await self.step("take", way=seen.ways[0])
        self.caught.taken = (await self.look()).behind
        await self.step("undo")
        seen = await self.look()
        self.caught.undone = seen.behind
        await self.step("take", way=seen.ways[0])
        self.caught.after = (await self.look()).behind

    async def listen_again(self, phones: Sequence[Phone], slot: str) -> None:
        for phone in phones:
            phone.quiet = False
        await wait_for(phones, slot, LONGEST_READ)

    async def turn(self) -> bool:
        """Moves the item on to its next phase; False where it has none."""
        for form in await self.read_console():
            if form.hint == "turn":
                await self.send(form, {})
                return True
        return False

    async def write(self) -> bool:
        """Writes what the item asks of the facilitator, under each of its choices; False where it
        asks for nothing."""
        forms = await self.read_console()
        choices = [form for form in forms if form.hint == "choose"]
        for form in choices:
            for name, fields in list(form.fields.items()):
                for button in fields if fields[0].kind == "radio" else ():
                    await self.send((await self.read_console())[0], {name: button.value})
                    await self.write_here()
        if not choices:
            await self.write_here()
        return bool(forms)

    async def write_here(self) -> None:
        for form in await self.read_console():
            texts = [one for fields in form.fields.values() for one in fields if one.hint]
            if form.hint == "write":
                await self.send(form, {one.name: self.say(one.hint) for one in texts})
            if form.hint == "price":
                await self.send(form, name_prices(form))

    def say(self, hint: str) -> str:
        """The sentences in turn, so that no two texts are alike."""
        sentences, self.said = pick_sentences(hint), self.said + 1
        return sentences[(self.said - 1) % len(sentences)]

    async def read_console(self) -> list[Form]:
        page = read_page((await self.fetch("console/now")).decode())
        return [form for form in page.forms if form.hint in CONSOLE]

    async def send(self, form: Form, said: Mapping[str, str | list[str]]) -> None:
        hidden = {
            name: fields[0].value
            for name, fields in form.fields.items()
            if fields[0].kind == "hidden"
        }
        headers = {"HX-Request": "true"}
        reply = await self.http.post(form.action, data={**hidden, **said}, headers=headers)
        reply.raise_for_status()

    async def run_day(
        self,
        items: Sequence[tuple[int, bool]],
        phones: Sequence[Phone],
        tell: Callable[[int], None],
        arrive: Callable[[], Awaitable[None]],
    ) -> None:
        """Every item in turn; `tell` hears how many are done. Those who have not come when the
        first is over are left out of the groups; they `arrive` an item later. Notes how long the
        plan took to come up in the browser after the last item was shut: the page whole, its
        pictures with it."""
        for done, (slot, answers) in enumerate(items, start=1):
            await self.run_item(done - 1, slot, phones, answers=answers)
            tell(done)
            if done == 1:
                await self.mend_groups("missing")
            if done == 2:
                await arrive()
                await self.mend_groups("unseated")
        began = time.monotonic()
        await self.step("end")
        await self.fetch("plan/")
        self.plan_seconds = time.monotonic() - began

    async def fetch(self, name: str) -> bytes:
        response = await self.http.get(f"{self.day}/{name}")
        response.raise_for_status()
        return response.content


def name_prices(form: Form) -> dict[str, list[str]]:
    """Each list of numbers with some small and some large; a single number stays as it is."""
    return {
        name: [PRICES[at % len(PRICES)] for at in range(len(fields))]
        if name.endswith("[]")
        else [fields[0].value]
        for name, fields in form.fields.items()
        if fields[0].kind == "number"
    }


PRICES = ("12", "5", "20", "8", "15", "10", "30")


async def wait_for(phones: Sequence[Phone], slot: str, longest: float = LONGEST_WAIT) -> None:
    """Until every phone has been through the item and nobody has sent anything for a moment."""
    waited, before = 0.0, -1
    while waited < longest:
        await asyncio.sleep(0.25)
        waited += 0.25
        sent = phones[0].tally.sent if phones else 0
        if sent == before and all(phone.item == slot and phone.quiet for phone in phones):
            return
        before = sent
