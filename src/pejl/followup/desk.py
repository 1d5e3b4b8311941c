"""The chief's page, and what the next day begins with."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.days.access import for_day, get_day
from pejl.days.models import Outcome
from pejl.days.since import draw_since, has_brief, look_back, open_with_brief
from pejl.followup.answering import LONGEST, end_step
from pejl.followup.brief import find_previous, list_agreed
from pejl.followup.forms import OwnerForm, ReadingForm
from pejl.followup.models import NextStep, StepState
from pejl.followup.progress import (
    count_groups,
    count_row,
    list_helped,
    list_silent,
    list_stuck,
    list_unreached,
    list_warned,
    spread,
)
from pejl.followup.readings import list_lines
from pejl.followup.states import ENDINGS, State, WrongMove
from pejl.followup.unowned import give_owner, list_unowned
from pejl.people.access import for_members, get_organisation, noted

PAGE = 25


@require_GET
@for_members
@noted("followup")
def show_progress(request: HttpRequest) -> HttpResponse:
    organisation = get_organisation(request)
    groups = count_groups(organisation)
    lists = {
        "unowned": list_unowned(organisation),
        "stuck": list_stuck(organisation),
        "silent": list_silent(organisation),
        "unreached": list_unreached(organisation),
        "warned": list_warned(organisation),
        "helped": list_helped(organisation),
    }
    context = {
        **{name: turn_to(request, name, rows) for name, rows in lists.items()},
        "whole": count_row("", [(one.state, one.n) for one in groups]),
        "spread": spread(groups),
        "yes_no_open": _("yes,not yet,no answer yet"),
        "lines": list_lines(organisation),
    }
    return render(request, "followup/progress.html", context)


def turn_to(request: HttpRequest, name: str, rows: Any) -> Page[Any]:
    """The page of a long list that the address names; others stay at their first."""
    return Paginator(rows, PAGE).get_page(request.GET.get(name))


@require_http_methods(["GET", "POST"])
@for_members
def add_reading(request: HttpRequest) -> HttpResponse:
    form = ReadingForm(request.POST or None, organisation=get_organisation(request))
    if form.is_valid():
        form.keep()
        messages.success(request, _("The reading is saved."))
        return redirect("followup")
    return render(request, "followup/reading.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_members
def find_owner(request: HttpRequest, outcome_id: int) -> HttpResponse:
    """Asks somebody to take on what waits for an owner."""
    organisation = get_organisation(request)
    get_object_or_404(Outcome, id=outcome_id, slot__day__organisation=organisation)
    outcome = next((row for row in list_unowned(organisation) if row.id == outcome_id), None)
    if outcome is None:
        messages.warning(request, _("Somebody has been asked already."))
        return redirect("followup")
    form = OwnerForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        step = give_owner(outcome, form.cleaned_data["owner"], form.cleaned_data["due"])
        messages.success(request, _("%(name)s is asked by mail.") % {"name": step.owner})
        return redirect("followup")
    return render(request, "followup/owner.html", {"form": form, "outcome": outcome})


@require_GET
@for_day
@noted("brief")
def show_brief(request: HttpRequest, day_id: int) -> HttpResponse:
    """What was promised on the day before this one, what became of it, and what is open."""
    day = get_day(request, day_id)
    before = find_previous(day)
    since = look_back(day)
    steps = list(list_agreed(before)) if before else []
    ended = (StepState.CARRIED, StepState.CLOSED)
    context = {
        "day": day,
        "before": before,
        "whole": count_row("", [(step.state, 1) for step in steps]),
        "open": [step for step in steps if step.state not in (*ended, StepState.DONE)],
        "done": [step for step in steps if step.state == StepState.DONE],
        "ended": [step for step in steps if step.state in ended],
        "since": since,
        "picture": draw_since(since, "page") if since else None,
        "placed": has_brief(day),
        "longest": LONGEST,
    }
    return render(request, "followup/brief.html", context)


@require_POST
@for_day
def place_brief(request: HttpRequest, day_id: int) -> HttpResponse:
    """Puts the item that looks back first in the day's programme."""
    day = get_day(request, day_id)
    if open_with_brief(day):
        messages.success(request, _("The programme now begins with it."))
    else:
        messages.warning(request, _("It is in the programme already, or the day has begun."))
    return redirect("brief", day.id)


@require_POST
@for_day
def end(request: HttpRequest, day_id: int, step_id: int) -> HttpResponse:
    """Carries a step forward or closes it; closing needs a word."""
    day = get_day(request, day_id)
    step = get_object_or_404(NextStep, id=step_id, day=find_previous(day))
    to, word = request.POST.get("to", ""), request.POST.get("word", "").strip()
    if to not in ENDINGS or not word:
        messages.warning(request, _("Say in a word why, then carry it forward or close it."))
        return redirect("brief", day.id)
    try:
        end_step(step, State(to), word, day)
    except WrongMove:
        messages.warning(request, _("This next step has been ended already."))
    return redirect("brief", day.id)
