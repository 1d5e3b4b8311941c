"""All that is known of one person, for that person (GDPR, articles 15 and 20)."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pejl.days.models import Attendance, Contribution, Slot
from pejl.days.tokens import list_givers
from pejl.followup.models import NextStep, StepState
from pejl.keeping.telling import find_quoted, say_kind, tell
from pejl.mail.models import Message
from pejl.people.look import make_letterhead
from pejl.people.models import Participant
from pejl.ui.blocks import Block, Document, Facts, Heading, Paragraph, Section
from pejl.ui.templatetags.ui import clock


def gather(person: Participant) -> dict[str, Any]:
    """As plain values. What was given in an anonymous item that has closed is not here: nobody can
    find it."""
    places = person.attendances.select_related("day", "level", "area")
    mails = Message.objects.filter(
        organisation=person.organisation_id, address__iexact=person.email
    ).order_by("id")
    return {
        "organisation": person.organisation.name,
        "name": person.name,
        "email": person.email,
        "title": person.title,
        "level": person.level.name,
        "area": person.area.name if person.area else "",
        "unit": person.unit.name if person.unit else "",
        "reports_to": person.reports_to.name if person.reports_to else "",
        "calendar": say_time(person.feed.made_at) if hasattr(person, "feed") else "",
        "days": [gather_day(place) for place in places],
        "next_steps": [*gather_steps(person)],
        "mails": [
            {"sent": say_time(mail.sent_at), "subject": mail.subject, "text": mail.body}
            for mail in mails
        ],
        "enquiries": [
            {"at": say_time(one.at), "text": one.text}
            for one in person.organisation.enquiries.filter(email__iexact=person.email)
        ],
    }


def gather_day(place: Attendance) -> dict[str, Any]:
    given = [
        {
            "item": slot.title,
            "promise": slot.promise,
            "kind": row.kind,
            "at": say_time(row.created_at),
            "content": json.loads(row.payload),
            **({"of_others": {**quoted}} if (quoted := find_quoted(slot, row)) else {}),
        }
        for slot, row in list_given(place)
    ]
    return {
        "title": place.day.title,
        "date": place.day.date.isoformat() if place.day.date else "",
        "level": place.level.name,
        "area": place.area.name if place.area else "",
        "joined": say_time(place.joined_at),
        "given": given,
    }


def list_given(place: Attendance) -> Iterator[tuple[Slot, Contribution]]:
    for slot in place.day.slots.all():
        for row in Contribution.objects.filter(slot=slot, giver__in=list_givers(slot, place)):
            yield slot, row


def gather_steps(person: Participant) -> Iterator[dict[str, Any]]:
    for role, found in (
        ("owner", person.owned_steps),
        ("supporter", person.supported_steps),
        ("partner", person.shared_steps),
    ):
        for step in found.all():
            yield {"role": role, "what": step.what, "due": str(step.due or ""), **answers(step)}


def answers(step: NextStep) -> dict[str, Any]:
    told = [
        {"at": say_time(one.answered_at), "answer": one.answer, "line": one.line}
        for one in step.check_ins.exclude(answered_at=None)
    ]
    return {"state": step.state, "answers": told}


def say_time(at: Any) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""


def read_time(text: str) -> str:
    """The same as people write it."""
    if not text:
        return "–"
    day = date_format(datetime.fromisoformat(text))
    return f"{day}, {clock(datetime.fromisoformat(text))}" if "T" in text else day


def write_document(person: Participant) -> Document:
    """The same, to be read."""
    data = gather(person)
    known = [
        (_("Name"), data["name"]), (_("E-mail"), data["email"]), (_("Title"), data["title"]),
        (_("Level"), data["level"]), (_("Area"), data["area"]), (_("Unit"), data["unit"]),
        (_("Reports to"), data["reports_to"]),
        (_("Calendar’s address made"), data["calendar"]),
    ]  # fmt: skip
    sections = [
        Section(
            _("What is known of you"), (Facts(tuple(one for one in known if one[1])),), "known"
        ),
        *(
            Section(place.day.title, tuple(write_day(place)), f"day-{n}")
            for n, place in enumerate(person.attendances.select_related("day"))
        ),
        Section(_("Next steps"), tuple(write_steps(data["next_steps"])), "steps"),
        Section(_("Mails to you"), tuple(write_mails(data["mails"])), "mails"),
        *(
            Section(one["at"], (Paragraph(one["text"]),), f"enquiry-{n}")
            for n, one in enumerate(data["enquiries"])
        ),
    ]
    today = timezone.localdate()
    return Document(
        title=_("What Pejl knows of %(name)s") % {"name": person.name},
        subtitle=f"{data['organisation']} · {date_format(today)}",
        language=translation.get_language() or "da",
        author=data["organisation"],
        date=today,
        sections=tuple(sections),
        letterhead=make_letterhead(person.organisation),
    )


def write_day(place: Attendance) -> Iterator[Block]:
    given = list(list_given(place))
    if not given:
        yield Paragraph(
            _("Nothing that you have given can be found. What was given anonymously cannot.")
        )
    for slot, rows in groupby(given, key=lambda one: one[0]):
        yield Heading(slot.title)
        for __, row in rows:
            at = read_time(say_time(row.created_at))
            yield Facts(((say_kind(row.kind), at), *tell(slot, row)))


def write_steps(steps: list[dict[str, Any]]) -> Iterator[Block]:
    roles = {
        "owner": _("you own it"),
        "supporter": _("you support it"),
        "partner": _("you are with"),
    }
    if not steps:
        yield Paragraph(_("None."))
    for one in steps:
        due = [read_time(one["due"])] if one["due"] else []
        yield Paragraph(f"{one['what']} ({', '.join([roles[one['role']], *due])})")
        if one["answers"]:
            yield Facts(
                tuple(
                    (read_time(a["at"]), f"{StepState(a['answer']).label} {a['line']}".strip())
                    for a in one["answers"]
                )
            )


def write_mails(mails: list[dict[str, Any]]) -> Iterator[Block]:
    if not mails:
        yield Paragraph(_("None."))
    else:
        yield Facts(tuple((read_time(one["sent"]), one["subject"]) for one in mails))
