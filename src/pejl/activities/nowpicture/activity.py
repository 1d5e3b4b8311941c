from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.nowpicture import rules, views
from pejl.activities.nowpicture.gaps import draft_gaps
from pejl.activities.nowpicture.naming import name_value
from pejl.activities.nowpicture.numbers import list_numbers
from pejl.activities.nowpicture.report import report_nowpicture
from pejl.days.contract import (
    NOW,
    Activity,
    Figures,
    Focus,
    OutcomeDraft,
    Refused,
    Released,
    Scale,
)

NAMES = ("nu-billede", "nubillede", "now-picture", "now picture")
TOGETHER = ("grupper", "plenum", "groups", "plenary")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.")
        % {"n": rules.LONGEST_STATEMENT},
        "unknown": _("The focus areas have changed. Reload the page and answer again."),
    }[code]


def fits(form: str, title: str) -> int:
    """Its name in the title, unless the item is for groups or the whole room together."""
    named = any(name in title.casefold() for name in NAMES)
    return 100 if named and form.casefold() not in TOGETHER else 0


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    if released.whole is None:
        return []
    return [*rules.draft_outcomes(config, released.whole), *draft_gaps(config, released)]


def list_scales(result: rules.Result) -> list[Scale]:
    return [
        Scale(
            Focus(one.focus.id, one.focus.number, one.focus.title, one.focus.goal),
            rules.name_question(one),
            one.answers,
        )
        for one in result.placements
        if one.n
    ]


ACTIVITY = Activity(
    key="nowpicture",
    name=gettext_lazy("The now-picture"),
    help=gettext_lazy("Each places the focus areas from 1 to 7 and writes what lies behind."),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_nowpicture,
    numbers=list_numbers,
    names=name_value,
    form=views.NowpictureForm,
    fits=fits,
    about=lambda _config: None,
    chapter=NOW,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    figures=Figures(rules.read_values, rules.coarsen, rules.list_known),
    scales=list_scales,
    items={"placed": r"^(?P<focus>\d+)$", "guessed": r"^guess-(?P<focus>\d+)$"},
    promise="confidential",
    promises=("confidential", "anonymous", "named"),
)
