"""Who may see a day: the organisation's accounts, and guests who are invited to that day alone."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from pejl.days.models import Guest, ThemeDay
from pejl.people.access import Audience, Desk, Rest, View, get_desk, let_in, open_to
from pejl.people.models import Membership, Role


def find_day_desk(request: HttpRequest, day_id: int) -> Desk | None:
    """Where the account sits at this day: as a member of its organisation, else as its guest."""
    mine = {"user": request.user}
    member = Membership.objects.select_related("organisation")
    if place := member.filter(organisation__days=day_id, **mine).first():
        return Desk(place.organisation, place.role)
    guest = Guest.objects.select_related("day__organisation").filter(day=day_id, **mine).first()
    return Desk(guest.day.organisation, Role.FACILITATOR, day_id) if guest else None


def for_day(view: View[Rest]) -> View[Rest]:
    """Lets in those who may see the day that the address names, whichever organisation they are at
    otherwise; for others there is no such day."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        desk = find_day_desk(request, kwargs["day_id"])  # type: ignore[arg-type]
        if desk is None:
            raise Http404
        let_in(request, desk)
        return view(request, *args, **kwargs)

    guarded: View[Rest] = login_required(answer)  # type: ignore[assignment]
    return open_to(Audience.DAY)(guarded)


def for_facilitators(view: View[Rest]) -> View[Rest]:
    """As `for_day`, but for those only who may change the day: what is shown lets others in."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not get_desk(request).may_change:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded: View[Rest] = for_day(answer)  # type: ignore[arg-type]
    return open_to(Audience.FACILITATORS)(guarded)


def get_day(request: HttpRequest, day_id: int) -> ThemeDay:
    """The day, if the account may see it; else 404."""
    desk = get_desk(request)
    days = ThemeDay.objects.select_related("current", "organisation", "agreement")
    if desk.day_id is not None:
        days = days.filter(id=desk.day_id)
    day = get_object_or_404(days, id=day_id, organisation=desk.organisation)
    request.subject = day.title  # type: ignore[attr-defined]  # for the audit trail
    return day
