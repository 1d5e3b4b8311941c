"""A whole day out to a file and in from one, in the browser."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.access import for_day, for_facilitators, get_day
from pejl.days.models import ThemeDay
from pejl.interchange.day_in import TakenIn, read_day, take_in
from pejl.interchange.day_out import NotTakenOut, holds_confidences, take_out
from pejl.interchange.day_words import explain
from pejl.interchange.zips import Unsound
from pejl.people.access import for_members, get_desk, noted


class DayFileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"))
    again = forms.BooleanField(
        label=gettext_lazy("Make a copy, also if it was taken in before"), required=False
    )


@require_GET
@for_facilitators
def export_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """What was answered in confidence leaves by nobody's browser: who runs the server takes such a
    day out, and sees that it is kept as safe as the data."""
    day = get_day(request, day_id)
    closed = holds_confidences(day)
    return render(request, "interchange/export_day.html", {"day": day, "closed": closed})


@require_GET
@for_facilitators
@noted("archive", taken=True)
def send_day(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    if holds_confidences(day):
        return redirect("export_day", day_id=day.id)
    try:
        return send_file(day, take_out(day))
    except NotTakenOut as fault:
        messages.error(request, str(fault))
        return redirect("export_day", day_id=day.id)


def send_file(day: ThemeDay, data: bytes) -> HttpResponse:
    name = f"{slugify(day.title) or 'pejl'}{f'-{day.date}' if day.date else ''}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "POST"])
@for_members
def import_day(request: HttpRequest) -> HttpResponse:
    form = DayFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            found = read_day(form.cleaned_data["file"].file)
            again = form.cleaned_data["again"]
            desk = get_desk(request)
            taken = take_in(found, desk.organisation, again=again, owned=desk.owns)
            if taken.look:
                note(desk.organisation, request.user, Act.CHANGED, "look", taken.look)
        except Unsound as fault:
            form.add_error("file", " ".join((explain(fault), _("Nothing was stored."))))
        else:
            messages.success(request, tell(taken))
            return redirect("day", day_id=taken.day.id)
    return render(request, "interchange/import_day.html", {"form": form})


def tell(taken: TakenIn) -> str:
    if taken.known:
        return _("This day is here already. Nothing was done.")
    return _("The day is here, with new links for everyone.")


@require_POST
@for_day
def let_mails_go(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    ThemeDay.objects.filter(id=day.id).update(silent=False)
    messages.success(request, _("From now on the day’s mails go out when they are due."))
    return redirect("day", day_id=day.id)
