"""What cannot be taken, in words; and the names of what steps come from."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.nextsteps.config import LONGEST
from pejl.activities.nextsteps.traces import Source

MOST_NAMES = 3


def explain(code: str, facts: Mapping[str, object]) -> str:
    said = {name: say_fact(value) for name, value in facts.items()}
    return {
        "unknown": _("This answer could not be understood. Reload the page and try again."),
        "long": _("That is a little long. Use at most %(n)d letters."),
        "owner": _("Choose who owns the step from the list."),
        "people": _("Choose people from the list of the day."),
        "near": _(
            "%(partner)s is of the same level and area as %(owner)s. Choose a partner from another "
            "level or area, or leave it empty."
        ),
        "top": _(
            "Nobody stands above %(owner)s in the chain, so %(name)s cannot support from above. "
            "Leave the supporter empty."
        ),
        "supporter": _(
            "%(name)s does not stand above %(owner)s in the chain. Choose %(able)s, or leave it "
            "empty."
        ),
        "date": _("Write the date as day, month and year."),
        "past": _("The date is before the day itself. Choose %(day)s or later."),
        "far": _("That is more than two years away. Choose %(last)s or earlier."),
        "fortnight": _("The first small step is taken from %(day)s to %(last)s."),
        "order": _("The first small step comes after the whole one is done, %(by)s."),
        "reason": _("Say in a few words why not, so that the room can find another way."),
        "promise": _("Say in a few words what you promise."),
        "gone": _("This next step has been taken back."),
        "taken": _("%(name)s has already made this a next step. You find it under the room’s."),
        "owned": _("%(owner)s has said yes and owns it now, so it cannot be taken back."),
        "not yours": _("Only %(owner)s can answer this."),
        "merged": _("It has been put together with “%(into)s”. Part them first."),
        "declined": _("The owner said no to “%(what)s”, so it cannot be put together with others."),
        "both": _("Only %(one)s and %(other)s can say whether it is the same."),
    }[code] % {"n": LONGEST, **said}


def say_fact(value: object) -> str:
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, list):
        return say_names(value)
    return str(value)


def say_names(names: Sequence[str]) -> str:
    """ "Ida Krog, Bo Lund or Eva Ry"; of many, the nearest ones."""
    shown = names[:MOST_NAMES]
    if len(shown) < 2:
        return "".join(shown)
    return _("%(others)s or %(last)s") % {"others": ", ".join(shown[:-1]), "last": shown[-1]}


def join_names(names: Sequence[str]) -> str:
    """ "Ida Krog, Bo Lund and Eva Ry"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(others)s and %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}


SOURCES = {
    "priority": gettext_lazy("Priority"),
    "need": gettext_lazy("Need"),
    "delegation": gettext_lazy("Who decides what"),
    "case": gettext_lazy("Case"),
    "dilemma": gettext_lazy("Dilemma"),
    "feedback": gettext_lazy("Feedback"),
    "action": gettext_lazy("Action"),
    "statement": gettext_lazy("Statement"),
    "talk": gettext_lazy("A talk about feedback that somebody asked for"),
}


def name_source(kind: str) -> str:
    return str(SOURCES[kind])


def say_source(source: Source) -> str:
    """ "Priority: “Fælles overgange” (Prioritering)"."""
    if not source.text:
        return say_origin(source)
    facts = {"kind": name_source(source.kind), "text": source.text, "where": source.where}
    return _("%(kind)s: “%(text)s” (%(where)s)") % facts


def say_origin(source: Source) -> str:
    """The same, short: "Priority: Fælles overgange"."""
    named = source.text or source.where
    return f"{name_source(source.kind)}: {named}" if named else name_source(source.kind)


def name_climb(climb: str) -> str:
    """Who is told when two reminders have had no answer."""
    return {
        "nobody": _("nobody"),
        "supporter": _("the supporter"),
        "leader": _("the supporter, then the owner’s own leader"),
    }[climb]
