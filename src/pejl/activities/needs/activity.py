from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.needs import rules, views
from pejl.activities.needs.naming import name_value
from pejl.activities.needs.numbers import list_numbers
from pejl.activities.needs.report import report_needs
from pejl.days.contract import NOW, Activity, OutcomeDraft, Refused, Released, Trait

FORMS = ("grupper", "groups", "borde", "tables", "par", "pairs")
NAMES = ("behov", "handlinger", "needs", "possible actions")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters in each field.")
        % {"n": rules.LONGEST},
        "need": _("Write the need first: what is the action to help with?"),
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(form: str, title: str) -> int:
    """Needs or actions by name, where people sit in groups."""
    named = any(name in title.casefold() for name in NAMES)
    return 100 if named and form.strip().casefold() in FORMS else 0


def draft_outcomes(
    _config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return tuple(rules.list_outcomes(released.whole)) if released.whole else ()


ACTIVITY = Activity(
    key="needs",
    name=gettext_lazy("Needs and actions"),
    help=gettext_lazy(
        "Each table says what a gap or a statement calls for, and what could be done. One phone at "
        "the table writes, and later items go on from the actions."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_needs,
    numbers=list_numbers,
    names=name_value,
    form=views.NeedsForm,
    fits=fits,
    traits=lambda _config, _form: (Trait.TOGETHER,),
    about=lambda _config: None,
    chapter=NOW,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    live=True,
    grouped=True,
)
