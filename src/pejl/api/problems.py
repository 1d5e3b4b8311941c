"""What the API says when it cannot give what was asked for: problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

PROBLEM = "application/problem+json"
WAIT = 1  # seconds
UNKNOWN = "Send a valid token: Authorization: Bearer pejl_…"
NOT_THERE = "There is no such thing, or it is not this organisation's."


def say_problem(status: int, detail: str) -> HttpResponse:
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    response = JsonResponse(said, status=status, content_type=PROBLEM)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Pejl"'
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WAIT)
    return response


def say_missing(_request: HttpRequest, _fault: Any) -> HttpResponse:
    return say_problem(404, NOT_THERE)


def say_refused(_request: HttpRequest, fault: Any) -> HttpResponse:
    if isinstance(fault, Throttled):
        return say_problem(429, f"Too many at once. Try again in {WAIT} s.")
    detail = UNKNOWN if fault.status_code == HTTPStatus.UNAUTHORIZED else fault.message
    return say_problem(fault.status_code, detail)


def say_wrong(_request: HttpRequest, fault: Any) -> HttpResponse:
    """Which parameter is wrong, and how; never what was sent."""
    said = (f"{'.'.join(map(str, one['loc']))}: {read_message(one)}" for one in fault.errors)
    return say_problem(422, "; ".join(said))


def read_message(fault: dict[str, Any]) -> str:
    """Without what Pydantic puts before words of ours."""
    return str(fault["msg"]).removeprefix("Value error, ")


def handle_problems(api: NinjaAPI) -> None:
    api.add_exception_handler(Http404, say_missing)
    api.add_exception_handler(HttpError, say_refused)
    api.add_exception_handler(ValidationError, say_wrong)
