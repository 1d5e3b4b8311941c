"""A fresh folder with a day whose one item is an open poll, and phones that may answer it."""

import secrets
from datetime import date

PARTICIPANTS = 200
PHONES_EACH = 40  # a phone may send 60 at once, then 5 a second; so many phones stay below that
OPTIONS = ["Ledelse tæt på kerneopgaven", "Fælles data", "Tid til fordybelse"]


def make_day() -> tuple[int, list[str]]:
    """The open item's id and the phones' tokens. Needs Django set up and migrated."""
    from django.utils import timezone

    from pejl.days.models import PrivacyPromise, Slot, SlotState, ThemeDay
    from pejl.people.models import Organisation

    organisation = Organisation.objects.create(name="Børn og Unge")
    day = ThemeDay.objects.create(
        organisation=organisation, title="Temadag for ledelseskæden", date=date(2026, 9, 10)
    )
    config = {"question": "Hvad er vigtigst nu?", "ask": "one", "options": OPTIONS}
    slot = Slot.objects.create(
        day=day,
        position=1,
        activity="poll",
        title="Hvad er vigtigst nu?",
        config=config,
        resolved=config,
        promise=PrivacyPromise.CONFIDENTIAL,
        state=SlotState.OPEN,
        opened_at=timezone.now(),
    )
    return slot.id, make_phones(day.id, organisation.id)


def make_phones(day: int, organisation: int) -> list[str]:
    from pejl.days.models import Attendance, Phone
    from pejl.days.tokens import hash_token
    from pejl.people.models import Level, Participant

    level = Level.objects.create(organisation_id=organisation, name="Skoleleder", rank=1)
    people = Participant.objects.bulk_create(
        Participant(
            organisation_id=organisation,
            name=f"Leder {number}",
            email=f"leder{number}@example.dk",
            level=level,
        )
        for number in range(PARTICIPANTS)
    )
    attendances = Attendance.objects.bulk_create(
        Attendance(day_id=day, participant=person, level=level) for person in people
    )
    tokens = [secrets.token_urlsafe(24) for _ in range(PARTICIPANTS * PHONES_EACH)]
    Phone.objects.bulk_create(
        Phone(attendance=attendances[number % PARTICIPANTS], token_hash=hash_token(token))
        for number, token in enumerate(tokens)
    )
    return tokens
