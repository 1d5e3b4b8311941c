from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.asking import rules, views
from pejl.activities.asking.naming import name_value
from pejl.activities.asking.numbers import list_numbers
from pejl.activities.asking.report import report_asking
from pejl.days.contract import FEEDBACK, Activity, Refused, Requests, Routes, Trait

NAMES = ("på opfordring", "on request", "spørg om feedback", "ask for feedback")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    long = _("That is a little long. Use at most %(n)d letters.")
    return {
        "short": long % {"n": rules.LONGEST_ABOUT},
        "long": long % {"n": rules.LONGEST},
        "about": _("Write what you would like feedback on."),
        "whom": _("Choose whom you ask."),
        "many": _("Ask at most %(n)d. The fewer, the better the answers.")
        % {"n": rules.MOST_ASKED},
        "empty": _("Write your answer, or decline."),
        "because": _("Write why not. That is what who gave needs to know."),
        "what": _("Write what you will do."),
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    """By name, however people sit."""
    return 95 if any(name in title.casefold() for name in NAMES) else 0


ACTIVITY = Activity(
    key="asking",
    name=gettext_lazy("Feedback on request"),
    help=gettext_lazy(
        "Each asks one to five people by name for feedback on one thing. They answer or decline; "
        "only who asked sees it, when you hand it out to all at once."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_asking,
    numbers=list_numbers,
    names=name_value,
    fits=fits,
    resolve=rules.resolve,
    routes=Routes(
        rules.find_route,
        rules.list_none,
        rules.list_none,
        rules.count_asked,
        rules.open_up,
        rules.may_send,
        requests=Requests("ask", rules.open_routes, rules.find_request),
    ),
    traits=lambda _config, _form: (Trait.ANSWERED,),
    chapter=FEEDBACK,
    follows=True,
)
