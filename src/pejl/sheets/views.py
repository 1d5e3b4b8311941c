"""Figures as spreadsheets, in the browser."""

from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejl.days.access import for_facilitators, get_day
from pejl.people.access import for_editors, get_organisation, noted
from pejl.sheets.books import DAY_SHEETS, NotNow, make_day_book, make_steps_book
from pejl.sheets.sheet import Book
from pejl.sheets.writing import write_xlsx, write_zip

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
WRITERS = {"xlsx": write_xlsx, "zip": write_zip}


@require_GET
@for_facilitators
def show_sheets(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    return render(request, "sheets/day.html", {"day": day, "sheets": DAY_SHEETS})


@require_GET
@for_facilitators
@noted("numbers", taken=True)
def send_day(request: HttpRequest, day_id: int, ending: str) -> HttpResponse:
    day = get_day(request, day_id)
    try:
        book = make_day_book(day)
    except NotNow as reason:
        messages.warning(request, str(reason))
        return redirect("spreadsheets", day_id=day.id)
    return send_book(book, ending, f"{_('numbers')}-{slugify(day.title)[:60] or day.id}")


@require_GET
@for_editors
@noted("steps", taken=True)
def send_steps(request: HttpRequest, ending: str) -> HttpResponse:
    return send_book(make_steps_book(get_organisation(request)), ending, slugify(_("Next steps")))


def send_book(book: Book[Any], ending: str, stem: str) -> HttpResponse:
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    WRITERS[ending](book, file)
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"{stem}.{ending}", content_type=TYPES[ending]
    )
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]  # a stream is answered as any other
