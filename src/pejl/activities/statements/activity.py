from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.statements import rules, tallies, views
from pejl.activities.statements.finding import list_dividing, list_found, list_uniting
from pejl.activities.statements.guide import make_guide
from pejl.activities.statements.naming import name_value
from pejl.activities.statements.numbers import list_numbers
from pejl.activities.statements.report import report_statements
from pejl.activities.statements.tallies import Result, summarise
from pejl.days.contract import NOW, Activity, Figures, OutcomeDraft, Refused, Released, Trait

NAMES = ("på tværs", "udsagn", "enige", "statements", "across")
PICTURE = ("nu-billede", "nubillede", "now-picture", "now picture", "udsagn", "statements")
GROUPS = ("grupper", "groups", "borde", "tables")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "unknown": _("The statements have changed. Reload the page and answer again."),
        "long": _("That is a little long. Make it shorter."),
        "empty": _("There is nothing written yet."),
    }[code]


def fits(_form: str, title: str) -> int:
    """A now-picture looked at across the room, or a round of statements."""
    found = title.casefold()
    return 95 * (any(one in found for one in NAMES) and any(one in found for one in PICTURE))


def list_traits(_config: rules.Config, form: str) -> tuple[Trait, ...]:
    return (Trait.TOGETHER,) if form.strip().casefold() in GROUPS else ()


def draft_outcomes(_config: rules.Config, released: Released[Result]) -> Sequence[OutcomeDraft]:
    """What unites, and what divides, for the wording and the needs that may come."""
    found = list_found(released.whole, released.apart)
    uniting, dividing = list_uniting(found), list_dividing(found)
    return [
        OutcomeDraft("statement", one.statement.text, one.statement.focus or None, {"type": kind})
        for kind, several in (("uniting", uniting), ("dividing", dividing))
        for one in several
    ]


ACTIVITY = Activity(
    key="statements",
    name=gettext_lazy("Statements"),
    help=gettext_lazy(
        "Each says agree, disagree or pass to what the others wrote, one at a time. Then you see "
        "what unites the chain and what divides it."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_statements,
    numbers=list_numbers,
    names=name_value,
    form=views.StatementsForm,
    fits=fits,
    traits=list_traits,
    about=lambda _config: None,
    chapter=NOW,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    figures=Figures(tallies.read_values, tallies.keep_coarse, tallies.list_known),
    guide=make_guide,
    items=dict.fromkeys(("vote", "hidden", "filed"), r"^(?P<outcome>\d+)$"),
    promise="confidential",
    promises=("confidential", "anonymous"),
)
