from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.lookback import rules, views
from pejl.activities.lookback.report import report_since
from pejl.days.contract import Activity, Refused

TITLES = ("siden sidst", "since last time", "opfølgning", "follow-up")


def check(config: rules.Config, payload: rules.Nothing, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(_("We look back. There is nothing to answer now.")) from refusal


def fits(_form: str, title: str) -> int:
    return 90 if any(name in title.casefold() for name in TITLES) else 0


ACTIVITY = Activity(
    key="lookback",
    name=gettext_lazy("Since last time"),
    help=gettext_lazy("What was promised on the last day, what became of it, and then and now."),
    config=rules.Config,
    payload=rules.Nothing,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_since,
    fits=fits,
    looks_back=True,
    answers=False,
)
