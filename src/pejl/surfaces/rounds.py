"""Rounds that stay open between days: opening them, how far they are, handing out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejl.days import run
from pejl.days.access import for_day, get_day
from pejl.days.gate import release
from pejl.days.lasting import let_last
from pejl.days.models import Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.mail.models import MailState
from pejl.mail.posting import count_states

USUAL_LENGTH = timedelta(days=14)
LONGEST = timedelta(days=400)
LAST_MOMENT = time(23, 59)


@dataclass(frozen=True)
class Round:
    """`answered` and `invited` come through the gate; they are nobody in particular."""

    slot: Slot
    answered: int
    invited: int
    sent: int
    trouble: int
    may_last: bool


@require_GET
@for_day
def show_rounds(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    today = timezone.localdate()
    context = {
        "day": day,
        "rounds": [describe(slot, day) for slot in list_candidates(day)],
        "today": today.isoformat(),
        "usual": (today + USUAL_LENGTH).isoformat(),
    }
    return render(request, "surfaces/rounds.html", context)


def list_candidates(day: ThemeDay) -> list[Slot]:
    """The items that go along routes."""
    return [slot for slot in day.slots.all() if find_activity(slot.activity).routes is not None]


def describe(slot: Slot, day: ThemeDay) -> Round:
    slot.day = day
    released = release(slot)
    states = count_states(f"round {slot.id} ")
    return Round(
        slot,
        released.answered,
        released.invited,
        states.get(MailState.SENT, 0),
        states.get(MailState.FAILED, 0) + states.get(MailState.BOUNCED, 0),
        slot.state == SlotState.PLANNED or (slot.state == SlotState.OPEN),
    )


@require_POST
@for_day
def change_round(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """`step` is last (with `until`, a date), close or release."""
    day = get_day(request, day_id)
    slot = get_object_or_404(day.slots, id=slot_id)
    user = request.user if request.user.is_authenticated else None
    try:
        if request.POST.get("step") == "last":
            let_last(day, slot, user, read_until(request.POST.get("until", "")))
            messages.success(request, _("The round is open. Mails go out when it is not quiet."))
        elif request.POST.get("step") == "close":
            run.close_slot(day, slot, user)
        elif request.POST.get("step") == "release":
            run.release_slot(day, slot, user)
    except run.NotNow as reason:
        messages.warning(request, str(reason))
    return redirect("rounds", day_id=day.id)


def read_until(text: str) -> datetime:
    """The end of that day. Raises NotNow."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise run.NotNow(_("Choose the last day of the round.")) from None
    if day > timezone.localdate() + LONGEST:
        raise run.NotNow(_("A round stays open for a year at most."))
    return timezone.make_aware(datetime.combine(day, LAST_MOMENT))
