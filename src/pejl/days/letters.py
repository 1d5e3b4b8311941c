"""What the mails of rounds say: who asks, what for, how long it takes, who sees it, one link."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.days.models import Attendance, PrivacyPromise, Slot
from pejl.days.parts import SMALLEST
from pejl.ui.templatetags.ui import weekday


class Text(NamedTuple):
    subject: str
    body: str


def write_first(row: Attendance, slot: Slot, link: str) -> Text:
    subject = _("We would like your feedback: %(title)s") % {"title": slot.title}
    return Text(subject, join(row, say_ask(slot), say_facts(slot), link, say_own()))


def write_reminder(row: Attendance, slot: Slot, link: str) -> Text:
    """To all where nobody can know who gave, and then it says so."""
    subject = _("There is still time: %(title)s") % {"title": slot.title}
    if slot.promise == PrivacyPromise.ANONYMOUS:
        why = _(
            "Answers are anonymous, so we cannot see who has given feedback. If you have, thank "
            "you, and look away from this mail."
        )
    else:
        why = _("We have no feedback from you yet. It matters to those who wait for it.")
    return Text(subject, join(row, why, say_facts(slot), link, say_own()))


def write_got(row: Attendance, slot: Slot, link: str) -> Text:
    subject = _("There is feedback for you: %(title)s") % {"title": slot.title}
    told = _("What others wrote in “%(title)s” has been handed out, and some of it is for you.")
    return Text(subject, join(row, told % {"title": slot.title}, say_answering(), link, say_own()))


def write_owing(row: Attendance, slot: Slot, link: str) -> Text:
    subject = _("Feedback still waits for an answer: %(title)s") % {"title": slot.title}
    told = _("You got feedback in “%(title)s”, and those who wrote have heard nothing yet.")
    return Text(subject, join(row, told % {"title": slot.title}, say_answering(), link, say_own()))


def join(row: Attendance, *parts: str) -> str:
    hello = _("Hi %(name)s") % {"name": row.participant.name.split()[0]}
    return "\n\n".join(part for part in (hello, *parts) if part)


def say_ask(slot: Slot) -> str:
    asked = _("%(organisation)s asks for your feedback in “%(title)s”.")
    text = asked % {"organisation": slot.day.organisation.name, "title": slot.title}
    return f"{text}\n{slot.text}" if slot.text else text


def say_facts(slot: Slot) -> str:
    """How long it takes, who sees it, and until when."""
    assert slot.closes_at  # noqa: S101
    until = weekday(slot.closes_at)
    takes = ngettext(
        "It takes about %(n)d minute.", "It takes about %(n)d minutes.", slot.minutes
    ) % {"n": slot.minutes}
    return f"{takes} {say_seen(slot)} " + _("The round is open until %(date)s.") % {"date": until}


def say_seen(slot: Slot) -> str:
    if slot.promise == PrivacyPromise.NAMED:
        return _("Only those you write to see it, with your name.")
    return _(
        "Only those you write to see it, without names and together with others’: at least %(k)d."
    ) % {"k": SMALLEST}


def say_answering() -> str:
    return _(
        "Read it, and write what you have heard and what happens now. It takes about five minutes. "
        "Those who wrote see your answer. You do not see who they are, unless it was given by name."
    )


def say_own() -> str:
    return _("The link is your own, so please do not pass it on.")
