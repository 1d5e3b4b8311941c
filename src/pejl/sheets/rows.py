"""The rows of each sheet. Figures are what the gate released, as console and screen show them."""

from collections.abc import Iterator

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.days.clock import time_programme
from pejl.days.models import ThemeDay
from pejl.days.number import Bound, Measure, Number
from pejl.days.registry import find_activity
from pejl.followup.models import NextStep
from pejl.people.models import FocusArea, Organisation
from pejl.sheets.sheet import Row
from pejl.surfaces.console import count_presence
from pejl.surfaces.screen import view_room


def list_programme(day: ThemeDay) -> Iterator[Row]:
    for at, timed in enumerate(time_programme(day), 1):
        slot = timed.slot
        slot.day = day
        activity, released = find_activity(slot.activity), view_room(slot).released
        asks = activity.answers
        yield (
            at,
            timed.start,
            timed.minutes,
            slot.title,
            str(activity.name),
            slot.form,
            slot.get_promise_display() if asks else "",
            slot.get_state_display(),
            slot.opened_at and timezone.localtime(slot.opened_at),
            slot.closed_at and timezone.localtime(slot.closed_at),
            released.invited if asks else None,
            released.answered if asks else None,
            " ".join(filter(None, (released.reason, *released.left_out))) if asks else "",
        )


def list_numbers(day: ThemeDay) -> Iterator[Row]:
    for at, slot in enumerate(day.slots.all(), 1):
        slot.day = day
        activity = find_activity(slot.activity)
        item = (at, slot.title, str(activity.name), slot.get_promise_display())
        for number in activity.numbers(view_room(slot)):
            yield *item, *write_number(number)


def write_number(number: Number) -> Row:
    return (
        number.question,
        number.option,
        name_cut(number.cut),
        number.group,
        name_measure(number.measure),
        name_bound(number.bound),
        number.value,
        number.n,
        number.word,
    )


def name_measure(measure: Measure) -> str:
    return {
        Measure.MEAN: _("mean"),
        Measure.ANSWERS: pgettext("a measure", "answers"),
        Measure.PERCENT: _("per cent"),
        Measure.POINTS: _("points"),
        Measure.RANK: _("rank"),
        Measure.TEXTS: _("texts"),
    }[measure]


def name_bound(bound: Bound | None) -> str:
    return {None: _("exact"), Bound.MOST: _("at most"), Bound.LEAST: _("at least")}[bound]


def name_cut(cut: str) -> str:
    return {"": pgettext("of whom", "all"), "level": _("level"), "area": _("area")}[cut]


def list_day_steps(day: ThemeDay) -> Iterator[Row]:
    return list_steps(NextStep.objects.filter(day=day))


def list_all_steps(organisation: Organisation) -> Iterator[Row]:
    return list_steps(NextStep.objects.filter(day__organisation=organisation))


def list_steps(found: "QuerySet[NextStep]") -> Iterator[Row]:
    joined = ("day", "focus_area", "owner__level", "owner__area", "supporter")
    steps = found.select_related(*joined).annotate(answered=Max("check_ins__answered_at"))
    for step in steps.order_by("day__date", "day_id", "due", "id").iterator(chunk_size=500):
        yield (
            step.day.title,
            step.day.date,
            step.what,
            step.focus_area.title if step.focus_area else "",
            step.owner.name,
            step.owner.level.name,
            step.owner.area.name if step.owner.area else "",
            step.supporter.name if step.supporter else "",
            (_("yes") if step.supported else _("not yet")) if step.supporter else "",
            step.due,
            step.get_state_display(),
            timezone.localdate(step.answered) if step.answered else None,
            step.word,
        )


def list_agreement(day: ThemeDay) -> Iterator[Row]:
    if day.agreement is None:
        return
    for area in day.agreement.focus_areas.prefetch_related("signs", "indicators"):
        for kind, text, now, target in list_lines(area):
            yield day.agreement.title, area.number, area.title, kind, text, now, target


def list_lines(area: FocusArea) -> Iterator[tuple[str, str, str, str]]:
    yield _("goal"), area.goal, "", ""
    for sign in area.signs.all():
        yield _("sign"), sign.text, "", ""
    for row in area.indicators.all():
        yield _("indicator"), row.text, row.now, row.target


def list_people(day: ThemeDay) -> Iterator[Row]:
    """Counts, as the plan has them; nobody's name."""
    presence = count_presence(day)
    yield name_cut(""), "", presence["invited"], presence["here"]
    for cut, key in (("level", "levels"), ("area", "areas")):
        for name, here, invited in presence[key]:
            yield name_cut(cut), name, invited, here
