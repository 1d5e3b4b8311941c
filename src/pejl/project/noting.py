"""Each request that Django answers gets a number, and is counted by its route's name.

Never by its address, which may hold a link's token, nor by who asks.
"""

import logging
import secrets
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock, current_thread
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pejl.live.tally import Histogram

Next = Callable[[HttpRequest], HttpResponse]
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
logger = logging.getLogger(__name__)


def make_number() -> str:
    """That one can read aloud, and find in the log."""
    digits = f"{secrets.randbelow(10**8):08}"
    return f"{digits[:4]}-{digits[4:]}"


@dataclass(frozen=True)
class Asked:
    """A request that is being answered."""

    request: HttpRequest
    number: str = field(default_factory=make_number)

    @property
    def route(self) -> str:
        """Its name in `urls.py`; “static” for static files, “none” for an address of nobody's."""
        if match := self.request.resolver_match:
            return match.view_name
        return "static" if self.request.path.startswith(settings.STATIC_URL) else "none"


current: ContextVar[Asked | None] = ContextVar("asked", default=None)


def find_route() -> str:
    """What is at work here: a request's route, or else the thread's name."""
    asked = current.get()
    return asked.route if asked else current_thread().name


@dataclass
class Requests:
    """By route, method and status, and how long they took by route."""

    counts: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    seconds: dict[str, Histogram] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        with self.lock:
            self.counts[route, method, status] += 1
            self.seconds.setdefault(route, Histogram(*SECONDS)).add(seconds)


requests = Requests()


def note_request(get_response: Next) -> Next:
    """Around all else."""

    def answer(request: HttpRequest) -> HttpResponse:
        since, asked = monotonic(), Asked(request)
        token = current.set(asked)
        try:
            response = get_response(request)
            note(asked, response.status_code, monotonic() - since)
        finally:
            current.reset(token)
        return response

    return answer


def note(asked: Asked, status: int, seconds: float) -> None:
    method = asked.request.method if asked.request.method in METHODS else "other"
    requests.add(asked.route, str(method), status, seconds)
    if asked.route != "static" or status >= 400:
        told = {"method": method, "status": status, "ms": round(seconds * 1000, 1)}
        logger.info("request", extra=told)
