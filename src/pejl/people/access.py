"""Who may see what, in one place. Every view says whom it is for, and every page behind sign-in
asks here for its organisation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.dispatch import Signal
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.functional import SimpleLazyObject

from pejl.people.models import Membership, Organisation, Role
from pejl.ui.theirs import know_language

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])

shown = Signal()  # named data was shown: `request`, `about`, `taken` (whether as a file)

CHOSEN = "organisation"  # where the session keeps which organisation the account works in
SAFE = ("GET", "HEAD")


class Audience(StrEnum):
    """Whom a page is for; a view's `audience` holds one or more."""

    ANYONE = "anyone"
    LINK = "link"  # whoever holds the link, code or key that stands in the address
    PHONE = "phone"  # a phone that has joined a day
    TOKEN = "token"  # noqa: S105 - another system, with a token of the organisation's
    DAY = "day"  # the organisation's accounts, and those invited to this one day
    FACILITATORS = "facilitators"  # of them those who may change: it holds keys to let others in
    ACCOUNT = "account"  # whoever is signed in
    MEMBERS = "members"  # the organisation's accounts
    EDITORS = "editors"  # those of them who may change
    OWNERS = "owners"  # those of them who own it


WITHOUT_SIGN_IN = frozenset({Audience.ANYONE, Audience.LINK, Audience.PHONE, Audience.TOKEN})
BEHIND_SIGN_IN = frozenset(Audience) - WITHOUT_SIGN_IN


@dataclass(frozen=True)
class Desk:
    """Where an account works: an organisation and its role there. `day_id` is set for a guest, who
    sees that day and nothing else of the organisation."""

    organisation: Organisation
    role: str
    day_id: int | None = None

    @property
    def may_change(self) -> bool:
        return self.role != Role.VIEWER

    @property
    def owns(self) -> bool:
        return self.role == Role.OWNER


def list_patterns(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address there is: its whole pattern, and what Django knows of it."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one
        else:
            yield from list_patterns(one, prefix + str(one.pattern))


def open_to(*audience: Audience) -> Callable[[AnyView], AnyView]:
    """Says whom a view is for that lets them in by itself."""

    def mark(view: AnyView) -> AnyView:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark


def list_memberships(request: HttpRequest) -> list[Membership]:
    """The account's places by their organisations' names; none for one who is not signed in."""
    if not request.user.is_authenticated:
        return []
    found = Membership.objects.select_related("organisation").filter(user=request.user)
    return list(found.order_by("organisation__name", "id"))


def find_desk(request: HttpRequest) -> Desk | None:
    """The desk that the page was let in at; else the organisation that the account chose, or its
    first. None for one who is not signed in or has no organisation."""
    desk: Desk | None = getattr(request, "desk", None)
    if desk is not None:
        return desk
    places = list_memberships(request)
    chosen = request.session.get(CHOSEN) if places else None
    place = next((one for one in places if one.organisation_id == chosen), next(iter(places), None))
    return Desk(place.organisation, place.role) if place else None


def get_desk(request: HttpRequest) -> Desk:
    """Raises PermissionDenied without one."""
    desk = find_desk(request)
    if desk is None:
        raise PermissionDenied
    return desk


def get_organisation(request: HttpRequest) -> Organisation:
    """The organisation that this request is about. Raises PermissionDenied without one."""
    return get_desk(request).organisation


def let_in(request: HttpRequest, desk: Desk) -> None:
    """Lets the request in at this desk; viewers may read but not change."""
    if not desk.may_change and request.method not in SAFE:
        raise PermissionDenied
    request.desk = desk  # type: ignore[attr-defined]
    know_language(desk.organisation.language)


def for_members(view: View[Rest]) -> View[Rest]:
    """Lets in those with an account in an organisation."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        let_in(request, get_desk(request))
        return view(request, *args, **kwargs)

    guarded: View[Rest] = login_required(answer)  # type: ignore[assignment]
    return open_to(Audience.MEMBERS)(guarded)


def for_editors(view: View[Rest]) -> View[Rest]:
    """As `for_members`, but for those only who may change."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not get_desk(request).may_change:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded: View[Rest] = for_members(answer)  # type: ignore[arg-type]
    return open_to(Audience.EDITORS)(guarded)


def for_owners(view: View[Rest]) -> View[Rest]:
    """Lets in the organisation's owners; for others the page is not there."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        desk = get_desk(request)
        if not desk.owns:
            raise Http404
        let_in(request, desk)
        return view(request, *args, **kwargs)

    guarded: View[Rest] = login_required(answer)  # type: ignore[assignment]
    return open_to(Audience.OWNERS)(guarded)


def for_accounts(view: View[Rest]) -> View[Rest]:
    """Lets in whoever is signed in, also without an organisation (a guest of one day)."""
    return open_to(Audience.ACCOUNT)(login_required(view))


def noted(about: str, *, taken: bool = False) -> Callable[[View[Rest]], View[Rest]]:
    """Tells (`shown`) that a page with named data was shown, or taken out as a file. Stands under
    the view's `for_…`."""

    def mark(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == HTTPStatus.OK:
                shown.send(view, request=request, about=about, taken=taken)
            return response

        kept: View[Rest] = answer  # type: ignore[assignment]
        return kept

    return mark


def describe_desk(request: HttpRequest) -> dict[str, Any]:
    """For the frame of every desk page."""
    desk = find_desk(request) if hasattr(request, "user") else None
    return {
        "organisation": desk.organisation if desk else None,
        "may_change": desk is not None and desk.may_change,
        "owns": desk is not None and desk.owns,
        "member": desk is not None and desk.day_id is None,
        "memberships": SimpleLazyObject(lambda: list_memberships(request)) if desk else (),
    }
