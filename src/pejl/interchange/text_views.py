"""Agreement and programme in, from Word or Markdown: read, looked at, then stored."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.days.access import for_day, get_day
from pejl.days.programme import ProgrammeFault
from pejl.days.registry import propose_activity
from pejl.interchange.agreement import read_agreement
from pejl.interchange.lines import OutlineError
from pejl.interchange.programme import read_programme
from pejl.interchange.text_storing import store_agreement, store_programme
from pejl.interchange.uploads import FileForm, find_upload, keep_upload
from pejl.people.access import for_members, get_organisation


@require_http_methods(["GET", "POST"])
@for_members
def import_agreement(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    organisation = get_organisation(request)
    draft, upload = None, None
    try:
        if "confirm" in request.POST:
            upload = find_upload(organisation, int(request.POST["confirm"]))
            store_agreement(organisation, read_agreement(bytes(upload.data), upload.filename))
            upload.delete()
            messages.success(request, _("The agreement is saved."))
            return redirect("agreement")
        if form.is_valid():
            upload = keep_upload(organisation, form)
            draft = read_agreement(bytes(upload.data), upload.filename)
    except OutlineError as fault:
        form.add_error("file", str(fault))
    context = {"form": form, "draft": draft, "upload": upload}
    return render(request, "interchange/import_agreement.html", context)


@require_http_methods(["GET", "POST"])
@for_day
def import_programme(request: HttpRequest, day_id: int) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    day = get_day(request, day_id)
    draft, upload = None, None
    try:
        if "confirm" in request.POST:
            upload = find_upload(day.organisation, int(request.POST["confirm"]))
            draft = read_programme(bytes(upload.data), upload.filename, propose_activity)
            store_programme(day, draft)
            upload.delete()
            messages.success(request, _("The programme is saved."))
            return redirect("day", day_id=day.id)
        if form.is_valid():
            upload = keep_upload(day.organisation, form)
            draft = read_programme(bytes(upload.data), upload.filename, propose_activity)
    except OutlineError as fault:
        form.add_error("file", str(fault))
    except ProgrammeFault as fault:
        messages.error(request, str(fault))
    context = {"form": form, "draft": draft, "upload": upload, "day": day}
    return render(request, "interchange/import_programme.html", context)
