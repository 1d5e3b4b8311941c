from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pejl.activities.prioritising import rules, views
from pejl.activities.prioritising.report import report_prioritising
from pejl.days.contract import Activity, OutcomeDraft, Refused, Released

NAMES = ("prioriter", "prioritis", "prioritiz")


def check(config: rules.Config, payload: rules.Points, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message, config, payload), refusal.field) from refusal


def explain(code: str, config: rules.Config, payload: rules.Points) -> str:
    if code == "over":
        return explain_over(payload.used, config.points)
    return {
        "unknown": _("The list has changed. Reload the page and give your points again."),
        "below": _("Points cannot be below 0."),
        "one": _("You can give at most %(n)d points to one.") % {"n": config.most_on_one},
    }[code]


def explain_over(used: int, budget: int) -> str:
    back = ngettext("Take %(n)d back.", "Take %(n)d back.", used - budget) % {"n": used - budget}
    spent = _("You have used %(used)d of %(budget)d points.") % {"used": used, "budget": budget}
    return f"{spent} {back}"


def fits(_form: str, title: str) -> int:
    return 100 if any(name in title.casefold() for name in NAMES) else 0


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return rules.draft_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="prioritising",
    name=gettext_lazy("Prioritising"),
    help=gettext_lazy("Each divides a number of points over a list."),
    config=rules.Config,
    payload=rules.Points,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_prioritising,
    form=views.PrioritisingForm,
    fits=fits,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
)
