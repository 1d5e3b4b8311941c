"""The plan and the facilitator's script in the browser, as PDF and as Word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejl.days.access import for_day, get_day
from pejl.days.models import ThemeDay
from pejl.documents.plan import write_plan
from pejl.documents.script import write_script
from pejl.documents.typst import render_pdf
from pejl.documents.word import render_docx
from pejl.people.access import noted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"plan": write_plan, "script": write_script}


@require_GET
@for_day
@noted("plan")
def show_document(request: HttpRequest, day_id: int, kind: str) -> HttpResponse:
    day = get_day(request, day_id)
    context = {
        "day": day,
        "document": WRITERS[kind](day),
        "pdf": f"{kind}_pdf",
        "docx": f"{kind}_docx",
    }
    return render(request, "documents/page.html", context)


@require_GET
@for_day
@noted("plan", taken=True)
def send_pdf(request: HttpRequest, day_id: int, kind: str) -> HttpResponse:
    day = get_day(request, day_id)
    return send_file(day, kind, render_pdf(WRITERS[kind](day)), "application/pdf", "pdf")


@require_GET
@for_day
@noted("plan", taken=True)
def send_docx(request: HttpRequest, day_id: int, kind: str) -> HttpResponse:
    day = get_day(request, day_id)
    return send_file(day, kind, render_docx(WRITERS[kind](day)), WORD, "docx")


def send_file(
    day: ThemeDay, kind: str, data: bytes, content_type: str, ending: str
) -> HttpResponse:
    stem = {"plan": _("plan"), "script": _("script")}[kind]
    name = f"{stem}-{slugify(day.title)[:60] or day.id}.{ending}"
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
