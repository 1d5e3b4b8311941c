"""What one sees when something went wrong: a page in the house's look, also without a database."""

import logging
import sys
import threading
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from pejl.live.wire import Exchange
from pejl.project.noting import current, make_number
from pejl.surfaces.answers import read_cookies, wants_json
from pejl.ui.error_page import AWAY_FOR, draw_error, find_language

PROGRAMMING = ("no such", "near ", "ambiguous")  # what SQLite says when it is not away at all
logger = logging.getLogger(__name__)


def note_fault(**_signal: Any) -> None:
    """With the number that the page shows."""
    logger.error("a page failed", exc_info=True)


def note_thread_fault(unmet: threading.ExceptHookArgs) -> None:
    """What ends a thread is told in the log's way, not in Python's."""
    if unmet.exc_value is not None:
        info = (unmet.exc_type, unmet.exc_value, unmet.exc_traceback)
        name = unmet.thread.name if unmet.thread else "?"
        logger.error("the thread %s ended", name, exc_info=info)


def is_away(fault: BaseException | None) -> bool:
    """Whether the database is, rather than the program wrong."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    return not str(fault).startswith(PROGRAMMING)


def say(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    asked, language = current.get(), find_language(request.COOKIES)
    number = asked.number if asked else ""
    try:
        page = draw_error(template or f"{status}.html", language, number=number)
    except Exception:  # such as static files that were never collected
        logger.exception("an error page could not be drawn")
        return HttpResponse(f"{status} {number}", "text/plain", status)
    response = HttpResponse(page, status=status)
    response["Content-Language"] = language
    return response


def say_failed(request: HttpRequest) -> HttpResponse:
    if not is_away(sys.exc_info()[1]):
        return say(request, 500)
    response = say(request, 503)
    response["Retry-After"] = str(AWAY_FOR)
    return response


def say_wrong(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return say(request, 413)
    return say(request, 400, "400_host.html" if isinstance(exception, DisallowedHost) else "")


def say_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return say(request, 403)


def say_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return say(request, 404)


def say_foreign(request: HttpRequest) -> HttpResponse:
    """To a form that another site's page sent."""
    return say(request, 403, "403_foreign.html")


def say_failed_by_hand(exchange: Exchange) -> None:
    """What failed under /a/, where Django has not been; in the exception's handler."""
    number, headers = make_number(), dict(exchange.headers)
    logger.exception("a request under /a/ failed", extra={"number": number})
    if wants_json(headers):
        exchange.reply(500, b"{}")
        return
    page = draw_error("500.html", find_language(read_cookies(headers)), number=number)
    exchange.reply_page(500, page.encode())
