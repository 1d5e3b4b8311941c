from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.evaluation import rules, views
from pejl.activities.evaluation.naming import name_value
from pejl.activities.evaluation.numbers import list_numbers
from pejl.activities.evaluation.report import report_evaluation
from pejl.days.contract import Activity, Figures, Refused


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "unknown": _("The question has changed. Reload the page and answer again."),
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
    }[code]


def fits(form: str, title: str) -> int:
    return 100 if "evaluer" in title.casefold() or "evaluat" in title.casefold() else 0


ACTIVITY = Activity(
    key="evaluation",
    name=gettext_lazy("Evaluation"),
    help=gettext_lazy("A few scales, what one takes home, and a quotation."),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    resolve=views.resolve,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_evaluation,
    numbers=list_numbers,
    names=name_value,
    form=views.EvaluationForm,
    fits=fits,
    figures=Figures(rules.read_values, rules.coarsen, rules.list_known),
    promise="anonymous",
    promises=("anonymous", "confidential"),
)
