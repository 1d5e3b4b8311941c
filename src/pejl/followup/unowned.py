"""What was promised in a round or an answer and nobody has taken on: it waits for an owner."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from pejl.days.models import Outcome, OutcomeKind, SlotState
from pejl.followup.models import NextStep, StepState
from pejl.mail.clock import now
from pejl.people.models import Organisation, Participant

UNOWNED = "unowned"


def list_unowned(organisation: Organisation) -> Sequence[Outcome]:
    """The newest day's first. What an owner was found for is not among them, unless that was a
    no."""
    found = Outcome.objects.filter(
        slot__day__organisation=organisation,
        slot__day__rehearsing=False,
        slot__state=SlotState.CLOSED,
        kind=OutcomeKind.NEXT_STEP,
        data__state=UNOWNED,
    ).select_related("slot__day", "focus_area")
    rows = list(found.order_by("-slot__day__date", "slot_id", "position"))
    taken = NextStep.objects.filter(day__organisation=organisation, agreed__state=UNOWNED)
    known = set(taken.exclude(state=StepState.CLOSED).values_list("day_id", "item"))
    return [row for row in rows if (row.slot.day_id, row.data["item"]) not in known]


@transaction.atomic
def give_owner(outcome: Outcome, owner: Participant, due: date | None) -> NextStep:
    """Makes it a next step of that owner, who is asked to accept it. Until the answer is a no, it
    is not offered to another."""
    step, _made = NextStep.objects.update_or_create(
        day=outcome.slot.day,
        item=outcome.data["item"],
        defaults={
            "what": outcome.text,
            "focus_area_id": outcome.focus_area_id,
            "owner": owner,
            "due": due,
            "state": StepState.PROPOSED,
            "word": "",
            "agreed": {**outcome.data, "given_on": timezone.localdate(now()).isoformat()},
        },
    )
    return step
