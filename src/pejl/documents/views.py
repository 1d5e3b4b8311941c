"""The plan in the browser, as PDF and as Word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from pejl.days.models import ThemeDay
from pejl.days.views import get_day
from pejl.documents.plan import write_plan
from pejl.documents.typst import render_pdf
from pejl.documents.word import render_docx
from pejl.people.access import for_members

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@for_members
def show_plan(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    return render(request, "documents/plan.html", {"day": day, "document": write_plan(day)})


@require_GET
@for_members
def send_pdf(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    return send_file(day, render_pdf(write_plan(day)), "application/pdf", "pdf")


@require_GET
@for_members
def send_docx(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    return send_file(day, render_docx(write_plan(day)), WORD, "docx")


def send_file(day: ThemeDay, data: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"plan-{slugify(day.title)[:60] or day.id}.{ending}"
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
