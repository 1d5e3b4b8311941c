"""What a day begins with: what the last day left, and the now-picture then and now."""

from collections import OrderedDict

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.days.changes import Compared, compare, find_scaled
from pejl.days.entries import Focus, Left, Since
from pejl.days.gate import find_version
from pejl.days.models import Slot, SlotState, ThemeDay
from pejl.followup.models import NextStep, StepState

STATES = {
    StepState.PROPOSED: "waiting",
    StepState.AGREED: "going",
    StepState.ON_TRACK: "going",
    StepState.STUCK: "stuck",
    StepState.DONE: "done",
    StepState.NO_LONGER_RIGHT: "not_right",
    StepState.CARRIED: "carried",
    StepState.CLOSED: "closed",
}
MOST_KEPT = 50
kept: OrderedDict[tuple[object, ...], Compared] = OrderedDict()


def look_back(day: ThemeDay) -> Since | None:
    """None where no earlier day left next steps or a now-picture."""
    before, pictured = find_previous(day), find_pictured(day)
    if before is None and pictured is None:
        return None
    compared = compare_now(day, pictured) if pictured else Compared((), 0, ())
    return Since(
        day=before.title if before else pictured.day.title if pictured else "",
        left=list_left(before, day) if before else (),
        moved=compared.moved,
        both=compared.both,
        notes=compared.left_out,
        place=reverse("brief", args=[day.id]),
    )


def list_earlier(day: ThemeDay) -> "QuerySet[ThemeDay]":
    """The organisation's earlier days, the latest first."""
    found = ThemeDay.objects.filter(organisation=day.organisation_id, rehearsing=False)
    if day.date:
        found = found.filter(date__lte=day.date)
    return found.exclude(id=day.id).order_by("-date", "-id")


def find_previous(day: ThemeDay) -> ThemeDay | None:
    """The latest of them that left next steps."""
    return list_earlier(day).filter(next_steps__isnull=False).first()


def find_pictured(day: ThemeDay) -> Slot | None:
    """The now-picture of the latest of them that has one."""
    with_items = list_earlier(day).filter(slots__state=SlotState.CLOSED).distinct()
    return next((slot for one in with_items if (slot := find_scaled(one))), None)


def compare_now(day: ThemeDay, before: Slot) -> Compared:
    """Kept by the two items' versions, since a whole room reads it at once."""
    now = find_scaled(day)
    if now is None:
        wait = _("The now-picture then and now stands here when today’s has been closed.")
        return Compared((), 0, (wait,))
    version = (*find_version(before), *find_version(now))
    if version not in kept:
        kept[version] = compare(before, now)
        while len(kept) > MOST_KEPT:
            kept.popitem(last=False)
    return kept[version]


def list_agreed(day: ThemeDay) -> "QuerySet[NextStep]":
    found = NextStep.objects.filter(day=day).select_related("owner", "supporter", "focus_area")
    return found.prefetch_related("check_ins")


def list_left(before: ThemeDay, day: ThemeDay) -> tuple[Left, ...]:
    here = dict(day.attendances.values_list("participant_id", "public_id"))
    return tuple(
        Left(
            step.what,
            step.owner.name,
            here.get(step.owner_id, ""),
            Focus(area.id, area.number, area.title) if (area := step.focus_area) else None,
            STATES[StepState(step.state)],
            step.get_state_display(),
            step.word,
        )
        for step in list_agreed(before)
    )
