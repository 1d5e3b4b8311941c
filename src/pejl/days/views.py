"""Preparing a day: the list of days, the day with its programme, one item's settings."""

from typing import Any

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.days.access import for_day, get_day
from pejl.days.advising import advise
from pejl.days.beginning import begin_day, find_own
from pejl.days.checklist import check_day
from pejl.days.clock import time_programme
from pejl.days.contract import ConfigForm
from pejl.days.forms import DayForm, NewDayForm, ScriptForm, SlotForm
from pejl.days.ground import list_focus_areas, list_people, resolve_config
from pejl.days.inviting import invite_everyone
from pejl.days.models import Keeping, Slot, ThemeDay
from pejl.days.outlook import look_ahead
from pejl.days.programme import list_forms
from pejl.days.registry import AnyActivity, find_activity, list_activities
from pejl.days.template import list_wordings
from pejl.days.undoing import read_undo
from pejl.people.access import find_desk, for_accounts, for_members, get_organisation
from pejl.people.case_library import list_cases
from pejl.people.models import Organisation


@require_GET
@for_accounts
def show_home(request: HttpRequest) -> HttpResponse:
    """The organisation's days, and those that one is invited to as a guest."""
    desk = find_desk(request)
    guest = ThemeDay.objects.filter(guests__user=request.user.pk).select_related("organisation")
    context: dict[str, Any] = {"guest_days": guest}
    if desk is not None:
        context |= {
            "days": desk.organisation.days.all(),
            "leaders": desk.organisation.participants.filter(active=True).count(),
            "agreement": desk.organisation.agreements.first(),
        }
    return render(request, "days/home.html", context)


@require_http_methods(["GET", "POST"])
@for_members
def add_day(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    initial = propose_day(organisation, request.GET.get("begin", ""))
    form = NewDayForm(request.POST or None, organisation=organisation, initial=initial)
    if form.is_valid():
        form.instance.organisation = organisation
        with transaction.atomic():
            day = form.save()
            begin_day(day, form.cleaned_data["begin"])
            invite_everyone(day)
        return redirect("day", day_id=day.id)
    return render(request, "days/edit_day.html", {"form": form, "day": None})


def propose_day(organisation: Organisation, beginning: str) -> dict[str, Any]:
    """What the form of a new day says before anyone has written in it."""
    proposed = {"agreement": organisation.agreements.first(), "starts_at": "08:30", "tables": 9}
    if own := find_own(organisation, beginning):
        copied = ("title", "agreement", "starts_at", "place", "tables")
        proposed |= {name: getattr(own, name) for name in copied}
    return {**proposed, "begin": beginning}


@require_http_methods(["GET", "POST"])
@for_day
def edit_day(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    form = DayForm(request.POST or None, instance=day, organisation=day.organisation)
    if form.is_valid():
        day.save(update_fields=list(form.fields))
        messages.success(request, _("Saved."))
        return redirect("day", day_id=day.id)
    return render(request, "days/edit_day.html", {"form": form, "day": day})


@require_GET
@for_day
def show_day(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    undoable = read_undo(request, day) is not None
    return render(request, "days/day.html", describe_day(day) | {"undoable": undoable})


def describe_day(day: ThemeDay) -> dict[str, Any]:
    checks = check_day(day)
    slots = list(day.slots.all())
    return {
        "day": day,
        "checks": checks,
        "advice": advise(day),
        "missing": sum(not check.done for check in checks),
        "programme": (programme := time_programme(day, slots)),
        "outlook": (outlook := look_ahead(day, slots)),
        "rows": list(zip(programme, outlook.marks, strict=True)),
        "keepings": Keeping.choices,
        "activities": list_activities(),
        "wordings": list_wordings(),
        "forms": list_forms(),
    }


@require_POST
@for_day
def invite(request: HttpRequest, day_id: int) -> HttpResponse:
    """Brings the invitations in step with the list of leaders."""
    count = invite_everyone(get_day(request, day_id))
    messages.success(request, _("%(n)d leaders are invited.") % {"n": count})
    return redirect("day", day_id=day_id)


@require_http_methods(["GET", "POST"])
@for_day
def edit_slot(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """One item: what all items have, and its activity's own settings, with previews."""
    day = get_day(request, day_id)
    with transaction.atomic():
        slot = get_object_or_404(day.slots.select_for_update(), id=slot_id)
        activity, locked = find_activity(slot.activity), slot.is_relied_on()
        form = SlotForm(request.POST or None, instance=slot, activity=activity)
        data = None if locked else request.POST or None
        settings = activity.form(data, initial=read_initial(slot, activity), prefix="c")
        settings.offer(list_people(day), list_focus_areas(day))
        settings.offer_cases(list_cases(day.organisation))
        script = ScriptForm(request.POST or None, slot=slot, prefix="s")
        if (
            form.is_valid()
            and script.is_valid()
            and (locked or keep_config(slot, activity, settings))
        ):
            slot.script = script.read_script()
            form.save()
            messages.success(request, _("Saved."))
            return redirect("slot", day_id=day.id, slot_id=slot.id)
    context = {"day": day, "slot": slot, "activity": activity, "form": form, "settings": settings}
    seen = {"script": script, "locked": locked, "picture": activity.foresee(resolve_config(slot))}
    return render(request, "days/slot.html", context | seen)


def read_initial(slot: Slot, activity: AnyActivity) -> dict[str, Any]:
    config = msgspec.to_builtins(msgspec.convert(slot.config, activity.config))
    return activity.form.to_initial(config)


def keep_config(slot: Slot, activity: AnyActivity, form: ConfigForm) -> bool:
    """Puts the settings on the item, if they are right."""
    if not form.is_valid():
        return False
    try:
        config = msgspec.convert({**slot.config, **form.to_config()}, activity.config)
    except msgspec.ValidationError as fault:
        form.add_error(None, str(fault))
        return False
    slot.config = msgspec.to_builtins(config)
    return True
