from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pejl.ui.error_page import find_language

Next = Callable[[HttpRequest], HttpResponse]

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


def protect_page(get_response: Next) -> Next:
    """No inline script, no third party, nothing kept by caches in between."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def choose_language(get_response: Next) -> Next:
    """The language one chose by the switch, else Danish; never the browser's guess."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(find_language(request.COOKIES)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "da")
        return response

    return answer
