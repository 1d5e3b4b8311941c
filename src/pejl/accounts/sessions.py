"""Where an account is signed in, and for how long."""

import logging
import time
from datetime import timedelta
from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

UNUSED, LONGEST = timedelta(hours=24), timedelta(days=14)
NOTED_EACH = 900  # seconds: not every page writes
TIMES = "times"  # when it began, when it was last used
logger = logging.getLogger(__name__)


@receiver(user_logged_in, dispatch_uid="pejl.accounts.sessions")
def begin(sender: Any, request: HttpRequest, **_said: Any) -> None:
    now = int(time.time())
    request.session[TIMES] = (now, now)


def is_over(session: SessionBase) -> bool:
    """Whether one has to sign in anew: unused for a day, or begun a fortnight ago. Else it notes
    that it is in use."""
    now = int(time.time())
    began, used = session.get(TIMES, (now, 0))
    if now - began > LONGEST.total_seconds() or (used and now - used > UNUSED.total_seconds()):
        return True
    if now - used > NOTED_EACH:
        session[TIMES] = (began, now)
    return False


@receiver([user_login_failed, authentication_failed], dispatch_uid="pejl.accounts.sessions")
def tell_refusal(sender: Any, **_said: Any) -> None:
    """The same for every address, so that no time tells which have an account."""
    logger.warning("a sign-in was refused")


def find_sessions(user: User) -> list[Session]:
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return [one for one in alive.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Signs the account out everywhere, but in the session of that key; returns in how many."""
    keys = [one.session_key for one in find_sessions(user) if one.session_key != but]
    return Session.objects.filter(session_key__in=keys).delete()[0]
