"""A person's own data, behind the own link."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from pejl.documents.typst import render_pdf
from pejl.followup.pages import for_person
from pejl.keeping.own_data import gather, write_document
from pejl.people.models import Participant


@require_GET
@for_person
def send_json(request: HttpRequest, link: str, me: Participant) -> HttpResponse:
    data = json.dumps(gather(me), ensure_ascii=False, indent=1)
    return send(data.encode(), "application/json", "json")


@require_GET
@for_person
def send_pdf(request: HttpRequest, link: str, me: Participant) -> HttpResponse:
    return send(render_pdf(write_document(me)), "application/pdf", "pdf")


def send(data: bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="pejl.{ending}"'
    return response
