"""Long logs: one open item of an activity and what a large chain has sent in, in this process.

People see the phone's real page, fill in its forms as a rehearsal's phones do, and each answer is
judged and stored as the server does. To be quick, a page is drawn for some of the people only, and
each of those sends again and again what another would have filled in there: other words, a change
of mind, one thing more.
"""

import secrets
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

from chains import make_chain
from django.db import transaction
from django.test import Client

from pejl.days import run
from pejl.days.composing import plan_missing
from pejl.days.inviting import invite_everyone
from pejl.days.judging import Submission, Verdict, decode_config, judge_batch
from pejl.days.models import Attendance, Outcome, Phone, Showing, Slot, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.template import find_wording
from pejl.days.tokens import TOKEN_COOKIE, hash_token
from pejl.interchange.agreement import read_agreement
from pejl.interchange.text_storing import store_agreement
from pejl.people.models import Area, Level, Organisation, Participant, Unit
from pejl.rehearsal.director import name_prices
from pejl.rehearsal.example import read_example
from pejl.rehearsal.filling import fill_form
from pejl.rehearsal.page import CONSOLE, Form, read_page
from pejl.rehearsal.phone import wants
from pejl.rehearsal.sentences import pick_sentences

LEVELS = ("Centerledelse", "Områdeledelse", "Institutionsledelse", "Afdelingsledelse")
AREAS = ("Dagtilbud", "Skoler", "PPR", "Støttekorps", "Forvaltning", "Klubber")
PAGES = 30  # people whose pages are drawn
ROUNDS = 4  # how often they are drawn again, and the facilitator moves the item on
BATCH = 500
MADE = ("statement", "need", "action", "priority")  # what earlier items left
EARLIER = {"statement": 30, "need": 15, "action": 12, "priority": 6}


def make_client() -> Client:
    return Client(headers={"accept-language": "da", "host": "localhost"})


def read(client: Client, path: str) -> str:
    reply = client.get(path)
    if reply.status_code != 200:
        raise RuntimeError(f"{path}: {reply.status_code}")
    return reply.content.decode()


class Crowd:
    """A large organisation with one day of one item, and a facilitator at its console."""

    def __init__(self, people: int, seed: int = 1) -> None:
        self.rng = Random(seed)
        self.organisation = Organisation.objects.create(name=f"Center {secrets.token_hex(3)}")
        draft = read_agreement(read_example("udviklingsaftale.md"), "udviklingsaftale.md")
        self.agreement = store_agreement(self.organisation, draft)
        self.hire(people)
        self.user = self.make_user()
        self.console, self.phone = make_client(), make_client()
        self.console.force_login(self.user)

    def hire(self, people: int) -> None:
        make = self.organisation
        levels = [
            Level.objects.create(organisation=make, name=name, rank=rank)
            for rank, name in enumerate((*LEVELS, *(f"Niveau {n}" for n in range(5, 9))), 1)
        ]
        areas = [
            Area.objects.create(organisation=make, name=name, rank=rank)
            for rank, name in enumerate(AREAS, 1)
        ]
        units: dict[int, Unit] = {}
        chain = make_chain(people, areas=len(AREAS))
        rows: dict[int, Participant] = {}
        for one in chain:
            unit, area = one.traits["unit"], one.traits["area"]
            if unit is not None and unit not in units:
                units[unit] = Unit.objects.create(organisation=make, name=f"Hus {unit}")
            rows[one.id] = Participant(
                organisation=make,
                name=f"Leder {one.id}",
                email=f"leder{one.id}@example.dk",
                level=levels[one.traits["level"]],
                area=None if area is None else areas[area],
                unit=units.get(unit),
            )
        Participant.objects.bulk_create(rows.values(), batch_size=500)
        for one in chain:
            rows[one.id].reports_to = rows[one.leader] if one.leader is not None else None
        Participant.objects.bulk_update(rows.values(), ["reports_to"], batch_size=200)

    def make_user(self) -> Any:
        from pejl.rehearsal.stage import make_user

        return make_user(self.organisation)

    def open_item(self, key: str) -> "Item":
        """A day of its own with one item of the activity, open, and what earlier ones left."""
        day = ThemeDay.objects.create(
            organisation=self.organisation,
            title=f"Temadag: {key}",
            date=date.today(),
            agreement=self.agreement,
            tables=max(10, self.organisation.participants.count() // 8),
        )
        invite_everyone(day)
        before = Slot.objects.create(day=day, position=1, activity="pause", title="Før")
        areas = list(self.agreement.focus_areas.all())
        Outcome.objects.bulk_create(
            Outcome(
                slot=before,
                kind=kind,
                text=f"{pick_sentences(kind)[at % 5]} ({at})",
                focus_area=areas[at % len(areas)],
                data={"type": ("works", "in_the_way", "needed")[at % 3]},
                position=at,
            )
            for kind in MADE
            for at in range(EARLIER[kind])
        )
        wording, activity = find_wording(key), find_activity(key)
        slot = Slot.objects.create(
            day=day,
            position=2,
            activity=key,
            title=wording.title,
            text=wording.text,
            minutes=wording.minutes,
            form=wording.form,
            promise=activity.promise,
            config={**wording.config, **self.choose(day, key)},
        )
        plan_missing(day)
        run.open_slot(day, slot, self.user)
        return Item(self, slot.id)

    def choose(self, day: ThemeDay, key: str) -> dict[str, Any]:
        """What a facilitator chooses before the item can open: of a reflecting team, who tells."""
        if key != "reflecting":
            return {}
        return {"middle": self.rng.choice(day.attendances.order_by("id")).public_id, "count": 6}


class Item:
    """The open item; its day's people with a phone each."""

    def __init__(self, crowd: Crowd, slot: int) -> None:
        self.crowd, self.rng, self.id = crowd, crowd.rng, slot
        rows = list(self.slot.day.attendances.select_related("level"))
        self.tokens = {row.id: secrets.token_urlsafe(16) for row in rows}
        Phone.objects.bulk_create(
            (
                Phone(attendance=row, token_hash=hash_token(self.tokens[row.id]), admitted=True)
                for row in rows
            ),
            batch_size=500,
        )
        self.people = rows
        self.busy = self.list_busy()
        self.refused: list[Verdict] = []
        self.pages: list[tuple[Attendance, Form]] = []
        self.key = self.slot.activity

    @property
    def slot(self) -> Slot:
        found = Slot.objects.select_related("day__organisation", "day__agreement")
        return found.get(id=self.id)

    def list_busy(self) -> Sequence[Attendance]:
        """Those whom routes lead from or to, where the item has some; else all."""
        slot = self.slot
        routes = find_activity(slot.activity).routes
        if routes is None:
            return self.people
        config = decode_config(slot)
        return [
            one
            for one in self.people
            if routes.gives(config, one.public_id) or routes.gets(config, one.public_id)
        ] or self.people

    def fill(self, wanted: int) -> int:
        """Until so many are stored, or nobody can send anything; how many are."""
        stored = 0
        for number in range(1, ROUNDS + 1):
            self.direct()
            self.pages = [
                (one, form) for one in self.pick_people() for form in self.read_forms(one)
            ]
            stored += self.send(wanted * number // ROUNDS - stored)
        return stored

    def send(self, wanted: int) -> int:
        """What those whose pages were drawn would send, again and again; how many were stored."""
        stored, tried = 0, 0
        while self.pages and stored < wanted and tried < 2 * wanted + BATCH:
            batch = [self.submit_some() for _one in range(min(BATCH, wanted - stored))]
            stored, tried = stored + self.store(batch), tried + len(batch)
        return stored

    def submit_some(self) -> Submission:
        """By chance, as likely as people wish to send it."""
        while True:
            drawn, form = self.rng.choice(self.pages)
            if wants(form, self.rng):
                return self.submit(self.pick_sender(drawn), form)

    def pick_people(self) -> Sequence[Attendance]:
        return self.rng.sample(self.busy, min(PAGES, len(self.busy)))

    def pick_sender(self, drawn: Attendance) -> Attendance:
        """Where nobody's page differs from another's, anyone else as well."""
        activity = find_activity(self.key)
        alone = activity.routes or activity.grouped or activity.admit
        return drawn if alone else self.rng.choice(self.people)

    def open_page(self, person: Attendance, path: str = "/p/now") -> str:
        self.crowd.phone.cookies[TOKEN_COOKIE] = self.tokens[person.id]
        return read(self.crowd.phone, path)

    def read_forms(self, person: Attendance) -> list[Form]:
        return read_page(self.open_page(person)).forms

    def submit(self, sender: Attendance, form: Form) -> Submission:
        bias = (3 - sender.level.rank) * 0.6
        pairs: dict[str, str] = {}
        lists: dict[str, list[str]] = {}
        filled = deepcopy(form)  # filling it narrows its choices
        for name, value in fill_form(filled, self.rng, bias=bias, today=date.today()):
            if name.endswith("[]"):
                lists.setdefault(name[:-2], []).append(value)
            else:
                pairs[name] = self.vary(form, name, value)
        key = f"{self.rng.getrandbits(96):024x}"
        before, item = str(pairs.pop("key", "")), str(pairs.pop("item", ""))
        if len(item) > 8 and before.startswith(item):  # something new, with a name of its own
            item = key[:16]
        kind = str(pairs.pop("kind", ""))
        token = hash_token(self.tokens[sender.id])
        return Submission(token, self.id, kind, item, key, {**pairs, **lists}, "da")

    def vary(self, form: Form, name: str, value: str) -> str:
        """No two texts alike."""
        field = form.fields[name][0]
        if field.kind not in ("text", "textarea") or not value:
            return value
        return f"{value[: (field.longest or 200) - 9]} {self.rng.randrange(10**7)}"

    def store(self, batch: Sequence[Submission]) -> int:
        with transaction.atomic():
            verdicts, _fresh = judge_batch(list(batch))
        self.refused += [one for one in verdicts if not one.saved]
        return sum(one.saved for one in verdicts)

    def direct(self) -> None:
        """What the facilitator does between: writes what the item asks of the console, moves on."""
        for form in self.list_console_forms():
            if form.hint == "turn":
                self.say(form, {})
                return
        choices = [form for form in self.list_console_forms() if form.hint == "choose"]
        for form in choices:
            for name, fields in form.fields.items():
                for button in fields if fields[0].kind == "radio" else ():
                    self.say(self.list_console_forms()[0], {name: button.value})
                    self.write()
        if not choices:
            self.write()

    def write(self) -> None:
        for form in self.list_console_forms():
            texts = [one for fields in form.fields.values() for one in fields if one.hint]
            if form.hint == "write":
                self.say(form, {one.name: pick_sentences(one.hint)[0] for one in texts})
            if form.hint == "price":
                self.say(form, name_prices(form))

    def list_console_forms(self) -> list[Form]:
        page = read_page(self.open_console())
        return [form for form in page.forms if form.hint in CONSOLE]

    def open_console(self) -> str:
        return read(self.crowd.console, f"/days/{self.slot.day_id}/console/now")

    def open_screen(self) -> str:
        return read(self.crowd.console, f"/s/{self.slot.day.screen_key}/now")

    def say(self, form: Form, said: dict[str, Any]) -> None:
        hidden = {
            name: fields[0].value
            for name, fields in form.fields.items()
            if fields[0].kind == "hidden"
        }
        self.crowd.console.post(form.action, {**hidden, **said}, headers={"HX-Request": "true"})

    def show(self, showing: Showing) -> None:
        run.show(self.slot.day, None, self.crowd.user, showing)

    def close(self) -> None:
        slot = self.slot
        run.close_slot(slot.day, slot, self.crowd.user)

    def hand_out(self) -> None:
        slot = self.slot
        run.release_slot(slot.day, slot, self.crowd.user)
