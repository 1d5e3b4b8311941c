"""What is printed: cards for tables, the list at the door, sheets for tables without a phone."""

import io
from pathlib import Path
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pejl.days.access import for_day, for_facilitators, get_day
from pejl.days.clock import time_programme
from pejl.days.composing import Room, look_around
from pejl.days.models import Slot, ThemeDay
from pejl.days.paper import takes_paper
from pejl.documents.texts import clean_line, clean_text
from pejl.documents.typst import encode_letterhead, fit_text, set_pdf
from pejl.people.access import noted
from pejl.people.look import make_letterhead
from pejl.seating.sheets import address_sheet
from pejl.ui.templatetags.ui import clock

FOLDER = Path(__file__).parent / "templates_typst"


@require_GET
@for_day
@noted("seating", taken=True)
def send_cards(request: HttpRequest, day_id: int) -> HttpResponse:
    """A page for each table with who sits there in each item."""
    day = get_day(request, day_id)
    room, names = look_around(day), name_people(day)
    seated = [(slot, at) for slot, at in list_seated(room)]
    most = max((len(room.sits[slot.id]) for slot, _at in seated), default=0)
    cards = [
        {
            "table": _("Table %(n)d") % {"n": number},
            "rounds": [
                {
                    "at": at,
                    "title": fit(slot.title),
                    "names": [names[who] for who in room.sits[slot.id][number - 1]],
                }
                for slot, at in seated
                if number <= len(room.sits[slot.id])
            ],
        }
        for number in range(1, most + 1)
    ]
    return send(day, "cards", {"title": _("Table cards"), "cards": cards})


@require_GET
@for_day
@noted("seating", taken=True)
def send_door_list(request: HttpRequest, day_id: int) -> HttpResponse:
    """All people by name, with their table in each item."""
    day = get_day(request, day_id)
    room = look_around(day)
    seated = list_seated(room)
    tables = {
        (slot.id, who): str(number)
        for slot, _at in seated
        for number, table in enumerate(room.sits[slot.id], start=1)
        for who in table
    }
    rows = day.attendances.filter(absent=False).select_related("participant")
    people = [
        [fit(row.participant.name), *(tables.get((slot.id, row.id), "–") for slot, _at in seated)]
        for row in rows.order_by("participant__name", "id")
    ]
    header = [_("Name"), *(at for _slot, at in seated)]
    items = [f"{at} {fit(slot.title)}" for slot, at in seated]
    said = {"title": _("Who sits where"), "header": header, "rows": people, "items": items}
    return send(day, "door", said)


@require_GET
@for_facilitators
@noted("sheets", taken=True)
def send_sheets(request: HttpRequest, day_id: int, slot_id: int) -> HttpResponse:
    """Sheets for all tables of an item, or for the one named."""
    day = get_day(request, day_id)
    slot = get_object_or_404(day.slots, id=slot_id)
    slot.day = day
    names, wanted = name_people(day), request.GET.get("table", "")
    groups = slot.groups.prefetch_related("seats")
    if wanted.isdecimal():
        groups = groups.filter(number=int(wanted[:4]))
    if not takes_paper(slot) or not groups:
        raise Http404
    sheets = [
        {
            "table": _("Table %(n)d") % {"n": group.number},
            "names": [names[seat.attendance_id] for seat in group.seats.all()],
            "address": address_sheet(request, group),
            "code": draw_code(address_sheet(request, group)),
        }
        for group in groups
    ]
    said = {
        "title": fit(slot.title),
        "text": fit_text(clean_text(slot.text)),
        "sheets": sheets,
        "how": _(
            "No phone at the table? Write here. Afterwards, one of you scans the code and enters "
            "it."
        ),
        "alt": _("QR code that opens the page where the table’s notes are entered"),
        "notes": _("Our notes"),
        "people": _("At the table"),
    }
    return send(day, "sheets", said)


def list_seated(room: Room) -> list[tuple[Slot, str]]:
    """The items with groups, and when they begin."""
    starts = {timed.slot.id: clock(timed.start) for timed in time_programme(room.day)}
    return [(slot, starts[slot.id]) for slot in room.rounds if room.sits[slot.id]]


def name_people(day: ThemeDay) -> dict[int, str]:
    rows = day.attendances.select_related("participant")
    return {row.id: fit(row.participant.name) for row in rows}


def fit(text: str) -> str:
    return fit_text(clean_line(text)) or "–"


def draw_code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=2, omitsize=True, xmldecl=False)
    return drawn.getvalue().decode()


def send(day: ThemeDay, kind: str, said: dict[str, Any]) -> HttpResponse:
    date = day.date or timezone.localdate()
    data = {
        **said,
        "language": get_language() or "da",
        "day": fit(day.title),
        "date": [date.year, date.month, date.day],
        "author": fit(day.organisation.name),
        "letterhead": encode_letterhead(make_letterhead(day.organisation)),
        "page": _("Page {page} of {pages}"),
    }
    response = HttpResponse(set_pdf(FOLDER / f"{kind}.typ", data), content_type="application/pdf")
    name = f"{kind}-{slugify(day.title)[:60] or day.id}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
