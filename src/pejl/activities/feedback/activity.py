from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.feedback import rules, views
from pejl.activities.feedback.flows import draw_paths
from pejl.activities.feedback.forms import FeedbackForm
from pejl.activities.feedback.handing_on import draft_outcomes
from pejl.activities.feedback.naming import name_value
from pejl.activities.feedback.numbers import list_numbers
from pejl.activities.feedback.report import report_feedback
from pejl.activities.feedback.tallies import summarise
from pejl.analysis.hints import Tells, find_kind
from pejl.days.contract import FEEDBACK, Activity, Refused, Routes, Trait
from pejl.days.replies import LONGEST

MOST_NAMED = 4
UP = frozenset({"levels", "top", "leader", "leaders_leader"})  # paths that run upwards
NAMES = ("feedback på tværs", "feedback mellem", "feedback across", "feedback between")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except rules.Telling as refusal:
        raise Refused(warn(config, refusal.words), refusal.field) from refusal
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def warn(config: rules.Config, words: Sequence[str]) -> str:
    """With a neutral wording for each word."""
    said = [suggest(config, word) for word in words[:MOST_NAMED]]
    return _(
        "This may tell who someone is. %(hints)s Change it, or say below that it may stand, and "
        "save again."
    ) % {"hints": " ".join(said)}


def suggest(config: rules.Config, word: str) -> str:
    neutral = {
        Tells.WHEN: _("lately"),
        Tells.CONTACT: _("one can reach me"),
        Tells.UNIT: _("a unit"),
        Tells.PERSON: _("a colleague"),
    }[find_kind(word, config.chain.units)]
    return _("“%(word)s” can be “%(neutral)s”.") % {"word": word, "neutral": neutral}


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": LONGEST},
        "because": _("Write why not. That is what those who asked need to know."),
        "what": _("Write what you do."),
        "way": _("Choose how you want to give it."),
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    """By name: feedback across or between, however people sit."""
    return 90 if any(name in title.casefold() for name in NAMES) else 0


def list_traits(config: rules.Config, _form: str) -> set[Trait]:
    return {Trait.ANSWERED, *([Trait.UPWARD] if UP & {*config.paths} else ())}


def list_about(config: rules.Config) -> set[int]:
    return set() if config.about is None else {config.about}


ACTIVITY = Activity(
    key="feedback",
    name=gettext_lazy("Feedback in the chain"),
    help=gettext_lazy(
        "People write feedback up, down and across the chain. When you hand it out, each reads "
        "their own, answers, and those who gave say whether it helped."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_feedback,
    numbers=list_numbers,
    names=name_value,
    form=FeedbackForm,
    fits=fits,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    foresee=draw_paths,
    routes=Routes(
        rules.find_route,
        rules.list_given,
        rules.list_got,
        rules.count_asked,
        rules.open_up,
        rules.may_send,
        path=rules.find_path,
    ),
    traits=list_traits,
    about=list_about,
    chapter=FEEDBACK,
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
)
