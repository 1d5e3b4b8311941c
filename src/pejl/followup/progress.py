"""How an organisation's next steps go, counted. They are named by nature; no feedback is here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pejl.followup.climbing import FIRST_TOLD
from pejl.followup.models import CheckIn, NextStep, StepState
from pejl.followup.states import OPEN
from pejl.mail.bouncing import list_bounced
from pejl.people.models import Organisation, Participant

GOING = (StepState.AGREED, StepState.ON_TRACK)


@dataclass(frozen=True)
class Row:
    name: str
    steps: int
    done: int
    going: int
    stuck: int
    rest: int


def list_steps(organisation: Organisation) -> Sequence[NextStep]:
    found = NextStep.objects.filter(day__organisation=organisation)
    return list(found.select_related("day", "focus_area", "owner__level", "owner__area"))


def count_rows(steps: Iterable[NextStep], name: Callable[[NextStep], str]) -> list[Row]:
    """A row for each name, in the order in which they come."""
    groups: dict[str, list[NextStep]] = {}
    for step in steps:
        groups.setdefault(name(step), []).append(step)
    return [count_row(label, held) for label, held in groups.items()]


def count_row(name: str, steps: Sequence[NextStep]) -> Row:
    done = sum(step.state == StepState.DONE for step in steps)
    going = sum(step.state in GOING for step in steps)
    stuck = sum(step.state == StepState.STUCK for step in steps)
    return Row(name, len(steps), done, going, stuck, len(steps) - done - going - stuck)


def spread(steps: Sequence[NextStep]) -> list[tuple[str, list[Row]]]:
    """By focus area, level and area, each in the organisation's order."""
    by_focus = sorted(steps, key=lambda step: step.focus_area.number if step.focus_area else 99)
    by_level = sorted(steps, key=lambda step: step.owner.level.rank)
    by_area = sorted(steps, key=lambda step: step.owner.area.rank if step.owner.area else 99)
    return [
        (_("Focus area"), count_rows(by_focus, lambda one: str(one.focus_area or _("none")))),
        (_("Level"), count_rows(by_level, lambda one: str(one.owner.level))),
        (_("Area"), count_rows(by_area, lambda one: str(one.owner.area or _("across")))),
    ]


def list_warned(organisation: Organisation) -> Sequence[CheckIn]:
    """Where an owner saw an early warning of the step's dilemma, the latest first."""
    found = CheckIn.objects.filter(step__day__organisation=organisation).exclude(warned=[])
    return list(found.select_related("step__owner").order_by("-answered_at"))


def list_helped(organisation: Organisation) -> Sequence[CheckIn]:
    """Where help was asked for, and owner or supporter has said whether it helped."""
    found = CheckIn.objects.filter(
        step__day__organisation=organisation, step__supporter__isnull=False
    )
    said = found.exclude(helped_owner=None, helped_supporter=None)
    return list(said.select_related("step__owner", "step__supporter").order_by("-answered_at"))


def list_unreached(organisation: Organisation) -> Sequence[Participant]:
    """Owners of open steps whose mails come back, with how many `open_steps` each has."""
    bounced = list_bounced(organisation)
    if not bounced:
        return []
    people = Participant.objects.filter(organisation=organisation, active=True)
    open_ = Count("owned_steps", filter=Q(owned_steps__state__in=OPEN))
    found = people.annotate(open_steps=open_).filter(open_steps__gt=0).order_by("name")
    return [person for person in found if person.email.lower() in bounced]


def list_silent(organisation: Organisation) -> Sequence[CheckIn]:
    """Check-ins that got no answer after two reminders."""
    found = CheckIn.objects.filter(
        step__day__organisation=organisation, answer="", stage__gte=FIRST_TOLD
    )
    return list(found.select_related("step__owner").prefetch_related("told__person"))
