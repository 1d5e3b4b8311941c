"""Looking, each minute, for what hooks are to be told. What is found and what is then known are
stored together, so that nothing is lost and nothing is said twice."""

from datetime import datetime
from functools import cache
from hashlib import blake2b

from django.db.models import Exists, OuterRef, QuerySet

from pejl.api.changes import OPEN, OVER, Happened, Look, list_happened
from pejl.api.delivering import store
from pejl.api.models import Hook
from pejl.api.telling import write
from pejl.days.gate import release
from pejl.days.models import Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.followup.models import NextStep
from pejl.people.models import Organisation


def notice_changes(at: datetime) -> None:
    look = cache(look_over)
    for hook in Hook.objects.filter(stopped_at=None).select_related("organisation"):
        now = look(hook.organisation)
        if now == hook.known:
            continue
        for one in list_happened(hook.known, now):
            if one.event in hook.events and is_true(one):
                store(hook, one.event, tell(one, at), at)
        hook.known = now
        hook.save(update_fields=["known"])


def tell(one: Happened, at: datetime) -> str:
    return write(one.event, at, day_id=one.day_id, item_id=one.item_id, step_id=one.step_id)


def is_true(one: Happened) -> bool:
    """Whether there is a result, where one is said to be released."""
    if one.item_id is None:
        return True
    slot = Slot.objects.select_related("day").get(id=one.item_id)
    return find_activity(slot.activity).answers and release(slot).whole is not None


def look_over(organisation: Organisation) -> Look:
    """But for days that are rehearsed, or were taken in from elsewhere."""
    days = organisation.days.filter(rehearsing=False, silent=False)
    return {**look_at_days(days), **look_at_items(days), **look_at_steps(days)}


def look_at_days(days: "QuerySet[ThemeDay]") -> Look:
    begun = Slot.objects.filter(day=OuterRef("pk"), opened_at__isnull=False)
    rows = days.annotate(begun=Exists(begun)).values_list("id", "begun", "ended_at")
    return {f"day:{day}": OVER if ended_at else OPEN for day, begun, ended_at in rows if begun}


def look_at_items(days: "QuerySet[ThemeDay]") -> Look:
    closed = Slot.objects.filter(day__in=days, state=SlotState.CLOSED).order_by()
    rows = closed.values_list("day_id", "id", "closed_at", "released_at")
    return {f"item:{day}:{item}": make_mark(*rest) for day, item, *rest in rows}


def look_at_steps(days: "QuerySet[ThemeDay]") -> Look:
    fields = ("what", "focus_area_id", "owner_id", "supporter_id", "supported", "due", "word")
    found = NextStep.objects.filter(day__in=days).order_by()
    rows = found.values_list("day_id", "id", "state", *fields)
    return {f"step:{day}:{step}": f"{state} {make_mark(*rest)}" for day, step, state, *rest in rows}


def make_mark(*said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=6).hexdigest()
