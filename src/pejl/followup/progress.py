"""How an organisation's next steps go, counted. They are named by nature; no feedback is here."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
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


class Group(NamedTuple):
    """So many steps in one state, of one focus area, level and area; ranks put these in order."""

    state: str
    focus_rank: int | None
    focus: str | None
    level_rank: int
    level: str
    area_rank: int | None
    area: str | None
    n: int


def count_groups(organisation: Organisation) -> list[Group]:
    """All its next steps, counted by the database."""
    level = ("owner__level__rank", "owner__level__name")
    area = ("owner__area__rank", "owner__area__name")
    names = ("state", "focus_area__number", "focus_area__title", *level, *area)
    found = NextStep.objects.filter(day__organisation=organisation).order_by()
    return [Group(*row) for row in found.values_list(*names).annotate(n=Count("id"))]


def count_rows(groups: Iterable[Group], name: Callable[[Group], str]) -> list[Row]:
    """A row for each name, in the order in which they come."""
    held: dict[str, list[Group]] = {}
    for group in groups:
        held.setdefault(name(group), []).append(group)
    return [count_row(label, [(one.state, one.n) for one in some]) for label, some in held.items()]


def count_row(name: str, states: Iterable[tuple[str, int]]) -> Row:
    """From how many are in each state."""
    held: Counter[str] = Counter()
    for state, n in states:
        held[state] += n
    done, stuck = held[StepState.DONE], held[StepState.STUCK]
    going = sum(held[state] for state in GOING)
    return Row(name, held.total(), done, going, stuck, held.total() - done - going - stuck)


def spread(groups: Sequence[Group]) -> list[tuple[str, list[Row]]]:
    """By focus area, level and area, each in the organisation's order; what has none comes last."""
    by_focus = sorted(groups, key=lambda one: (one.focus is None, one.focus_rank or 0))
    by_level = sorted(groups, key=lambda one: one.level_rank)
    by_area = sorted(groups, key=lambda one: (one.area is None, one.area_rank or 0))
    return [
        (_("Focus area"), count_rows(by_focus, lambda one: one.focus or _("none"))),
        (_("Level"), count_rows(by_level, lambda one: one.level)),
        (_("Area"), count_rows(by_area, lambda one: one.area or _("across"))),
    ]


def list_stuck(organisation: Organisation) -> "QuerySet[CheckIn]":
    """What is stuck and asks for help."""
    found = CheckIn.objects.filter(
        step__day__organisation=organisation,
        step__state=StepState.STUCK,
        answer=StepState.STUCK,
    )
    return found.select_related("step__owner", "step__supporter")


def list_warned(organisation: Organisation) -> "QuerySet[CheckIn]":
    """Where an owner saw an early warning of the step's dilemma, the latest first."""
    found = CheckIn.objects.filter(step__day__organisation=organisation).exclude(warned=[])
    return found.select_related("step__owner").order_by("-answered_at", "-id")


def list_helped(organisation: Organisation) -> "QuerySet[CheckIn]":
    """Where help was asked for, and owner or supporter has said whether it helped."""
    found = CheckIn.objects.filter(
        step__day__organisation=organisation, step__supporter__isnull=False
    )
    said = found.exclude(helped_owner=None, helped_supporter=None)
    return said.select_related("step__owner", "step__supporter").order_by("-answered_at", "-id")


def list_unreached(organisation: Organisation) -> "QuerySet[Participant]":
    """Owners of open steps whose mails come back, with how many `open_steps` each has."""
    people = Participant.objects.filter(organisation=organisation, active=True)
    people = people.annotate(small=Lower("email")).filter(small__in=list_bounced(organisation))
    open_ = Count("owned_steps", filter=Q(owned_steps__state__in=OPEN))
    return people.annotate(open_steps=open_).filter(open_steps__gt=0).order_by("name", "id")


def list_silent(organisation: Organisation) -> "QuerySet[CheckIn]":
    """Check-ins that got no answer after two reminders."""
    found = CheckIn.objects.filter(
        step__day__organisation=organisation, answer="", stage__gte=FIRST_TOLD
    )
    return found.select_related("step__owner").prefetch_related("told__person")
