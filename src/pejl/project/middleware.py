import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pejl.days.standing import look_once
from pejl.project.errors import say_foreign
from pejl.surfaces.origin import is_foreign
from pejl.ui.error_page import find_language
from pejl.ui.theirs import forget_language

Next = Callable[[HttpRequest], HttpResponse]
READING = ("GET", "HEAD", "OPTIONS")
TELLING = ("HTTP_SEC_FETCH_SITE", "HTTP_ORIGIN", "HTTP_REFERER", "HTTP_HOST")
logger = logging.getLogger(__name__)

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ]
)


def list_headers() -> list[tuple[bytes, bytes]]:
    """Of what is answered beside Django, as its SecurityMiddleware has them for all else."""
    headers = [(b"x-content-type-options", b"nosniff")]
    if settings.SECURE_HSTS_SECONDS:
        told = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        headers.append((b"strict-transport-security", told.encode()))
    return headers


def protect_page(get_response: Next) -> Next:
    """No inline script, no third party, nothing kept by caches in between."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


class TakeOwnForms:
    """Takes no form from another site's page, but where `csrf_exempt` says that it may come so."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method in READING or getattr(view, "csrf_exempt", False):
            return None
        if not is_foreign(*(request.META.get(name, "") for name in TELLING)):
            # So that views of Django, which check by themselves, ask for no mark either.
            request.csrf_processing_done = True  # type: ignore[attr-defined]
            return None
        logger.warning("a form from another site was refused")
        return say_foreign(request)


def look_at_one_moment(get_response: Next) -> Next:
    """A page that is only read shows what stood when it first looked, and looks once."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return get_response(request)
        with look_once():
            return get_response(request)

    return answer


def choose_language(get_response: Next) -> Next:
    """The language one chose by the switch, else Danish; never the browser's guess."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(find_language(request.COOKIES)), forget_language():
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "da")
        return response

    return answer
