from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.discussion import rules, views
from pejl.activities.discussion.forms import DiscussionForm
from pejl.activities.discussion.naming import name_value
from pejl.activities.discussion.numbers import list_numbers
from pejl.activities.discussion.report import report_discussion
from pejl.days.contract import Activity, OutcomeDraft, Refused, Released, Trait
from pejl.days.notes import LONGEST_NOTE

FORMS = {"grupper": 80, "groups": 80, "borde": 80, "tables": 80, "par": 80, "pairs": 80}


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters, or two notes.")
        % {"n": LONGEST_NOTE},
        "unknown": _("The questions have changed. Reload the page and write it again."),
    }[code]


def fits(form: str, _title: str) -> int:
    return FORMS.get(form.strip().casefold(), 0)


def draft_outcomes(
    config: rules.Config, released: Released[rules.Result]
) -> Sequence[OutcomeDraft]:
    return rules.list_outcomes(config, released.whole) if released.whole else ()


ACTIVITY = Activity(
    key="discussion",
    name=gettext_lazy("Discussion"),
    help=gettext_lazy(
        "Questions for tables. One or more phones write for each table, and the notes are gathered "
        "on the screen with the table's number, not with anyone's name."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=rules.summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_discussion,
    numbers=list_numbers,
    names=name_value,
    form=DiscussionForm,
    fits=fits,
    resolve=rules.resolve,
    outcomes=draft_outcomes,
    traits=lambda _config, _form: (Trait.TOGETHER,),
    live=True,
    grouped=True,
)
