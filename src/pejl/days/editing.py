"""The programme editor: how it would go while one edits, saving it, and taking a way out."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pejl.days.access import for_day, get_day
from pejl.days.advising import advise, bring_back, hush
from pejl.days.outlook import look_ahead, take_offer
from pejl.days.programme import ProgrammeFault, draft_slots, list_forms, read_rows, save_programme
from pejl.days.undoing import keep_undo, undo_change


@require_POST
@for_day
def look_programme(request: HttpRequest, day_id: int) -> HttpResponse:
    """How the table would go as it stands on the page. Changes nothing."""
    day = get_day(request, day_id)
    try:
        slots = draft_slots(day, read_rows(request.POST, untitled=True))
    except ProgrammeFault as fault:
        return render(request, "days/_outlook.html", {"day": day, "fault": str(fault)})
    context = {"day": day, "forms": list_forms(), "outlook": look_ahead(day, slots)}
    return render(request, "days/_outlook.html", context | {"advice": advise(day, slots)})


@require_POST
@for_day
def change_advice(request: HttpRequest, day_id: int) -> HttpResponse:
    """Lays a hint aside, or brings it back. The page's script sends the table along, and gets the
    advice for what stands there; a browser alone gets the page."""
    day = get_day(request, day_id)
    key, slots = request.POST.get("key", "")[:40], None
    if "id" in request.POST:
        with suppress(ProgrammeFault):  # then the advice is that of the stored programme
            slots = draft_slots(day, read_rows(request.POST, untitled=True))
    if "back" in request.POST:
        bring_back(day, key)
    elif key in [hint.key for hint in advise(day, slots).hints]:
        hush(day, key)
    if "HX-Request" in request.headers:
        return render(request, "days/_advice.html", {"day": day, "advice": advise(day, slots)})
    return redirect(reverse("day", args=[day.id]) + "#advice")


@require_POST
@for_day
def edit_programme(request: HttpRequest, day_id: int) -> HttpResponse:
    """Takes the whole table as it stands on the page; with `way`, that way out as well."""
    day = get_day(request, day_id)
    ends_at, key = day.ends_at, request.POST.get("way", "")
    try:
        rows = read_rows(request.POST)
        taken = take_offer(day, draft_slots(day, rows), rows, key) if key else rows
        save_programme(day, taken)
    except ProgrammeFault as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("The programme is saved."))
        if key:
            keep_undo(request, day, ends_at, rows)
    return redirect(reverse("day", args=[day.id]) + "#programme")


@require_POST
@for_day
def undo_programme(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    try:
        undone = undo_change(request, day)
    except ProgrammeFault as fault:
        messages.error(request, str(fault))
    else:
        told = _("The programme is as it was.") if undone else _("There is nothing to undo.")
        messages.success(request, told)
    return redirect(reverse("day", args=[day.id]) + "#programme")
