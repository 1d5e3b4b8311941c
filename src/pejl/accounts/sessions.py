"""Where an account is signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone


def find_sessions(user: User) -> list[Session]:
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return [one for one in alive.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]


def end_sessions(user: User, *, but: str | None = None) -> int:
    """Signs the account out everywhere, but in the session of that key; returns in how many."""
    keys = [one.session_key for one in find_sessions(user) if one.session_key != but]
    return Session.objects.filter(session_key__in=keys).delete()[0]
