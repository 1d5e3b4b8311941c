"""The page of the three, and the facilitator's overview, which never shows what was said."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pejl.days.access import for_day, get_day
from pejl.days.models import Phone
from pejl.days.run import NotNow
from pejl.days.tokens import read_link
from pejl.peers import meeting
from pejl.peers.models import LONGEST_LINE, PeerGroup, PeerSeat
from pejl.people.access import Audience, noted, open_to
from pejl.surfaces.join import enter
from pejl.surfaces.phone import for_phones


@require_http_methods(["GET", "POST"])
@for_day
@noted("peers")
def show_overview(request: HttpRequest, day_id: int) -> HttpResponse:
    """`step` is make or tell."""
    day = get_day(request, day_id)
    if request.method == "POST":
        try:
            take_desk_step(request, day_id)
        except NotNow as reason:
            messages.warning(request, str(reason))
        return redirect("peers", day_id=day.id)
    groups = list(
        PeerGroup.objects.filter(day=day).prefetch_related("seats__attendance__participant")
    )
    context = {
        "day": day,
        "groups": groups,
        "told": any(group.mailed_at for group in groups),
        "met": sum(group.met_at is not None for group in groups),
    }
    return render(request, "peers/overview.html", context)


def take_desk_step(request: HttpRequest, day_id: int) -> None:
    day = get_day(request, day_id)
    if request.POST.get("step") == "make":
        meeting.make_groups(day)
    elif request.POST.get("step") == "tell":
        meeting.tell_groups(day)
        messages.success(request, _("Everyone gets a mail with the names of the others."))


@require_GET
@open_to(Audience.LINK)
def enter_peers(request: HttpRequest, link: str) -> HttpResponse:
    """The way in from a mail."""
    attendance = read_link(link)
    if attendance is None:
        return render(request, "surfaces/link_void.html", status=404)
    return enter(request, attendance, proven=True, to=reverse("my_peers"))


def find_seat(phone: Phone) -> PeerSeat:
    """Raises Http404 for one without a group, or whose phone waits to be let in."""
    seats = PeerSeat.objects.select_related("group__day", "attendance")
    seat = seats.filter(attendance=phone.attendance, group__mailed_at__isnull=False).first()
    if seat is None or not phone.admitted:
        raise Http404
    return seat


@require_http_methods(["GET", "POST"])
@for_phones
def show_mine(request: HttpRequest, phone: Phone) -> HttpResponse:
    """`step` is propose (with `at`), yes (with the `at` that was seen), line (with `line`) or
    met."""
    seat = find_seat(phone)
    if request.method == "POST":
        try:
            take_step(request, seat)
        except NotNow as reason:
            return draw_mine(request, seat, fault=str(reason))
        saved = "?saved" if request.POST.get("step") == "line" else ""
        return redirect(reverse("my_peers") + saved)
    return draw_mine(request, seat)


def draw_mine(request: HttpRequest, seat: PeerSeat, fault: str = "") -> HttpResponse:
    seats = meeting.list_seats(seat.group)
    context = {
        "day": seat.group.day,
        "group": seat.group,
        "mine": seat,
        "others": [row for row in seats if row.id != seat.id],
        "waits_for": [row for row in seats if not row.says_yes],
        "is_agreed": seat.group.agreed_at and seat.group.agreed_at == seat.group.proposed_at,
        "longest": LONGEST_LINE,
        "fault": fault,
    }
    return render(request, "peers/mine.html", context, status=409 if fault else 200)


def take_step(request: HttpRequest, seat: PeerSeat) -> None:
    step = request.POST.get("step")
    if step == "propose":
        meeting.propose(seat, read_time(request.POST.get("at", "")))
    elif step == "yes":
        meeting.say_yes(seat, read_time(request.POST.get("at", "")))
    elif step == "line":
        meeting.write_line(seat, request.POST.get("line", ""))
    elif step == "met":
        meeting.note_met(seat)


def read_time(text: str) -> datetime:
    """Raises NotNow for what is no time."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise NotNow(_("Choose a day and a time."))
    return found if timezone.is_aware(found) else timezone.make_aware(found)


@require_GET
@for_phones
def get_calendar(request: HttpRequest, phone: Phone) -> HttpResponse:
    seat = find_seat(phone)
    try:
        file = meeting.make_file(seat)
    except NotNow as reason:
        return draw_mine(request, seat, fault=str(reason))
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="pejl.ics"'
    return answer
