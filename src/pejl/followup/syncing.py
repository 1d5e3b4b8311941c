"""From what a day agreed to next steps that live on. May be done again at any time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from pejl.days.models import Outcome, OutcomeKind, SlotState, ThemeDay
from pejl.followup.climbing import Climb
from pejl.followup.models import CheckIn, NextStep, StepState

WEEKS = (2, 6, 12)
CARRIED = "carried-"  # how the item of a step begins that an earlier day left
STATES = {"accepted": StepState.AGREED, "waiting": StepState.PROPOSED}


def sync_days() -> None:
    days = ThemeDay.objects.filter(rehearsing=False)
    with_steps = days.filter(slots__outcomes__kind=OutcomeKind.NEXT_STEP)
    for day in (with_steps | days.filter(next_steps__isnull=False)).distinct():
        sync_day(day)


def sync_day(day: ThemeDay) -> None:
    """Brings the day's next steps in step with its outcomes. A step that is no longer there goes,
    unless someone has been asked about it: then it stays as it is."""
    found = Outcome.objects.filter(
        slot__day=day, slot__state=SlotState.CLOSED, kind=OutcomeKind.NEXT_STEP
    )
    outcomes = {
        row.data["item"]: row for row in found if row.data["state"] in STATES and row.data["item"]
    }
    known = {step.item: step for step in NextStep.objects.filter(day=day)}
    people = dict(day.attendances.values_list("public_id", "participant_id"))
    for item, outcome in outcomes.items():
        before = known.get(item)
        if before is None or before.agreed != outcome.data or before.what != outcome.text:
            keep_step(day, item, outcome, people, before)
    gone = NextStep.objects.filter(day=day).exclude(item__in=outcomes)
    gone = gone.exclude(item__startswith=CARRIED).exclude(id__in=list_given(known.values()))
    gone.exclude(check_ins__stage__gt=0).delete()


def list_given(steps: Iterable[NextStep]) -> list[int]:
    """Those that somebody found an owner for after the day."""
    return [step.id for step in steps if "given_on" in step.agreed]


def keep_step(
    day: ThemeDay,
    item: str,
    outcome: Outcome,
    people: dict[str, int],
    before: NextStep | None,
) -> None:
    said: dict[str, Any] = outcome.data
    owner = people.get(said["owner_id"])
    if owner is None:
        return
    agrees = said["supported"] != "declined"
    fields = {
        "what": outcome.text,
        "focus_area_id": outcome.focus_area_id,
        "owner_id": owner,
        "supporter_id": people.get(said["support_id"]) if agrees else None,
        "supported": said["supported"] == "accepted",
        "promised": said["promise"],
        "due": date.fromisoformat(said["by"]) if said["by"] else None,
        "climb": said["climb"] or Climb.SUPPORTER.value,
        "agreed": said,
    }
    fresh = before is None or before.agreed["state"] != said["state"]
    if fresh and (before is None or before.state in (StepState.PROPOSED, StepState.AGREED)):
        fields["state"] = STATES[said["state"]]
    step, _made = NextStep.objects.update_or_create(day=day, item=item, defaults=fields)
    step.partners.set(people[one] for one in said.get("partner_ids", ()) if one in people)
    if step.state == StepState.AGREED:
        plan_check_ins(step)


def plan_check_ins(step: NextStep, after: date | None = None) -> None:
    """Those that nobody has been asked about yet follow what was agreed last. Where the step was
    accepted later, only those after that."""
    weeks = step.agreed.get("weeks") or WEEKS
    step.check_ins.filter(stage=0).exclude(weeks__in=weeks).delete()
    from_day = step.day.date or timezone.localdate()
    for number in weeks:
        due = from_day + timedelta(weeks=number)
        if after is not None and due <= after:
            continue
        CheckIn.objects.get_or_create(step=step, weeks=number, defaults={"due": due})
