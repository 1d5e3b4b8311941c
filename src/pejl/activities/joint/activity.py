from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.activities.joint import rules, views
from pejl.activities.joint.forms import JointForm
from pejl.activities.joint.naming import name_value
from pejl.activities.joint.numbers import list_numbers
from pejl.activities.joint.quoting import quote_texts
from pejl.activities.joint.report import report_joint
from pejl.activities.joint.tallies import summarise
from pejl.activities.joint.texts import decide
from pejl.days.contract import FEEDBACK, Activity, Refused, Routes, Trait

NAMES = ("feedback sammen", "fælles feedback", "feedback together", "joint feedback")


def check(config: rules.Config, payload: rules.Payload, item: str) -> None:
    try:
        rules.check(config, payload, item)
    except Refused as refusal:
        raise Refused(explain(refusal.message), refusal.field) from refusal


def explain(code: str) -> str:
    return {
        "long": _("That is a little long. Use at most %(n)d letters.") % {"n": rules.LONGEST},
        "itself": _("Choose another text: this is the same one."),
        "because": _("Write why not. That is what those who asked need to know."),
        "what": _("Write what you do."),
        "unknown": _("The list has changed. Reload the page and write it again."),
    }[code]


def fits(_form: str, title: str) -> int:
    """By name, however people sit."""
    return 95 if any(name in title.casefold() for name in NAMES) else 0


def list_traits(config: rules.Config, _form: str) -> set[Trait]:
    return {Trait.ANSWERED, *([Trait.UPWARD] if config.between == "up" else ())}


ACTIVITY = Activity(
    key="joint",
    name=gettext_lazy("Feedback together"),
    help=gettext_lazy(
        "Each group writes its feedback to another group together: all propose, put together what "
        "says the same, and say what they would send. What most say yes to is the group’s word."
    ),
    config=rules.Config,
    payload=rules.Payload,
    check=check,
    summarise=summarise,
    phone=views.draw_phone,
    console=views.draw_console,
    screen=views.draw_screen,
    report=report_joint,
    numbers=list_numbers,
    names=name_value,
    quote=quote_texts,
    form=JointForm,
    fits=fits,
    resolve=rules.resolve,
    routes=Routes(
        rules.find_route,
        rules.list_given,
        rules.list_got,
        rules.count_asked,
        rules.open_up,
        rules.may_send,
        decide,
    ),
    traits=list_traits,
    chapter=FEEDBACK,
    promise="confidential",
    items={"yes": r"^[^.]+\.(?P<entry>\d+)$"},
    promises=("confidential",),
    follows=True,
    grouped=True,
)
