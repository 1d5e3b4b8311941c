"""Calendars: the feed, making and stopping its address, and the file of one's own dates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    require_GET,
    require_http_methods,
    require_safe,
)

from pejl.accounts.own_views import get_user
from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.calendars.events import list_steps
from pejl.calendars.feeds import (
    Owner,
    find_feed,
    read_feed,
    renew_feed,
    stop_feed,
    write_feed,
)
from pejl.followup.pages import for_person
from pejl.mail.ics import make_calendar
from pejl.people.access import Audience, for_accounts, list_memberships, open_to
from pejl.people.models import Participant

TYPE = "text/calendar; charset=utf-8"


@require_safe
@conditional_page
@open_to(Audience.LINK)
def give_feed(request: HttpRequest, feed: str) -> HttpResponse:
    """Kept by nobody but the calendar that asks, which may ask whether there is news."""
    found = read_feed(feed)
    if found is None:
        raise Http404
    response = HttpResponse(write_feed(found), content_type=TYPE)
    response["Content-Disposition"] = 'inline; filename="pejl.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "POST"])
@for_accounts
def show_account_feed(request: HttpRequest) -> HttpResponse:
    user = get_user(request)
    response = answer_form(request, user, "calendars/account.html", reverse("account_feed"))
    if request.method == "POST":
        for place in list_memberships(request):
            note(place.organisation, user, Act.CHANGED, "feed")
    return response


@require_http_methods(["GET", "POST"])
@for_person
def show_my_feed(request: HttpRequest, link: str, me: Participant) -> HttpResponse:
    here = reverse("my_feed", args=[link])
    return answer_form(request, me, "calendars/mine.html", here, link)


def answer_form(
    request: HttpRequest, owner: Owner, template: str, here: str, link: str = ""
) -> HttpResponse:
    """`step` is make or stop. A new address is shown once, on the page that made it."""
    step = request.POST.get("step", "")
    if step == "stop":
        stop_feed(owner)
        return redirect(here)
    address = renew_feed(owner) if step == "make" else ""
    context = {
        "here": here,
        "link": link,
        "me": owner,
        "feed": find_feed(owner),
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
    }
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@for_person
def give_calendar(request: HttpRequest, link: str, me: Participant) -> HttpResponse:
    """Due dates and check-ins of what one owns, to be put into a calendar once."""
    response = HttpResponse(make_calendar(list_steps(me)), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{_("next-steps")}.ics"'
    return response
