from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.dialogues import rules, tallies, views
from pejl.activities.dialogues.finding import find_all
from pejl.activities.dialogues.naming import name_value
from pejl.activities.dialogues.numbers import list_numbers
from pejl.activities.dialogues.report import report_dialogues
from pejl.activities.dialogues.tallies import Result, summarise
from pejl.activities.dialogues.words import name_pair, propose
from pejl.days.contract import NOW, Activity, Figures, OutcomeDraft, Refused, Released

NAMES = ("vigtige dialog", "dialoger", "important dialogue", "dialogues")
ALONE = ("individuelt", "individual")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "whom": _("Choose with whom the dialogue is."),
        "steps": _("Say how important the dialogue is and how well it works, from 1 to 5."),
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(form: str, title: str) -> int:
    """Dialogues by name, where each answers alone."""
    named = any(name in title.casefold() for name in NAMES)
    return 90 if named and form.strip().casefold() in ALONE else 0


def draft_outcomes(config: rules.Config, released: Released[Result]) -> Sequence[OutcomeDraft]:
    """What is important and does not work, with who could invite whom, for the needs to come."""
    return [
        OutcomeDraft(
            "statement",
            _("%(pair)s. Proposal: %(proposal)s")
            % {"pair": name_pair(pair), "proposal": propose(config, pair)},
            pair.focus or None,
            {"type": "dialogue"},
        )
        for pair in find_all(config, released).broken
    ]


ACTIVITY = Activity(
    key="dialogues",
    name=gettext_lazy("Important dialogues"),
    help=gettext_lazy(
        "Each names the dialogues that matter most: with whom, about what, and how well they work. "
        "Then you see the network from both ends, and what is important and does not work."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_dialogues,
    numbers=list_numbers,
    names=name_value,
    form=views.DialoguesForm,
    fits=fits,
    about=lambda _config: None,
    chapter=NOW,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    figures=Figures(tallies.read_values, tallies.keep_coarse, tallies.list_known),
    promise="confidential",
    promises=("confidential",),
)
