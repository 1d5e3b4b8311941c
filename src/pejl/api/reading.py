"""What the API reads of an organisation: its chain, its days, their programmes, the next steps."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from pejl.api import schemas
from pejl.days.clock import Timed, time_programme
from pejl.days.models import Slot, ThemeDay
from pejl.days.registry import find_activity
from pejl.followup.models import NextStep, StepState
from pejl.people.models import DevelopmentAgreement, Organisation, Participant


def read_organisation(organisation: Organisation) -> schemas.Organisation:
    agreements = organisation.agreements.prefetch_related("focus_areas")
    return schemas.Organisation(
        id=organisation.id,
        name=organisation.name,
        language=organisation.language,
        levels=[
            schemas.Level(id=one.id, name=one.name, rank=one.rank)
            for one in organisation.levels.all()
        ],
        areas=[
            schemas.Area(id=one.id, name=one.name, rank=one.rank)
            for one in organisation.areas.all()
        ],
        agreements=[read_agreement(one) for one in agreements],
    )


def read_agreement(agreement: DevelopmentAgreement) -> schemas.Agreement:
    return schemas.Agreement(
        id=agreement.id,
        title=agreement.title,
        purpose=agreement.purpose,
        focus_areas=[
            schemas.FocusArea(id=one.id, number=one.number, title=one.title, goal=one.goal)
            for one in agreement.focus_areas.all()
        ],
    )


def list_days(organisation: Organisation) -> "QuerySet[ThemeDay, Any]":
    """The newest first, after those that have no date yet. One that is rehearsed is not there
    meanwhile."""
    begun = Slot.objects.filter(day=OuterRef("pk"), opened_at__isnull=False)
    joined = Q(attendances__joined_at__isnull=False)
    found = organisation.days.filter(rehearsing=False).annotate(
        begun=Exists(begun),
        invited=Count("attendances"),
        joined=Count("attendances", filter=joined),
    )
    return found.order_by(F("date").desc(nulls_first=True), "-id")


def choose_days(
    found: "QuerySet[ThemeDay, Any]", first: date | None, last: date | None
) -> "QuerySet[ThemeDay, Any]":
    if first is not None:
        found = found.filter(date__gte=first)
    return found if last is None else found.filter(date__lte=last)


def read_day(day: Any) -> schemas.Day:
    return schemas.Day(
        id=day.id,
        title=day.title,
        date=day.date,
        starts_at=f"{day.starts_at:%H:%M}",
        place=day.place,
        state="over" if day.ended_at else "open" if day.begun else "planned",
        ended_at=day.ended_at,
        agreement_id=day.agreement_id,
        invited=day.invited,
        joined=day.joined,
    )


def read_items(day: ThemeDay) -> list[schemas.Item]:
    return [read_item(timed) for timed in time_programme(day)]


def read_item(timed: Timed) -> schemas.Item:
    slot = timed.slot
    said: dict[str, Any] = {
        name: getattr(slot, name)
        for name in (
            "id", "day_id", "position", "title", "text", "activity", "beside", "state",
            "opened_at", "closed_at", "promise",
        )
    }  # fmt: skip
    return schemas.Item(
        **said,
        activity_name=str(find_activity(slot.activity).name),
        starts_at=f"{timed.start:%H:%M}",
        minutes=timed.minutes,
    )


def list_steps(organisation: Organisation) -> "QuerySet[NextStep]":
    """The newest day's first."""
    found = NextStep.objects.filter(day__organisation=organisation, day__rehearsing=False)
    return found.select_related(
        "day", "owner__level", "owner__area", "supporter__level", "supporter__area"
    ).order_by(F("day__date").desc(nulls_first=True), "-day__id", "due", "id")


def read_step(step: NextStep) -> schemas.Step:
    said: dict[str, Any] = {
        name: getattr(step, name)
        for name in ("id", "day_id", "what", "focus_area_id", "supported", "due", "state", "word")
    }
    return schemas.Step(
        **said,
        owner=read_person(step.owner),
        supporter=read_person(step.supporter) if step.supporter else None,
        state_name=str(StepState(step.state).label),
    )


def read_person(person: Participant) -> schemas.Person:
    return schemas.Person(
        id=person.id,
        name=person.name,
        level=person.level.name,
        area=person.area.name if person.area else None,
    )
