"""/healthz and /readyz, for those who watch the server and for what stands in front of it."""

import threading
from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from pejl.days.log import WRITER
from pejl.days.nudges import get_hub

Next = Callable[[HttpRequest], HttpResponse]


def answer_watchers(get_response: Next) -> Next:
    """Before all else: whoever watches asks by address, without a name, a cookie or a session."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return say({"process": True})
        if request.path == "/readyz":
            return say({"database": has_database(), "hub": get_hub().hears(), "log": has_writer()})
        return get_response(request)

    return answer


def say(parts: dict[str, bool]) -> HttpResponse:
    """200 when all is well, else 503; each part by name, so that one sees what is away."""
    response = JsonResponse(parts, status=200 if all(parts.values()) else 503)
    response["Cache-Control"] = "no-store"
    return response


def has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except Error:
        connection.close()
        return False


def has_writer() -> bool:
    """Whether the log's writer is at work in this process."""
    return any(one.name == WRITER and one.is_alive() for one in threading.enumerate())
