"""Peer groups from the first list to "we have met". A step that cannot be taken raises NotNow."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from pejl.days.models import Attendance, ThemeDay
from pejl.days.run import NotNow
from pejl.days.tokens import make_link
from pejl.mail.clock import now
from pejl.mail.ics import CalendarEvent, make_calendar
from pejl.mail.posting import address_of, make_address, post
from pejl.peers.models import LONGEST_LINE, PeerGroup, PeerSeat
from pejl.peers.rules import Peer, make_trios
from pejl.ui.templatetags.ui import clock, weekday

LENGTH = timedelta(minutes=45)
FARTHEST = timedelta(days=400)


@transaction.atomic
def make_groups(day: ThemeDay) -> int:
    """From all of the day's people, anew until the mails have gone out; returns how many."""
    ThemeDay.objects.select_for_update().get(id=day.id)
    if PeerGroup.objects.filter(day=day, mailed_at__isnull=False).exists():
        raise NotNow(_("The groups have been told who they are, so they stay as they are."))
    tries = PeerGroup.objects.filter(day=day).order_by("-number").first()
    seed = day.id + (tries.id if tries else 0)
    PeerGroup.objects.filter(day=day).delete()
    found = make_trios(list_peers(day), seed)
    for number, ids in enumerate(found, start=1):
        group = PeerGroup.objects.create(day=day, number=number)
        PeerSeat.objects.bulk_create(PeerSeat(group=group, attendance_id=one) for one in ids)
    if not found:
        raise NotNow(_("It takes at least three people to make a group."))
    return len(found)


def list_peers(day: ThemeDay) -> list[Peer]:
    rows = list(day.attendances.filter(participant__active=True).select_related("participant"))
    here = {row.participant_id: row.id for row in rows}
    return [
        Peer(row.id, row.area_id or 0, here.get(row.participant.reports_to_id or 0, 0))
        for row in rows
    ]


@transaction.atomic
def tell_groups(day: ThemeDay) -> None:
    """Mails each who the others are."""
    if day.rehearsing:
        raise NotNow(_("This is a rehearsal, so nobody is mailed."))
    groups = PeerGroup.objects.select_for_update().filter(day=day, mailed_at=None)
    with translation.override(day.organisation.language):
        for group in groups:
            for seat in list_seats(group):
                tell(seat, write_first(seat), _("Meet colleagues from other areas"), "first")
    PeerGroup.objects.filter(day=day, mailed_at=None).update(mailed_at=now())


def tell(seat: PeerSeat, told: str, subject: str, what: str) -> None:
    person = seat.attendance.participant
    link = make_address(reverse("enter_peers", args=[make_link(seat.attendance)]))
    hello = _("Hi %(name)s") % {"name": person.name.split()[0]}
    own = _("The link is your own, so please do not pass it on.")
    body = "\n\n".join((hello, told, link, own))
    key = f"peers {seat.group.day_id} {seat.group_id} {what} {seat.id}"
    post(person.organisation, address_of(person), subject, body, key)


def write_first(seat: PeerSeat) -> str:
    others = "\n".join(f"- {say_person(row)}" for row in list_others(seat))
    return _(
        "You have been put together with colleagues from other areas:\n\n%(others)s\n\nMeet once "
        "for 45 minutes, when it suits you, and talk about what you took home from “%(day)s”. Find "
        "a date on your page. What you say and write there is for your group alone; the "
        "facilitator sees only whether you have met."
    ) % {"others": others, "day": seat.group.day.title}


def say_person(row: Attendance) -> str:
    person = row.participant
    return ", ".join(part for part in (person.name, person.title, str(row.area or "")) if part)


def list_seats(group: PeerGroup) -> list[PeerSeat]:
    joined = ("group__day", "attendance__participant__organisation", "attendance__area")
    return list(group.seats.select_related(*joined))


def list_others(seat: PeerSeat) -> list[Attendance]:
    return [row.attendance for row in list_seats(seat.group) if row.id != seat.id]


@transaction.atomic
def propose(seat: PeerSeat, at: datetime) -> None:
    """A date for the group; the others say yes to it, or propose another."""
    if not now() < at < now() + FARTHEST:
        raise NotNow(_("Choose a day that is still to come, within a year."))
    group = PeerGroup.objects.select_for_update().get(id=seat.group_id)
    group.seats.update(says_yes=False)
    group.seats.filter(id=seat.id).update(says_yes=True)
    group.proposed_at = at
    group.save()


@transaction.atomic
def say_yes(seat: PeerSeat, at: datetime) -> None:
    """To the date that one saw. When all have, it is agreed, and each gets a mail."""
    group = PeerGroup.objects.select_for_update().get(id=seat.group_id)
    if group.proposed_at != at:
        raise NotNow(_("Another date has been proposed since. Look at it first."))
    group.seats.filter(id=seat.id).update(says_yes=True)
    if group.seats.filter(says_yes=False).exists() or group.agreed_at == at:
        return
    group.agreed_at, group.moves = at, group.moves + 1
    group.save()
    with translation.override(seat.group.day.organisation.language):
        for row in list_seats(group):
            tell(row, write_agreed(at), _("Your group has a date"), f"date{group.moves}")


def write_agreed(at: datetime) -> str:
    when = {"day": weekday(at), "time": clock(at)}
    return (
        _(
            "You have all said yes to %(day)s at %(time)s. On your page is a file for your "
            "calendar, and three small steps for the talk."
        )
        % when
    )


def write_line(seat: PeerSeat, text: str) -> None:
    """What one takes along, for the group alone. Raises NotNow when it is too long."""
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        raise NotNow(_("One line of at most %(n)d letters, please.") % {"n": LONGEST_LINE})
    PeerSeat.objects.filter(id=seat.id).update(line=line)


def note_met(seat: PeerSeat) -> None:
    PeerGroup.objects.filter(id=seat.group_id, met_at=None).update(met_at=now())


def make_file(seat: PeerSeat) -> bytes:
    """The meeting as a calendar file. Raises NotNow before a date is agreed."""
    group = seat.group
    if group.agreed_at is None:
        raise NotNow(_("You have not agreed on a date yet."))
    names = ", ".join(row.participant.name for row in list_others(seat))
    event = CalendarEvent(
        uid=f"peers-{group.id}-{seat.attendance.public_id}",
        title=_("Meet %(names)s") % {"names": names},
        starts_at=group.agreed_at,
        ends_at=group.agreed_at + LENGTH,
        made_at=now(),
        text=_("What we took home from “%(day)s”.") % {"day": group.day.title},
        sequence=group.moves - 1,
    )
    return make_calendar([event])
