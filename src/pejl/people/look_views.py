"""Colours and logos, at addresses that hold the hash of what is there."""

import gzip
import re
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from pejl.people.access import Audience, open_to
from pejl.people.look import address_style, make_style
from pejl.people.models import Look
from pejl.ui.palette import list_faults

FOR_GOOD = "public, max-age=31536000, immutable"
COLOUR = re.compile(r"[0-9a-f]{6}")


@require_GET
@open_to(Audience.ANYONE)
@vary_on_headers("Accept-Encoding")
def show_style(request: HttpRequest, surface: str, colour: str, mark: str) -> HttpResponse:
    """Made from the colour in the address; 404 for one that could not be read. One with another
    mark is of a page from before a deploy, and is led to what is there now."""
    if surface not in ("desk", "phone") or not COLOUR.fullmatch(colour):
        raise Http404
    if list_faults(f"#{colour}"):
        raise Http404
    if request.path != (current := address_style(surface, f"#{colour}")):
        return redirect(current)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        pack_style(surface, f"#{colour}") if packed else make_style(surface, f"#{colour}"),
        content_type="text/css; charset=utf-8",
    )
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOR_GOOD
    return response


@lru_cache(maxsize=256)
def pack_style(surface: str, colour: str) -> bytes:
    return gzip.compress(make_style(surface, colour).encode(), 9, mtime=0)


@require_GET
@open_to(Audience.LINK)
def show_logo(request: HttpRequest, logo: str) -> HttpResponse:
    """A logo is for all to see; its address is its own hash."""
    found = Look.objects.filter(key=logo).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.logo), content_type="image/png")
    response["Cache-Control"] = FOR_GOOD
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
