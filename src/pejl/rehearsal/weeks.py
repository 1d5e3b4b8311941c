"""Twelve weeks after the day on a driven clock: owners who answer, are stuck, or stay silent."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from pejl.days.models import ThemeDay
from pejl.followup.answering import answer_check_in
from pejl.followup.links import read_link
from pejl.followup.models import CheckIn, NextStep, Told
from pejl.followup.pages import list_owed
from pejl.followup.states import State
from pejl.mail.clock import drive_clock
from pejl.mail.jobs import run_due
from pejl.mail.models import MailState, Message
from pejl.people.models import Participant
from pejl.rehearsal.sentences import pick_sentences

DAYS = 7 * 12 + 30  # the last question, and all that may come of it
MORNING = time(9, 30)
SILENT, LATE = 0.15, 0.3  # shares of the owners: never answers; only when reminded
SAID = (State.ON_TRACK, State.STUCK, State.DONE, State.NO_LONGER_RIGHT)
LIKELY = (55, 20, 20, 5)


@dataclass(frozen=True)
class Weeks:
    """Counts of what came of a day. `silent` check-ins were never answered; `told` is how often
    somebody up the chain was told of one, or of an owner who was stuck."""

    next_steps: int
    asked: int
    answered: int
    stuck: int
    done: int
    silent: int
    told: int
    mails: int


def live_weeks(day: ThemeDay) -> Weeks:
    """Ticks each morning; no mail leaves the machine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    begins = timezone.make_aware(datetime.combine(day.date or timezone.localdate(), MORNING))
    read: set[int] = set()
    for number in range(DAYS):
        at = begins + timedelta(days=number)
        run_due(at)
        with drive_clock(at):
            read_mails(day, read)
    return count_weeks(day)


def read_mails(day: ThemeDay, read: set[int]) -> None:
    """Each opens what came since the last time, and answers as one is."""
    sent = Message.objects.filter(
        organisation=day.organisation_id, state=MailState.SENT, key__contains="-ask-"
    )
    for message in sent.exclude(id__in=read).order_by("id"):
        read.add(message.id)
        link = next(word for word in message.body.split() if "/my/" in word)
        person = read_link(link.split("/my/")[1].split("/")[0])
        if person is not None:
            answer_as(person, reminded=not message.key.endswith("-1"))


def answer_as(person: Participant, *, reminded: bool) -> None:
    kind = Random(person.id).random()
    if kind < SILENT or (kind < LATE and not reminded):
        return
    for check_in in list_owed(person):
        rng = Random(check_in.id)
        (said,) = rng.choices(SAID, LIKELY)
        line = rng.choice(pick_sentences("reason")) if said == State.STUCK else ""
        answer_check_in(check_in, said, line, [])


def count_weeks(day: ThemeDay) -> Weeks:
    check_ins = CheckIn.objects.filter(step__day=day, stage__gt=0)
    said = check_ins.aggregate(
        asked=Count("id"),
        answered=Count("id", filter=~Q(answer="")),
        stuck=Count("id", filter=Q(answer=State.STUCK.value)),
        done=Count("id", filter=Q(answer=State.DONE.value)),
        silent=Count("id", filter=Q(answer="")),
    )
    return Weeks(
        next_steps=NextStep.objects.filter(day=day).count(),
        told=Told.objects.filter(check_in__step__day=day).count(),
        mails=Message.objects.filter(
            organisation=day.organisation_id, state=MailState.SENT, key__startswith="check-in-"
        ).count(),
        **said,
    )
