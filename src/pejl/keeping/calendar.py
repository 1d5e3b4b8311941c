"""What is due by the calendar: a day's names go after a year, the day after three, unless its owner
has said otherwise. Owners are told a month before."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.audit.models import Act
from pejl.audit.noting import note
from pejl.days.models import ThemeDay
from pejl.front.models import Enquiry
from pejl.keeping.forgetting import anonymise_day, delete_day
from pejl.keeping.models import Keeping
from pejl.mail.models import Job, Message
from pejl.mail.posting import Address, make_address, post
from pejl.people.models import Role

TOLD_BEFORE = timedelta(days=30)
MAILS_KEPT = ENQUIRIES_KEPT = timedelta(days=365)
JOB = "pejl.keeping.calendar.keep_time"


@dataclass(frozen=True)
class Dates:
    """When a day's names go, and the day itself; None for one that has not been held. `done`: the
    names are gone."""

    anonymised: date | None
    deleted: date | None
    done: bool


def find_keeping(day: ThemeDay) -> Keeping:
    return Keeping.objects.filter(day=day).first() or Keeping(day=day)


def find_dates(day: ThemeDay, keeping: Keeping) -> Dates:
    held = timezone.localdate(day.ended_at) if day.ended_at else day.date
    if held is None:
        return Dates(None, None, keeping.anonymised_at is not None)
    first = add_months(held, keeping.anonymise_after)
    last = add_months(held, max(keeping.delete_after, keeping.anonymise_after))
    return Dates(first, last, keeping.anonymised_at is not None)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def keep_time(at: datetime) -> None:
    """Once a day: does what is due by then, but never sooner than a month after its mail."""
    today = timezone.localdate(at)
    ran = Job.objects.filter(name=JOB, ran_at__isnull=False).values_list("ran_at", flat=True)
    if today in map(timezone.localdate, ran):
        return
    Message.objects.filter(created_at__lt=at - MAILS_KEPT).delete()
    Enquiry.objects.filter(at__lt=at - ENQUIRIES_KEPT).delete()
    for day in ThemeDay.objects.select_related("organisation", "keeping"):
        keeping = getattr(day, "keeping", None) or Keeping(day=day)
        dates = find_dates(day, keeping)
        if dates.deleted and today >= dates.deleted - TOLD_BEFORE:
            take_day(day, dates.deleted, at)
        elif dates.anonymised and not dates.done and today >= dates.anonymised - TOLD_BEFORE:
            take_names(day, dates.anonymised, at)


def take_names(day: ThemeDay, due: date, at: datetime) -> None:
    if announce(day, "anonymise", due, at):
        note(day.organisation, None, Act.ERASED, "names", day.title)
        anonymise_day(day)


def take_day(day: ThemeDay, due: date, at: datetime) -> None:
    if announce(day, "delete", due, at):
        note(day.organisation, None, Act.ERASED, "day", day.title)
        delete_day(day)


def announce(day: ThemeDay, what: str, due: date, at: datetime) -> bool:
    """Tells the owners, once for each date; true when they have been told a month ago and the date
    has come. Without owners there is nobody to tell, and the date counts."""
    told = [tell(day, what, due, owner) for owner in list_owners(day)]
    waited = all(at - message.created_at >= TOLD_BEFORE for message in told)
    return timezone.localdate(at) >= due and waited


def list_owners(day: ThemeDay) -> Iterator[User]:
    for place in day.organisation.memberships.filter(role=Role.OWNER).select_related("user"):
        yield place.user


def tell(day: ThemeDay, what: str, due: date, owner: User) -> Message:
    with translation.override(day.organisation.language):
        subject, body = word(day, what, due)
        to = Address(owner.get_full_name() or owner.email, owner.email)
        key = f"keeping:{day.pk}:{what}:{due}:{owner.pk}"
        return post(day.organisation, to, subject, body, key)


def word(day: ThemeDay, what: str, due: date) -> tuple[str, str]:
    said = {
        "day": day.title,
        "date": date_format(due),
        "link": make_address(reverse("keeping")),
    }
    if what == "delete":
        subject = _("%(day)s is deleted on %(date)s")
        body = _(
            "Hello\n\nOn %(date)s “%(day)s” is deleted, with all that was said and agreed on it."
            " Take the plan out before, if you want to keep it.\n\nIs it too early? Change it"
            " here:\n%(link)s\n"
        )
    else:
        subject = _("The names go from %(day)s on %(date)s")
        body = _(
            "Hello\n\nOn %(date)s what people said on “%(day)s” is made anonymous: the results"
            " stay, the names go. Next steps keep their owners.\n\nIs it too early? Change it"
            " here:\n%(link)s\n"
        )
    return subject % said, body % said
