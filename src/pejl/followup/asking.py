"""Asking owners how it goes, again when they do not answer, and telling on as was agreed."""

from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.days.leaving import renew_since
from pejl.followup import climbing
from pejl.followup.climbing import Climb, list_told
from pejl.followup.links import make_page_address
from pejl.followup.models import CheckIn, NextStep, StepState, Told
from pejl.followup.states import OPEN, RUNNING
from pejl.followup.syncing import sync_days
from pejl.mail.models import Job
from pejl.mail.posting import address_of, list_keys, post
from pejl.people.models import Participant

ACCEPT_AFTER = (1, 8)  # days after the day
LATE = 6  # days: who first hears after that is asked the next time only


def follow_up(at: datetime) -> None:
    """All that is due by then. Each mail has a key of its own, so twice in a row is once."""
    renew_since(find_last_run())
    sync_days()
    day = timezone.localdate(at)
    due = CheckIn.objects.filter(due__lte=day, answer="", step__state__in=RUNNING)
    due = due.filter(stage__lt=climbing.LAST_TOLD, step__day__silent=False).select_related(
        "step__day__organisation", "step__owner__reports_to", "step__supporter"
    )
    for check_in in due:
        with translation.override(check_in.step.day.organisation.language):
            go_on(check_in, at)
    ask_to_accept(day)


def find_last_run() -> datetime | None:
    """When this was last done; None for never."""
    return (
        Job.objects.filter(name="pejl.followup.asking.follow_up")
        .values_list("ran_at", flat=True)
        .first()
    )


def ask_to_accept(day: date) -> None:
    """Owners and supporters who had said neither yes nor no when the day was over: twice each."""
    over = NextStep.objects.filter(day__date__lt=day, day__silent=False)
    over = over.select_related("day__organisation", "owner", "supporter")
    asked = list_keys("step-")
    owning = gettext_lazy(
        "Hello %(name)s\n\nOn %(day)s you were asked to take this on:\n\n%(what)s\n\n"
    )
    for step in over.filter(state=StepState.PROPOSED):
        ask_one(step, step.owner, owning, day, asked)
    supporting = gettext_lazy(
        "Hello %(name)s\n\nOn %(day)s you were asked to support this:\n\n%(what)s\n\n"
    )
    for step in over.filter(state__in=OPEN, supported=False, supporter__active=True):
        assert step.supporter is not None  # noqa: S101
        ask_one(step, step.supporter, supporting, day, asked)


def ask_one(step: NextStep, person: Participant, text: Promise, day: date, asked: set[str]) -> None:
    with translation.override(step.day.organisation.language):
        post_one(step, person, str(text), day, asked)


def post_one(step: NextStep, person: Participant, text: str, day: date, asked: set[str]) -> None:
    since = count_days(step, day)
    for number, wait in enumerate(ACCEPT_AFTER, start=1):
        key = f"step-{step.id}-accept-{number}-{person.id}"
        if since < wait or since > wait + LATE or key in asked:
            continue
        body = text + _("Say yes or no here:\n%(link)s\n\nThe link is your own. Do not pass it on.")
        words = {
            "name": person.name,
            "day": step.day.title,
            "what": step.what,
            "link": make_page_address(person, f"#step-{step.id}"),
        }
        subject = _("Do you say yes to: %(what)s") % {"what": step.what}
        post(step.day.organisation, address_of(person), subject, body % words, key)


def count_days(step: NextStep, day: date) -> int:
    """Since the day, or the day before an owner was found: then the first mail goes at once."""
    if given := step.agreed.get("given_on"):
        return (day - date.fromisoformat(given)).days + ACCEPT_AFTER[0]
    return (day - step.day.date).days if step.day.date else 0


def go_on(check_in: CheckIn, at: datetime) -> None:
    """One stage further, if its time has come."""
    stage = check_in.stage + 1
    last = check_in.stage_at
    if last is not None and at < last + climbing.PAUSES[stage]:
        return
    if stage <= climbing.REMIND_AGAIN:
        ask(check_in, stage)
    else:
        tell_on(check_in, stage, at)
    check_in.stage, check_in.stage_at = stage, at
    check_in.save(update_fields=["stage", "stage_at"])


def find_told(check_in: CheckIn) -> tuple[Participant, ...]:
    """Who may be told that it got no answer, in turn: never further than agreed on the day."""
    step = check_in.step
    wanted = list_told(Climb(step.climb), step.supporter, step.owner.reports_to)
    return tuple(person for person in wanted if person.active and person != step.owner)


def tell_on(check_in: CheckIn, stage: int, at: datetime) -> None:
    place, told = stage - climbing.FIRST_TOLD, find_told(check_in)
    if place >= len(told):
        return
    step, person = check_in.step, told[place]
    subject = _("No answer about: %(what)s") % {"what": step.what}
    text = _(
        "Hello %(name)s\n\n%(owner)s has not answered how it goes with this next step:\n\n"
        "%(what)s\n\nYou hear it because it was agreed on the day. Ask whether something is in "
        "the way.\n\n%(link)s"
    )
    tell(check_in, person, subject, text, at, "silent")


def tell(
    check_in: CheckIn, person: Participant, subject: str, text: str, at: datetime, why: str
) -> None:
    step = check_in.step
    Told.objects.get_or_create(check_in=check_in, person=person, defaults={"at": at})
    body = text % {
        "name": person.name,
        "owner": step.owner.name,
        "what": step.what,
        "line": check_in.line,
        "link": make_page_address(person),
    }
    key = f"check-in-{check_in.id}-{why}-{person.id}"
    post(step.day.organisation, address_of(person), subject, body, key)


def ask(check_in: CheckIn, stage: int) -> None:
    step = check_in.step
    subject = _("How is it going with: %(what)s") % {"what": step.what}
    if stage > climbing.ASK:
        subject = _("We have not heard from you about: %(what)s") % {"what": step.what}
    words = {
        "name": step.owner.name,
        "day": step.day.title,
        "what": step.what,
        "due": date_format(step.due) if step.due else _("no date"),
        "link": make_page_address(step.owner, f"#check-{check_in.id}"),
    }
    body = _(
        "Hello %(name)s\n\nOn %(day)s you took this on:\n\n%(what)s (%(due)s)\n\nHow is it going? "
        "One tap is enough:\n%(link)s\n\nThe link is your own. Do not pass it on."
    )
    key = f"check-in-{check_in.id}-ask-{stage}"
    post(step.day.organisation, address_of(step.owner), subject, body % words, key)
