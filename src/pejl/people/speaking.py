"""The language of pages that one comes to without an account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pejl.people.look import wear
from pejl.people.models import Organisation


def find_language(request: HttpRequest, organisation: Organisation) -> str:
    """What one chose by the switch, else the organisation's, as its mails are."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else organisation.language


def speak(
    request: HttpRequest, organisation: Organisation, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page that `draw` gives, in that language and in the organisation's look."""
    wear(request, organisation)
    with translation.override(find_language(request, organisation)):
        response = draw()
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    return response
