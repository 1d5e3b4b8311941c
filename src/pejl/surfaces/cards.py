"""A printable sheet with a personal QR card for each participant."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pejl.days.access import for_facilitators, get_day
from pejl.people.access import noted
from pejl.surfaces.qr import address_day, address_link, draw_qr


@require_GET
@for_facilitators
@noted("cards")
def show_cards(request: HttpRequest, day_id: int) -> HttpResponse:
    day = get_day(request, day_id)
    rows = day.attendances.select_related("participant__unit", "level", "area")
    cards = [(row, draw_qr(link), link) for row in rows if (link := address_link(request, row))]
    context = {"day": day, "cards": cards, "address": address_day(request, day)}
    return render(request, "surfaces/cards.html", context)
