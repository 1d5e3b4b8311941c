from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.poll import rules, views
from pejl.activities.poll.naming import name_value
from pejl.activities.poll.numbers import list_numbers
from pejl.activities.poll.report import report_poll
from pejl.days.contract import Activity, Figures, Refused


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "one": _("Choose one of the options."),
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST_WORDS},
        "unknown": _("The question has changed. Reload the page and answer again."),
    }[code]


def fits(form: str, title: str) -> int:
    return 20 if form.casefold() in ("individuelt", "individual") else 5


ACTIVITY = Activity(
    key="poll",
    name=gettext_lazy("Poll"),
    help=gettext_lazy("One or several choices, a scale, or words from each."),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_poll,
    numbers=list_numbers,
    names=name_value,
    form=views.PollForm,
    fits=fits,
    figures=Figures(rules.read_values, rules.coarsen, rules.list_known),
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
)
