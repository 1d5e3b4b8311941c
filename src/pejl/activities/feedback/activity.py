from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.feedback import rules, views
from pejl.activities.feedback.forms import FeedbackForm
from pejl.activities.feedback.report import report_feedback
from pejl.activities.feedback.tallies import summarise
from pejl.days.contract import FEEDBACK, Activity, Refused, Routes
from pejl.days.replies import LONGEST

MOST_NAMED = 4
NAMES = ("feedback på tværs", "feedback mellem", "feedback across", "feedback between")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except rules.Telling as refusal:
        raise Refused(warn(refusal.words), refusal.field) from refusal
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def warn(words: Sequence[str]) -> str:
    named = ", ".join(f"“{word}”" for word in words[:MOST_NAMED])
    return _(
        "This may tell who someone is: %(words)s. Write “a colleague”, “a unit” or “lately” "
        "instead, or say below that it may stand, and save again."
    ) % {"words": named}


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": LONGEST},
        "because": _("Write why not. That is what those who asked need to know."),
        "what": _("Write what you do."),
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    """By name: feedback across or between, however people sit."""
    return 90 if any(name in title.casefold() for name in NAMES) else 0


ACTIVITY = Activity(
    key="feedback",
    name=gettext_lazy("Feedback in the chain"),
    help=gettext_lazy(
        "Neighbours in the chain, or areas, write feedback to each other. When you hand it out, "
        "each group reads its own, answers, and those who gave say whether it helped."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_feedback,
    form=FeedbackForm,
    fits=fits,
    resolve=rules.resolve,
    routes=Routes(
        rules.find_route,
        rules.list_given,
        rules.list_got,
        rules.count_asked,
        rules.open_up,
        rules.may_send,
    ),
    chapter=FEEDBACK,
    promise="confidential",
    promises=("confidential", "named"),
)
