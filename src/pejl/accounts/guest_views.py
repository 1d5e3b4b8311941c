"""Who is let in to one day alone, such as a consultant."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.accounts.forms import GuestForm
from pejl.accounts.inviting import invite
from pejl.accounts.owner_views import describe
from pejl.accounts.roles import remove_guest
from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.access import for_day, get_day
from pejl.days.models import ThemeDay
from pejl.people.access import get_desk
from pejl.people.models import Role


def get_own_day(request: HttpRequest, day_id: int) -> ThemeDay:
    """A guest lets nobody in: 404."""
    if get_desk(request).day_id is not None:
        raise Http404
    return get_day(request, day_id)


@require_http_methods(["GET", "POST"])
@for_day
def show_guests(request: HttpRequest, day_id: int) -> HttpResponse:
    """All guests and invitations; a post invites."""
    day = get_own_day(request, day_id)
    form = GuestForm(request.POST or None)
    if form.is_valid() and isinstance(request.user, User):
        email = form.cleaned_data["email"]
        invite(day.organisation, email, Role.FACILITATOR, request.user, day)
        note(day.organisation, request.user, Act.LET_IN, "day", f"{email}: {day.title}")
        messages.success(request, _("%(email)s is invited.") % {"email": email})
        return redirect("guests", day_id=day.id)
    context = {
        "day": day,
        "form": form,
        "guests": day.guests.select_related("user"),
        "invitations": [describe(one) for one in day.invitations.all()],
    }
    return render(request, "accounts/guests.html", context)


@require_POST
@for_day
def shut_out(request: HttpRequest, day_id: int) -> HttpResponse:
    """`guest` or `invitation` says whom."""
    day = get_own_day(request, day_id)
    guest, invitation = request.POST.get("guest", ""), request.POST.get("invitation", "")
    if guest.isdecimal():
        found = get_object_or_404(day.guests.select_related("user"), id=int(guest[:9]))
        email = found.user.email
        remove_guest(found)
    else:
        number = int(invitation[:9]) if invitation.isdecimal() else 0
        invited = get_object_or_404(day.invitations, id=number)
        email = invited.email
        invited.delete()
    note(day.organisation, request.user, Act.SHUT_OUT, "day", f"{email}: {day.title}")
    messages.success(request, _("%(email)s can no longer get in.") % {"email": email})
    return redirect("guests", day_id=day.id)
