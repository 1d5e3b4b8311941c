"""Who may see what, in one place: every desk page asks here for its organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from pejl.people.models import Membership, Organisation, Role

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def find_membership(request: HttpRequest) -> Membership | None:
    """The account's place in its organisation; None for one who is not signed in."""
    if not request.user.is_authenticated:
        return None
    found = Membership.objects.select_related("organisation").filter(user=request.user)
    return found.order_by("id").first()


def get_organisation(request: HttpRequest) -> Organisation:
    """The organisation that this request is about. Raises PermissionDenied without one."""
    membership = find_membership(request)
    if membership is None:
        raise PermissionDenied
    return membership.organisation


def for_members(view: View[Rest]) -> View[Rest]:
    """Lets in those with an account in an organisation; viewers may read but not change."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        membership = find_membership(request)
        if membership is None:
            raise PermissionDenied
        if membership.role == Role.VIEWER and request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded: View[Rest] = login_required(answer)  # type: ignore[assignment]
    return guarded


def describe_desk(request: HttpRequest) -> dict[str, Any]:
    """For the frame of every desk page."""
    membership = find_membership(request) if hasattr(request, "user") else None
    return {
        "organisation": membership.organisation if membership else None,
        "may_change": membership is not None and membership.role != Role.VIEWER,
    }
