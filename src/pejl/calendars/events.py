"""What stands in whose calendar: days, and of next steps only one's own. Nobody else is named."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pejl.days.clock import time_programme
from pejl.days.models import Attendance, ThemeDay
from pejl.followup.models import CheckIn, NextStep
from pejl.followup.states import RUNNING
from pejl.mail.clock import now
from pejl.mail.ics import CalendarEvent
from pejl.mail.posting import make_address
from pejl.people.models import Organisation, Participant

BACK = timedelta(days=31)  # how long what is over stays


def name_event(kind: str, number: int) -> str:
    """The same for as long as the installation lives, and another at any other."""
    return salted_hmac("pejl.calendars", f"{kind}-{number}").hexdigest()[:32]


def find_first() -> date:
    return timezone.localdate(now()) - BACK


def list_account_events(user: User) -> Iterator[CalendarEvent]:
    """The days that the account may see, and what its holder has taken on as one of the leaders
    there: known by the mail address, which the account has proved."""
    mine = Q(organisation__memberships__user=user) | Q(guests__user=user)
    days = ThemeDay.objects.filter(mine, date__gte=find_first()).distinct()
    for day in days.select_related("organisation").prefetch_related("slots"):
        with translation.override(day.organisation.language):
            yield make_day(day, url=make_address(reverse("day", args=[day.id])))
    for person in find_persons(user):
        with translation.override(person.organisation.language):
            yield from list_steps(person)


def find_persons(user: User) -> Iterable[Participant]:
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    same = Q()
    for address in proved:
        same |= Q(email__iexact=address)
    if not same:
        return ()
    found = Participant.objects.filter(same, organisation__memberships__user=user, active=True)
    return found.select_related("organisation")


def list_person_events(person: Participant) -> Iterator[CalendarEvent]:
    """The days that one is invited to, for as long as one is there, and one's own next steps."""
    places = Attendance.objects.filter(
        participant=person, absent=False, day__date__gte=find_first(), day__silent=False
    )
    for place in places.select_related("day").prefetch_related("day__slots"):
        yield make_day(place.day, place)
    yield from list_steps(person)


def make_day(day: ThemeDay, place: Attendance | None = None, url: str = "") -> CalendarEvent:
    assert day.date is not None  # noqa: S101
    timed = time_programme(day, list(day.slots.all()))
    starts, ends = day.starts_at, timed[-1].end if timed else day.ends_at
    if place is not None:
        starts, ends = place.comes_at or starts, place.leaves_at or ends
    uid, text = name_event("day", day.pk), day.organisation.name
    if ends is None:
        return make_whole(uid, day.title, day.date, text, day.place, url)
    begins = put(day.date, starts)
    over = put(day.date + timedelta(days=ends <= starts), ends)
    return CalendarEvent(uid, day.title, begins, over, now(), text, day.place, url)


def put(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at), timezone.get_default_timezone())


def make_whole(
    uid: str, title: str, day: date, text: str = "", place: str = "", url: str = ""
) -> CalendarEvent:
    return CalendarEvent(uid, title, day, day + timedelta(days=1), now(), text, place, url)


def list_steps(person: Participant) -> Iterator[CalendarEvent]:
    """When what one has said yes to is due, and when one will be asked how it goes."""
    asked = CheckIn.objects.filter(answer="", due__gte=find_first())
    steps = NextStep.objects.filter(owner=person, state__in=RUNNING, day__silent=False)
    for step in steps.prefetch_related(Prefetch("check_ins", asked, to_attr="asked")):
        if step.due and step.due >= find_first():
            title = _("Next step: %(what)s") % {"what": step.what}
            yield make_whole(name_event("step", step.pk), title, step.due)
        for row in step.asked:
            title = _("How is it going with: %(what)s") % {"what": step.what}
            yield make_whole(name_event("check-in", row.pk), title, row.due)


def list_houses(user: User) -> list[Organisation]:
    """Where the account works, also as a guest."""
    mine = Q(memberships__user=user) | Q(days__guests__user=user)
    return list(Organisation.objects.filter(mine).distinct().order_by("name", "id"))
