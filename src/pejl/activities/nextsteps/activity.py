from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.nextsteps import rules, views
from pejl.activities.nextsteps.report import report_steps
from pejl.days.contract import Activity, OutcomeDraft, Refused, Released, Trait


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "unknown": _("This answer could not be understood. Reload the page and try again."),
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
        "owner": _("Choose who owns the step from the list."),
        "people": _("Choose people from the list of the day."),
        "date": _("Write the date as day, month and year."),
        "reason": _("Say in a few words why not, so that the room can find another way."),
    }[code]


def fits(form: str, title: str) -> int:
    words = title.casefold()
    return 100 if "næste skridt" in words or "next step" in words else 0


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return rules.list_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="nextsteps",
    name=gettext_lazy("Next steps"),
    help=gettext_lazy("Who does what, with whom, by when, and who supports."),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    outcomes=draft_outcomes,
    resolve=rules.resolve,
    renew=rules.renew,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_steps,
    fits=fits,
    traits=lambda _config, _form: (Trait.AGREES,),
    promise="named",
    promises=("named",),
    live=True,
)
