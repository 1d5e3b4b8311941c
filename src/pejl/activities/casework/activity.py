from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.casework import rules, views
from pejl.activities.casework.forms import CaseworkForm
from pejl.activities.casework.naming import name_value
from pejl.activities.casework.numbers import list_numbers
from pejl.activities.casework.report import report_casework
from pejl.days.contract import Activity, OutcomeDraft, Refused, Released, Trait
from pejl.days.notes import LONGEST_NOTE

WORDS = ("casearbejde", "casework", "case:")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": LONGEST_NOTE},
        "unknown": _("The case has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    return 95 if any(word in title.casefold() for word in WORDS) else 0


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return rules.list_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="casework",
    name=gettext_lazy("Casework"),
    help=gettext_lazy(
        "A case that tables work through in five timed steps. One or more phones write for each "
        "table, and the advice is harvested on the screen, one point a table in turn."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_casework,
    numbers=list_numbers,
    names=name_value,
    form=CaseworkForm,
    fits=fits,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    guide=rules.find_moved,
    traits=lambda _config, _form: (Trait.TOGETHER,),
    pictures=rules.list_pictures,
    chapter=gettext_lazy("Cases"),
    live=True,
    grouped=True,
)
