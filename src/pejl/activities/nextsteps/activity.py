from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from pejl.activities.nextsteps import checks, config, rules, views
from pejl.activities.nextsteps.naming import name_value
from pejl.activities.nextsteps.numbers import list_numbers
from pejl.activities.nextsteps.payloads import ITEMS, Payload
from pejl.activities.nextsteps.quoting import quote_steps
from pejl.activities.nextsteps.report import report_steps
from pejl.activities.nextsteps.summing import Result, summarise
from pejl.activities.nextsteps.words import explain
from pejl.days.contract import Activity, Moment, OutcomeDraft, Refused, Released, Trait


def check(config: config.Config, payload: Payload, item: str) -> None:
    try:
        checks.check(config, payload, item)
    except checks.Wrong as wrong:
        raise Refused(explain(wrong.message, wrong.facts), wrong.field) from wrong


def admit(config: config.Config, payload: Payload, moment: Moment) -> None:
    try:
        checks.admit(config, moment.read(), payload, moment.about, moment.me.id)
    except checks.Wrong as wrong:
        raise Refused(explain(wrong.message, wrong.facts), wrong.field) from wrong


def fits(form: str, title: str) -> int:
    words = title.casefold()
    return 100 if "næste skridt" in words or "next step" in words else 0


def draft_outcomes(config: config.Config, released: Released[Result]) -> Sequence[OutcomeDraft]:
    return rules.list_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="nextsteps",
    name=gettext_lazy("Next steps"),
    help=gettext_lazy("Who does what, with whom, by when, and who supports."),
    config=config.Config,
    payload=Payload,
    check=check,
    admit=admit,
    summarise=summarise,
    outcomes=draft_outcomes,
    resolve=config.resolve,
    renew=config.renew,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_steps,
    numbers=list_numbers,
    names=name_value,
    quote=quote_steps,
    fits=fits,
    traits=lambda _config, _form: (Trait.AGREES,),
    items=dict.fromkeys(("step", "reply", "merge", "settle"), ITEMS),
    promise="named",
    promises=("named",),
    live=True,
)
