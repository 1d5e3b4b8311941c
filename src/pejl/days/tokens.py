"""Links and tokens: a participant's personal link, a phone's token, a stream's topics, a day's
code.

Links are signed and not stored; of a phone's token only the hash is."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from pejl.days.models import Attendance, Phone, Slot, ThemeDay
from pejl.mail.clock import now

LINK_LASTS = timedelta(days=180)  # after the day has ended
PHONE_LASTS = timedelta(days=3)
CODE_FROM = timedelta(days=1)  # before the day
CODE_LASTS = timedelta(hours=12)  # after it has ended
TOKEN_COOKIE = f"{settings.PEJL_COOKIE_PREFIX}pejl"


def make_link(attendance: Attendance) -> str:
    """What stands in a personal link. Raising `link_version` makes earlier links void."""
    version = attendance.link_version
    return signing.Signer(salt="pejl.link").sign(f"{attendance.public_id}.{version}")


def make_round_path(attendance: Attendance, slot: Slot) -> str:
    """A personal link that leads straight to a round."""
    return f"{reverse('link', args=[make_link(attendance)])}?round={slot.id}"


def read_link(link: str) -> Attendance | None:
    try:
        public_id, version = signing.Signer(salt="pejl.link").unsign(link).rsplit(".", 1)
    except (signing.BadSignature, ValueError):
        return None
    rows = Attendance.objects.select_related("day", "participant")
    found = rows.filter(public_id=public_id, link_version=int(version)).first()
    ended = found.day.ended_at if found else None
    return None if ended and now() - ended > LINK_LASTS else found


def exchange_link(attendance: Attendance) -> str:
    """A new personal link; the old one is void, and all phones that came in by it are out."""
    with transaction.atomic():
        locked = Attendance.objects.select_for_update().get(id=attendance.pk)
        locked.link_version += 1
        locked.save(update_fields=["link_version"])
        locked.phones.all().delete()
    return make_link(locked)


def find_joinable(code: str) -> ThemeDay | None:
    """The day that has this code and may be joined by it: from the day before until it is over, or
    while it is rehearsed. A day without a date may be joined until it has ended."""
    day = ThemeDay.objects.select_related("organisation").filter(code=code.upper()).first()
    if day is None or day.rehearsing:
        return day
    early = day.date is not None and timezone.localdate(now()) < day.date - CODE_FROM
    over = day.ended_at is not None and now() - day.ended_at > CODE_LASTS
    return None if early or over else day


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def make_phone(attendance: Attendance, *, admitted: bool = True) -> str:
    """Lets one more phone in for this participant (or has it wait); returns its token."""
    token = secrets.token_urlsafe(24)
    rehearsal = attendance.day.rehearsing
    Phone.objects.create(
        attendance=attendance, token_hash=hash_token(token), admitted=admitted, rehearsal=rehearsal
    )
    return token


def find_phone(token: str) -> Phone | None:
    # The day by itself: PostgreSQL plans each query anew, and eight joins in 2 ms.
    days = ThemeDay.objects.select_related("current", "organisation").order_by()
    found = Phone.objects.select_related(
        "attendance__participant__unit", "attendance__level", "attendance__area"
    ).prefetch_related(Prefetch("attendance__day", days))
    fresh = found.filter(created_at__gt=timezone.now() - PHONE_LASTS)
    found = fresh.order_by().filter(token_hash=hash_token(token))
    return next(iter(found), None) if token else None


def name_phone(phone: Phone) -> str:
    """What a person's phones are told apart by; leads to no token."""
    return hashlib.sha256(phone.token_hash.encode()).hexdigest()[:12]


def make_handle(secret: str, public_id: str) -> str:
    """A giver's handle in one anonymous item; without the item's secret it leads nowhere."""
    return hmac.new(secret.encode(), public_id.encode(), "sha256").hexdigest()[:40]


def list_givers(slot: Slot, attendance: Attendance) -> list[str]:
    """How the log knows someone: by attendance, and by handle while an anonymous item is open."""
    known = [attendance.public_id]
    if slot.promise == "anonymous" and slot.secret:
        known.append(make_handle(slot.secret, attendance.public_id))
    return known


def sign_topics(topics: list[str]) -> str:
    return signing.dumps(topics, salt="pejl.stream", compress=False)


def read_topics(text: str) -> list[str] | None:
    """The topics of a stream's address, or None when we did not make it (or over a day ago)."""
    try:
        topics = signing.loads(text, salt="pejl.stream", max_age=36 * 3600)
    except signing.BadSignature:
        return None
    return [str(topic) for topic in topics]
