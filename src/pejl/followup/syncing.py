"""From what a day agreed to next steps that live on. May be done again at any time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from pejl.days.models import Outcome, OutcomeKind, SlotState, ThemeDay
from pejl.followup.climbing import Climb
from pejl.followup.models import CheckIn, NextStep, StepState

WEEKS = (2, 6, 12)
CARRIED = "carried-"  # how the item of a step begins that an earlier day left
STATES = {"accepted": StepState.AGREED, "waiting": StepState.PROPOSED}


def sync_days() -> None:
    days = ThemeDay.objects.filter(rehearsing=False)
    left = Outcome.objects.filter(slot__day=OuterRef("id"), kind=OutcomeKind.NEXT_STEP)
    held = NextStep.objects.filter(day=OuterRef("id"))
    for day in days.filter(Exists(left) | Exists(held)):
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
    known = read_known(day, outcomes)
    people = dict(day.attendances.values_list("public_id", "participant_id"))
    for item, outcome in outcomes.items():
        before = known.get(item)
        if before is None or before.agreed != outcome.data or before.what != outcome.text:
            keep_step(day, item, outcome, people, before)
    gone = NextStep.objects.filter(day=day).exclude(item__in=outcomes)
    gone = gone.exclude(item__startswith=CARRIED)
    gone = gone.exclude(agreed__has_key="given_on")  # an owner was found for it after the day
    gone.exclude(check_ins__stage__gt=0).delete()


class Known(NamedTuple):
    """A step as it was last read from its outcome."""

    what: str
    state: str
    agreed: dict[str, Any]


def read_known(day: ThemeDay, items: Iterable[str]) -> dict[str, Known]:
    """By item; plain values, since this is done each minute for all steps."""
    steps = NextStep.objects.filter(day=day, item__in=list(items)).order_by()
    return {
        item: Known(*row) for item, *row in steps.values_list("item", "what", "state", "agreed")
    }


def keep_step(
    day: ThemeDay,
    item: str,
    outcome: Outcome,
    people: dict[str, int],
    before: Known | None,
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
