"""Joining a day: by personal link, or by the day's code and one's name from the list."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pejl.days.models import Attendance, Phone, ThemeDay
from pejl.days.nudges import nudge_door
from pejl.days.tokens import TOKEN_COOKIE, find_joinable, find_phone, make_phone, read_link
from pejl.live.limits import Bucket
from pejl.people.access import Audience, open_to
from pejl.people.speaking import speak
from pejl.surfaces.phone import for_phones

TWO_DAYS = 2 * 24 * 3600
MOST_LISTED = 100
LONGEST_SEARCH = 80
GUESSES = Bucket(rate=0.25, burst=30)  # wrong codes from an address; there are 31^6 codes


@require_GET
@open_to(Audience.ANYONE)
def join(request: HttpRequest) -> HttpResponse:
    """Where one writes the code that stands on the screen."""
    code = "".join(request.GET.get("code", "").upper().split())[:12]
    if not code:
        return render(request, "surfaces/join.html", {"fault": ""})
    day = find_by_code(request, code)
    return refuse_code(request, code) if day is None else redirect("join_day", code=day.code)


@require_http_methods(["GET", "POST"])
@open_to(Audience.LINK)
def join_day(request: HttpRequest, code: str) -> HttpResponse:
    """The list of names; choosing one joins the day."""
    day = find_by_code(request, code)
    if day is None:
        return refuse_code(request, code[:12])
    return speak(request, day.organisation, lambda: offer_names(request, day))


def find_by_code(request: HttpRequest, code: str) -> ThemeDay | None:
    """Only wrong codes count against an address, so that a room that shares one gets in; when too
    many were wrong, right ones wait with the others for a few seconds, or they would be told."""
    address = request.META.get("REMOTE_ADDR", "")
    if GUESSES.measure(address) < 1:
        return None
    day = find_joinable(code)
    if day is None:
        GUESSES.take(address)
    return day


def refuse_code(request: HttpRequest, code: str) -> HttpResponse:
    slow = GUESSES.measure(request.META.get("REMOTE_ADDR", "")) < 1
    if slow:
        fault = _("Many wrong codes have come from here. Wait ten seconds, and try again.")
    else:
        fault = _(
            "No day has the code “%(code)s” right now. Look at the screen once more. A code works"
            " from the day before until the day is over."
        ) % {"code": code}
    context = {"fault": fault, "code": code}
    return render(request, "surfaces/join.html", context, status=429 if slow else 404)


def offer_names(request: HttpRequest, day: ThemeDay) -> HttpResponse:
    if request.method == "POST":
        chosen = request.POST.get("who", "")
        attendance = get_object_or_404(day.attendances, public_id=chosen)
        return enter(request, attendance, proven=False)
    phone = find_phone(request.COOKIES.get(TOKEN_COOKIE, ""))
    if phone is not None and phone.attendance.day_id == day.id and not request.GET.get("other"):
        return redirect("phone")
    wanted = request.GET.get("find", "")[:LONGEST_SEARCH].casefold().split()
    return render(request, "surfaces/join_day.html", {"day": day, **find_names(day, wanted)})


def find_names(day: ThemeDay, wanted: list[str]) -> dict[str, Any]:
    """The names to choose from: all of a room's; of a large day's those with all the words looked
    for, so that no phone has to load thousands of names. `many` says which, `more` that some were
    left out."""
    names = day.attendances.values_list("id", "participant__name")
    many = len(names) > MOST_LISTED
    if many:  # here, since SQLite knows no capital Ø from another
        found = [id_ for id_, name in names if wanted and all(w in name.casefold() for w in wanted)]
    else:
        found = [id_ for id_, _name in names]
    shown = found[:MOST_LISTED]
    rows = day.attendances.filter(id__in=shown).select_related("participant__unit")
    taken = set(Phone.objects.filter(attendance__in=shown).values_list("attendance_id", flat=True))
    people = [(row, row.id in taken) for row in rows]
    return {"people": people, "many": many, "more": len(found) > len(shown), "anyone": bool(names)}


@require_GET
@open_to(Audience.LINK)
def follow_link(request: HttpRequest, link: str) -> HttpResponse:
    """A personal link lets one in on any phone."""
    attendance = read_link(link)
    if attendance is None:
        return render(request, "surfaces/link_void.html", status=404)
    return enter(request, attendance, proven=True, to=find_place(request, attendance))


def find_place(request: HttpRequest, attendance: Attendance) -> str:
    """Where a link leads: to the round that it names, else to the day."""
    wanted = request.GET.get("round", "")
    if wanted.isdecimal() and attendance.day.slots.filter(id=int(wanted[:9])).exists():
        return reverse("phone_round", args=[int(wanted[:9])])
    return reverse("phone")


def enter(
    request: HttpRequest, attendance: Attendance, *, proven: bool, to: str = ""
) -> HttpResponse:
    """Joins on this phone. A name that another phone holds has to be let in by that phone or by
    the facilitator, unless a personal link proves who it is."""
    response = redirect(to or "phone")
    known = find_phone(request.COOKIES.get(TOKEN_COOKIE, ""))
    if known is not None and known.attendance_id == attendance.id:
        if proven and not known.admitted:
            Phone.objects.filter(id=known.id).update(admitted=True)
        return response
    with transaction.atomic():
        held = attendance.phones.filter(admitted=True).exists()
        token = make_phone(attendance, admitted=proven or not held)
        if attendance.joined_at is None or attendance.absent:
            here = Attendance.objects.filter(id=attendance.id)
            here.update(joined_at=attendance.joined_at or timezone.now(), absent=False)
        nudge_door(attendance)
    response.set_cookie(
        TOKEN_COOKIE,
        token,
        max_age=TWO_DAYS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_POST
@for_phones
def answer_knock(request: HttpRequest, phone: Phone, knock: int) -> HttpResponse:
    """The phone that holds the name lets another one in, or turns it away."""
    if phone.admitted:
        knocking = get_object_or_404(phone.attendance.phones, id=knock, admitted=False)
        settle_knock(knocking, admit="admit" in request.POST)
    return redirect("phone")


def settle_knock(knocking: Phone, *, admit: bool) -> None:
    if admit:
        Phone.objects.filter(id=knocking.id).update(admitted=True)
    else:
        knocking.delete()
    nudge_door(knocking.attendance)


@require_POST
@for_phones
def leave(request: HttpRequest, phone: Phone) -> HttpResponse:
    """This phone is not me: forgets who it was."""
    day = phone.attendance.day
    phone.delete()
    if not phone.attendance.phones.exists():
        Attendance.objects.filter(id=phone.attendance_id).update(joined_at=None)
    nudge_door(phone.attendance)
    response = redirect("join_day", code=day.code)
    response.delete_cookie(TOKEN_COOKIE)
    return response
