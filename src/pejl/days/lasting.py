"""Rounds that stay open for weeks, beside whatever the room is at."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from pejl.days.along import find_routes, find_shown, group_by_route
from pejl.days.ground import resolve_config
from pejl.days.models import Attendance, PrivacyPromise, Slot, SlotState, ThemeDay
from pejl.days.registry import find_activity
from pejl.days.replies import Answer
from pejl.days.run import begin, require
from pejl.days.standing import read_standing
from pejl.days.steps import NotNow, step
from pejl.mail.clock import now


@step
def let_last(day: ThemeDay, slot: Slot | None, closes_at: datetime) -> None:
    """Opens a planned round for weeks, without moving the room; one that is open stays so."""
    assert slot is not None  # noqa: S101
    require(slot, SlotState.PLANNED, SlotState.OPEN)
    if find_activity(slot.activity).routes is None:
        raise NotNow(_("“%(title)s” cannot stay open for weeks.") % {"title": slot.title})
    if closes_at <= now():
        raise NotNow(_("Choose a day that is still to come."))
    if slot.state == SlotState.PLANNED:
        begin(slot)
    slot.closes_at = closes_at


def list_people(slot: Slot) -> Iterable[Attendance]:
    rows = slot.day.attendances.filter(participant__active=True)
    return rows.select_related("participant").order_by("id")


def list_asked(slot: Slot) -> list[Attendance]:
    """Those who have a route to give on."""
    config, gives = resolve_config(slot), find_routes(slot).gives
    return [row for row in list_people(slot) if gives(config, row.public_id)]


def list_silent(slot: Slot) -> list[Attendance]:
    """Those who have not given; all who were asked where nobody can know who gave."""
    asked = list_asked(slot)
    if slot.promise == PrivacyPromise.ANONYMOUS:
        return asked
    given = read_standing(slot).givers
    return [row for row in asked if row.public_id not in given]


def list_receivers(slot: Slot) -> list[Attendance]:
    """Those who may see something that was handed out."""
    return list_getting(slot, find_shown(slot, group_by_route(slot)))


def list_owing(slot: Slot) -> list[Attendance]:
    """Those who may see something that none of its receivers has answered."""
    pairs = group_by_route(slot)
    answered = {key for key in pairs if any(isinstance(one[1], Answer) for one in pairs[key])}
    return list_getting(slot, find_shown(slot, pairs) - answered)


def list_getting(slot: Slot, keys: set[str]) -> list[Attendance]:
    config, gets = resolve_config(slot), find_routes(slot).gets
    return [row for row in list_people(slot) if keys & set(gets(config, row.public_id))]
