"""A printable sheet with a personal QR card for each participant."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.access import for_facilitators, get_day
from pejl.days.nudges import nudge_door
from pejl.days.tokens import exchange_link
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


@require_POST
@for_facilitators
def exchange(request: HttpRequest, day_id: int, attendance_id: int) -> HttpResponse:
    """For a link that has come into wrong hands: one tap, and the old one is void."""
    day = get_day(request, day_id)
    attendance = get_object_or_404(day.attendances.select_related("participant"), id=attendance_id)
    exchange_link(attendance)
    nudge_door(attendance)
    note(day.organisation, request.user, Act.CHANGED, "link", day.title)
    said = _(
        "%(name)s has a new card. The old link does not work any more, and phones that used it"
        " are out."
    )
    messages.success(request, said % {"name": attendance.participant})
    return redirect(f"{reverse('cards', args=[day.id])}#card-{attendance.id}")
