from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.wording import rules, views
from pejl.activities.wording.naming import name_value
from pejl.activities.wording.numbers import list_numbers
from pejl.activities.wording.report import report_wordings
from pejl.days.contract import NOW, Activity, OutcomeDraft, Refused, Released

TOGETHER = ("plenum", "plenary")
PICTURES = ("nu-billede", "nubillede", "now-picture", "now picture")
NAMES = ("fælles formulering", "shared wording")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("The wording is too long for the screen. Use at most %(n)d letters.")
        % {"n": rules.LONGEST_WORDING},
        "long_reason": _("That is a little long. Use at most %(n)d letters.")
        % {"n": rules.LONGEST_REASON},
        "reason": _("Write in a few words why you cannot, so that the text can be mended."),
        "unknown": _("The focus areas have changed. Reload the page and answer again."),
    }[code]


def fits(form: str, title: str) -> int:
    """A shared wording by its name; the now-picture where the whole room works together."""
    said = title.casefold()
    together = form.strip().casefold() in TOGETHER and any(name in said for name in PICTURES)
    return 100 if together or any(name in said for name in NAMES) else 0


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return rules.draft_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="wording",
    name=gettext_lazy("Shared wording"),
    help=gettext_lazy(
        "You write the room's own description of NOW for each focus area, from what unites. The "
        "phones say whether they can sign, and you revise until enough can."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_wordings,
    numbers=list_numbers,
    names=name_value,
    form=views.WordingForm,
    fits=fits,
    about=lambda _config: None,
    chapter=NOW,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    promise="confidential",
    promises=("confidential", "anonymous"),
    items={"draft": r"^(?P<focus>\d+)-", "stand": r"^(?P<focus>\d+)$"},
    live=True,
)
