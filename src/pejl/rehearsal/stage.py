"""A day that is there only to be loaded: people with phones, one open question. Made in the
installation's own database and taken away again; real days are not touched."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.utils import timezone

from pejl.days.models import (
    Attendance,
    Contribution,
    Phone,
    PrivacyPromise,
    Showing,
    Slot,
    SlotState,
    Step,
    ThemeDay,
)
from pejl.days.nudges import name_room_topics, name_run_topic
from pejl.days.tokens import hash_token, make_link, sign_topics
from pejl.people.models import Level, Membership, Organisation, Participant, Role

NAME = "Pejl load test"
QUESTION = "Hvad er vigtigst nu?"
CONFIG = {"question": QUESTION, "ask": "one", "options": ["Ro", "Retning", "Tid"]}


@dataclass(frozen=True)
class Stage:
    """Where the load is put. `links` and `tokens` by person; `topics` are a phone's,
    `screen_topics` the screen's; `session` signs a facilitator in."""

    day: int
    slot: int
    links: list[str]
    tokens: list[str]
    topics: str
    screen: str
    screen_topics: str
    session: str

    def list_stored(self) -> list[str]:
        """The keys in the log."""
        try:
            rows = Contribution.objects.filter(slot=self.slot)
            return list(rows.values_list("key", flat=True))
        finally:
            connections.close_all()


@contextmanager
def set_stage(people: int) -> Iterator[Stage]:
    """Needs Django set up with the settings of the server that is loaded."""
    organisation = Organisation.objects.create(name=NAME)
    user = make_user(organisation)
    try:
        stage = furnish(organisation, user, people)
        connections.close_all()
        yield stage
    finally:
        clear_stage(organisation, user)
        connections.close_all()


def make_user(organisation: Organisation) -> User:
    mark = secrets.token_hex(8)
    user: User = get_user_model().objects.create_user(f"load-{mark}", "", None)
    Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
    return user


def furnish(organisation: Organisation, user: User, people: int, phones_each: int = 1) -> Stage:
    """`tokens` has each person's first phone, then each one's second, and so on."""
    day = ThemeDay.objects.create(
        organisation=organisation, title=NAME, date=date.today(), rehearsing=True
    )
    slot = Slot.objects.create(
        day=day,
        position=1,
        activity="poll",
        title=QUESTION,
        config=CONFIG,
        resolved=CONFIG,
        promise=PrivacyPromise.CONFIDENTIAL,
        state=SlotState.OPEN,
        opened_at=timezone.now(),
    )
    ThemeDay.objects.filter(id=day.id).update(current=slot, showing=Showing.ITEM)
    attendances = seat_crowd(organisation, day, people)
    phones = attendances * phones_each
    tokens = [secrets.token_urlsafe(24) for _one in phones]
    Phone.objects.bulk_create(
        (
            Phone(attendance=row, token_hash=hash_token(token), rehearsal=True)
            for row, token in zip(phones, tokens, strict=True)
        ),
        batch_size=500,
    )
    return Stage(
        day=day.id,
        slot=slot.id,
        links=[f"/l/{make_link(row)}/" for row in attendances],
        tokens=tokens,
        topics=sign_topics([name_run_topic(day.id)]),
        screen=f"/s/{day.screen_key}/now",
        screen_topics=sign_topics(name_room_topics(day.id)),
        session=open_session(user),
    )


def seat_crowd(organisation: Organisation, day: ThemeDay, people: int) -> list[Attendance]:
    level = Level.objects.create(organisation=organisation, name="Leder", rank=1)
    crowd = Participant.objects.bulk_create(
        (
            Participant(
                organisation=organisation,
                name=f"Leder {number}",
                email=f"leder{number}@example.dk",
                level=level,
            )
            for number in range(people)
        ),
        batch_size=500,
    )
    rows = (Attendance(day=day, participant=one, level=level) for one in crowd)
    return Attendance.objects.bulk_create(rows, batch_size=500)


def open_session(user: User) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def clear_stage(organisation: Organisation, user: User) -> None:
    days = ThemeDay.objects.filter(organisation=organisation)
    days.update(current=None)
    Contribution.objects.filter(slot__day__in=days).delete()
    Step.objects.filter(day__in=days).delete()
    days.delete()
    Participant.objects.filter(organisation=organisation).delete()
    organisation.delete()
    user.delete()
