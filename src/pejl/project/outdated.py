"""Addresses of static files as they were before a deploy: a page that was read just before asks for
them just after, and so does one whose server, of several, is the newer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from pejl.people.access import Audience, open_to


@require_safe
@open_to(Audience.ANYONE)
def lead_to_current(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """To the file as it is here, whichever version's hash the address holds; 404 where there is
    none of that name."""
    try:
        current = static(f"{name}.{ending}")
    except ValueError as unknown:  # says the list of what was collected
        raise Http404 from unknown
    if current == request.path:
        raise Http404
    return redirect(current)
