"""Twelve weeks after the day on a driven clock: owners who answer, are stuck, or stay silent."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from pejl.days.models import ThemeDay
from pejl.followup.models import CheckIn, NextStep, Told
from pejl.followup.states import State
from pejl.mail.jobs import run_due
from pejl.mail.models import MailState, Message
from pejl.rehearsal.page import Form, read_page
from pejl.rehearsal.sentences import pick_sentences
from pejl.rehearsal.timekeeping import Timekeeper

DAYS = 7 * 12 + 30  # the last question, and all that may come of it
MORNING = time(9, 30)
SILENT, LATE = 0.15, 0.3  # shares of the owners: never answers; only when reminded
SAID = (State.ON_TRACK, State.STUCK, State.DONE, State.NO_LONGER_RIGHT)
LIKELY = (55, 20, 20, 5)
SEEN, HELPED = 0.3, 0.7  # shares of early warnings seen, and of help that helped


@dataclass(frozen=True)
class Weeks:
    """Counts of what came of a day. `silent` check-ins were never answered; `told` is how often
    somebody up the chain was told of one, or of an owner who was stuck; `helped` how many times
    owner or supporter said that it did."""

    next_steps: int
    asked: int
    answered: int
    stuck: int
    done: int
    silent: int
    told: int
    warned: int
    helped: int
    mails: int


class Readers:
    """People who open the links in their mails and press what the page offers, by the server."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=30, follow_redirects=True)
        self.read: set[int] = set()

    def read_mails(self, day: ThemeDay) -> None:
        """Each opens what came since the last time, and answers as one is."""
        mine = Q(key__startswith="check-in-") | Q(key__startswith="step-")
        sent = Message.objects.filter(mine, organisation=day.organisation_id, state=MailState.SENT)
        for message in sent.exclude(id__in=self.read).order_by("id"):
            self.read.add(message.id)
            link = next(word for word in message.body.split() if "/my/" in word)
            kind = Random(message.address).random()
            late = kind < LATE and message.key.endswith("-ask-1")
            if kind >= SILENT and not late:
                self.open_link(urlsplit(link).path)

    def open_link(self, path: str) -> None:
        """In a browser that knows nothing of the one before."""
        self.http.cookies.clear()
        page = self.http.get(path)
        page.raise_for_status()
        for form in read_page(page.text).forms:
            if said := choose(form):
                self.http.post(form.action, data=said).raise_for_status()


def choose(form: Form) -> dict[str, str | list[str]] | None:
    """What one presses in a form of one's page; None where it is left alone."""
    rng = Random(form.action.split("/my/")[1].split("/", 1)[1])
    if "/check/" in form.action:
        (answer,) = rng.choices(SAID, LIKELY)
        line = rng.choice(pick_sentences("reason")) if answer == State.STUCK else ""
        seen = [one.value for one in form.fields.get("warned", ()) if rng.random() < SEEN]
        return {"answer": answer.value, "line": line, "warned": seen}
    if "/helped/" in form.action:
        return {"helped": "yes" if rng.random() < HELPED else "no"}
    if "/accept/" in form.action:
        kept = {"as": "supporter"} if "as" in form.fields else {}
        return {**kept, "said": "yes", "line": rng.choice(pick_sentences("support"))}
    return None


def live_weeks(day: ThemeDay, base: str, keeper: Timekeeper) -> Weeks:
    """Ticks each morning, and has people read their mail at the server on `base`, whose
    clock `keeper` moves; no mail leaves the machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    begins = timezone.make_aware(datetime.combine(day.date or timezone.localdate(), MORNING))
    people = Readers(base)
    for number in range(DAYS):
        at = begins + timedelta(days=number)
        keeper.move_to(at)
        run_due(at)
        people.read_mails(day)
    return count_weeks(day)


def count_weeks(day: ThemeDay) -> Weeks:
    check_ins = CheckIn.objects.filter(step__day=day, stage__gt=0)
    said = check_ins.aggregate(
        asked=Count("id"),
        answered=Count("id", filter=~Q(answer="")),
        stuck=Count("id", filter=Q(answer=State.STUCK.value)),
        done=Count("id", filter=Q(answer=State.DONE.value)),
        silent=Count("id", filter=Q(answer="")),
        warned=Count("id", filter=~Q(warned=[])),
        by_owner=Count("id", filter=Q(helped_owner=True)),
        by_supporter=Count("id", filter=Q(helped_supporter=True)),
    )
    helped = said.pop("by_owner") + said.pop("by_supporter")
    return Weeks(
        helped=helped,
        next_steps=NextStep.objects.filter(day=day).count(),
        told=Told.objects.filter(check_in__step__day=day).count(),
        mails=Message.objects.filter(
            organisation=day.organisation_id, state=MailState.SENT, key__startswith="check-in-"
        ).count(),
        **said,
    )
