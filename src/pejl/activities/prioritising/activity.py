from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.prioritising import results, rules, views
from pejl.activities.prioritising.forms import PrioritisingForm
from pejl.activities.prioritising.naming import name_value
from pejl.activities.prioritising.numbers import list_numbers
from pejl.activities.prioritising.report import report_prioritising
from pejl.days.contract import Activity, Figures, OutcomeDraft, Refused, Released

NAMES = ("prioriter", "prioritis", "prioritiz")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message, config, payload), refusal.field) from refusal


def explain(code: str, config: rules.Config, payload: rules.Payload) -> str:
    if code == "over" and isinstance(payload, rules.Points):
        return explain_over(payload.used, config.points)
    return {
        "unknown": _("The list has changed. Reload the page and answer again."),
        "below": _("Points cannot be below 0."),
        "place": _("Each place from 1 to %(n)d can be given once.") % {"n": config.places},
        "one": _("You can give at most %(n)d points to one.") % {"n": config.most_on_one},
    }[code]


def explain_over(used: int, budget: int) -> str:
    back = ngettext("Take %(n)d back.", "Take %(n)d back.", used - budget) % {"n": used - budget}
    spent = _("You have used %(used)d of %(budget)d points.") % {"used": used, "budget": budget}
    return f"{spent} {back}"


def fits(_form: str, title: str) -> int:
    return 100 if any(name in title.casefold() for name in NAMES) else 0


def draft_outcomes(
    config: rules.Config, released: Released[results.Result]
) -> Sequence[OutcomeDraft]:
    return results.draft_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="prioritising",
    name=gettext_lazy("Prioritising"),
    help=gettext_lazy(
        "Each says what matters most in a list: by points, approval, ranking, pairs, effect and "
        "effort, or fairly under a capacity."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=results.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_prioritising,
    numbers=list_numbers,
    names=name_value,
    form=PrioritisingForm,
    fits=fits,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    guide=lambda _config, entries: rules.find_priced(entries),
    chapter=gettext_lazy("Priorities"),
    figures=Figures(results.read_values, results.coarsen, results.list_known),
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
)
